// Package tags registers routes on what it is given.
package tags

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"linked/guard"
)

// Registrar takes routes.
type Registrar interface {
	Handle(method, path string, h http.HandlerFunc)
}

// Module registers through an interface, and through a function.
type Module struct{ To Registrar }

// Register is given a group.
func Register(r chi.Router) {
	r.Get("/", list)
	r.With(guard.Require("tag:create")).Post("/", list)
}

// Routes uses the field.
func (m *Module) Routes() { m.To.Handle("GET", "/field", list) }

// Via is given a function.
func Via(handle func(method, path string, h http.HandlerFunc)) { handle("GET", "/value", list) }

// old is called by nobody.
func old(r chi.Router) { r.Delete("/old", list) }

func list(w http.ResponseWriter, r *http.Request) {}
