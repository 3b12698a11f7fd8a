// Package mismatched has guards that contradict their routes.
package mismatched

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

func routes(mux *http.ServeMux) {
	// The catalog knows these operations.
	mux.HandleFunc("GET /v2/droplets", requireScope("droplet:read", handle))
	mux.HandleFunc("GET /v2/droplets/{id}", requireScope("image:read", handle)) // want `mismatched route GET /v2/droplets/{id}: its guard asks for image:read, the operation for droplet:read \[mismatched-route\]`
	mux.HandleFunc("POST /v2/droplets", requireScope("droplet:update", handle)) // want `its guard asks for droplet:update, the operation for droplet:create`
	mux.HandleFunc("POST /v2/domains/{name}/records", requireScope("domain:update", handle))

	// It does not know these.
	mux.HandleFunc("DELETE /widgets/{id}", requireScope("droplet:read", handle)) // want `mismatched route DELETE /widgets/{id}: its guard asks only for droplet:read`
	mux.HandleFunc("PUT /widgets/{id}", requireScope("droplet:read", handle))    // want `mismatched route PUT /widgets/{id}`
	mux.HandleFunc("GET /widgets", requireScope("droplet:delete", handle))       // want `mismatched route GET /widgets`
	mux.HandleFunc("POST /widgets/search", requireScope("droplet:read", handle)) // a query
	mux.HandleFunc("DELETE /widgets", requireScope("droplet:update", handle))    // not so rare
}
