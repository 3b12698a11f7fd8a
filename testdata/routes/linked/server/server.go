// Package server makes the router, and groups for others.
package server

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"linked/guard"
)

// Prefix of all routes.
const Prefix = "/v2"

// Server holds a router.
type Server struct{ root chi.Router }

// New makes a server.
func New() *Server {
	s := &Server{root: chi.NewRouter()}
	return s
}

// Group returns a group of the server's router.
func (s *Server) Group(name string) chi.Router {
	var group chi.Router
	s.root.Route(Prefix+"/"+name, func(r chi.Router) {
		r.Use(guard.Require(name + ":read"))
		group = r
	})
	return group
}

// Root is the server's router.
func (s *Server) Root() chi.Router { return s.root }

// Handle registers on the server's router.
func (s *Server) Handle(method, path string, h http.HandlerFunc) {
	s.root.MethodFunc(method, Prefix+path, h)
}
