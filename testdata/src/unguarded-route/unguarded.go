// Package unguarded has a route without a guard among guarded ones.
package unguarded

import (
	"net/http"
	"slices"
	"strings"
)

func hasScope(r *http.Request, scope string) bool {
	return slices.Contains(strings.Fields(r.Header.Get("Scope")), scope)
}

func requireScope(scope string, next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if !hasScope(r, scope) {
			http.Error(w, "token lacks "+scope, http.StatusForbidden)
			return
		}
		next(w, r)
	}
}

func handle(w http.ResponseWriter, r *http.Request) { w.WriteHeader(204) }

func checks(w http.ResponseWriter, r *http.Request) {
	if !hasScope(r, "droplet:read") {
		http.Error(w, "no", http.StatusForbidden)
		return
	}
	handle(w, r)
}

func api(unknown func(http.HandlerFunc) http.HandlerFunc) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /droplets", requireScope("droplet:read", handle))
	mux.HandleFunc("GET /droplets/{id}", checks)
	mux.HandleFunc("DELETE /droplets/{id}", handle) // want `unguarded route DELETE /droplets/{id}: no request to it needs a scope, and its neighbour GET /droplets names droplet:read \[unguarded-route\]`
	mux.HandleFunc("GET /droplets/{id}/unproven", unknown(handle))
	return mux
}

// No neighbour has a guard.
func metrics() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /metrics", handle)
	return mux
}
