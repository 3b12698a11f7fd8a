// Package guard has the middleware.
package guard

import (
	"net/http"

	"linked/impl"
)

// Require makes a middleware that asks for a scope.
func Require(scope string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !impl.Allowed(r, scope) {
				http.Error(w, scope, http.StatusForbidden)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}
