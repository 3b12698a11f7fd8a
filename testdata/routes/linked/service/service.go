// Package service implements the interface that the routes call.
package service

import (
	"net/http"

	"linked/api"
	"linked/impl"
)

type service struct{}

var _ api.Service = (*service)(nil)

func (*service) List(w http.ResponseWriter, r *http.Request) {
	if !impl.Allowed(r, "droplet:read") {
		http.Error(w, "droplet:read", http.StatusForbidden)
		return
	}
}

func (*service) Create(w http.ResponseWriter, r *http.Request) {}
