package states

import (
	"net/http"
	"os"

	"github.com/go-chi/chi/v5"
	"states/elsewhere"
)

// A gate that is not there lets everybody through.
type gate struct{ realm string }

func (g *gate) lax(scope string, next http.HandlerFunc) http.HandlerFunc {
	if g == nil {
		return next
	}
	return insist(scope, next)
}

func (g *gate) strict(scope string, next http.HandlerFunc) http.HandlerFunc {
	if g == nil {
		return func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusForbidden) }
	}
	return insist(scope, next)
}

func insist(scope string, next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if !elsewhere.Has(r, scope) {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		next(w, r)
	}
}

func newGate(realm string) *gate {
	if realm == "" {
		return nil
	}
	return &gate{realm}
}

var front = newGate(os.Getenv("REALM"))

// A server that is an interface, and has its middlewares in a list.
type server interface {
	Serve(w http.ResponseWriter, r *http.Request)
}

type layered struct {
	layers []func(http.HandlerFunc) http.HandlerFunc
}

func newServer(layers []func(http.HandlerFunc) http.HandlerFunc) server { return &layered{layers} }

func (l *layered) Serve(w http.ResponseWriter, r *http.Request) {
	h := ok
	for _, layer := range l.layers {
		h = layer(h)
	}
	h(w, r)
}

func insisting(scope string) func(http.HandlerFunc) http.HandlerFunc {
	return func(next http.HandlerFunc) http.HandlerFunc { return insist(scope, next) }
}

func returned(layers []func(http.HandlerFunc) http.HandlerFunc) http.Handler {
	r := chi.NewRouter()
	r.Get("/returned/lax", front.lax("droplet:read", ok))       // want GET /returned/lax unguarded
	r.Get("/returned/strict", front.strict("droplet:read", ok)) // want GET /returned/strict guarded droplet:read

	r.Get("/returned/layered", newServer([]func(http.HandlerFunc) http.HandlerFunc{insisting("droplet:read")}).Serve) // want GET /returned/layered guarded droplet:read
	r.Get("/returned/unknown", newServer(layers).Serve)                                                               // want GET /returned/unknown unproven (handler)
	return r
}
