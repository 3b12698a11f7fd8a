// Package impl has handlers.
package impl

import "net/http"

// Tags asks for a scope.
func Tags(w http.ResponseWriter, r *http.Request) {
	if !Allowed(r, "tag:read") {
		http.Error(w, "tag:read", http.StatusForbidden)
		return
	}
}

// Allowed stands for a look at the request's token.
func Allowed(r *http.Request, scope string) bool { return r.Header.Get("X-Scopes") == scope }
