// Package api registers routes whose handlers are elsewhere.
package api

import (
	"net/http"

	"linked/impl"
)

// Service is what the routes call.
type Service interface {
	List(w http.ResponseWriter, r *http.Request)
	Create(w http.ResponseWriter, r *http.Request)
}

type wrapper struct{ service Service }

func (s *wrapper) List(w http.ResponseWriter, r *http.Request)   { s.service.List(w, r) }
func (s *wrapper) Create(w http.ResponseWriter, r *http.Request) { s.service.Create(w, r) }

// Routes registers what a service has.
func Routes(s Service) http.Handler {
	mux := http.NewServeMux()
	w := &wrapper{s}
	mux.HandleFunc("GET /droplets", w.List)
	mux.HandleFunc("POST /droplets", w.Create)
	mux.HandleFunc("GET /tags", impl.Tags)
	return mux
}

// UnimplementedService stands in for services without methods, as generated
// code has it.
type UnimplementedService struct{}

func (UnimplementedService) List(w http.ResponseWriter, r *http.Request)   {}
func (UnimplementedService) Create(w http.ResponseWriter, r *http.Request) {}
