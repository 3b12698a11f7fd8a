// Package unnamed asks for scopes that nothing in the code calls so.
package unnamed

import (
	"net/http"
	"slices"
)

var granted = make(map[string][]string)

func Grant(token string, list []string) { granted[token] = list }

func protect(need string, next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if !slices.Contains(granted[r.Header.Get("Authorization")], need) {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		next(w, r)
	}
}

func handle(w http.ResponseWriter, r *http.Request) { w.WriteHeader(204) }

func Serve() error {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /droplets", protect("droplet:read", handle))
	mux.HandleFunc("DELETE /droplets/{id}", protect("droplet:read", handle)) // want `mismatched route DELETE /droplets/{id}: its guard asks only for droplet:read \[mismatched-route\]`
	mux.HandleFunc("POST /droplets", handle)                                 // want `unguarded route POST /droplets: no request to it needs a scope, and its neighbour GET /droplets names droplet:read \[unguarded-route\]`
	return http.ListenAndServe(":8080", mux)
}
