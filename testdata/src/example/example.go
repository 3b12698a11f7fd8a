// Package example is a small service that asks for a token and guards its
// routes, and gets some scopes wrong.
package example

import (
	"net/http"
	"net/url"
)

// Scopes of the token that the deploy job uses.
var deployScopes = []string{
	"droplet:read",
	"droplet:write",
	"block_storage:read",
	"spaces_keys:create",
	"project:update",
	"project:assign_resource",
	"Registry:Read",
}

// loginURL asks for everything that the API can do.
func loginURL(client string) string {
	q := url.Values{}
	q.Set("client_id", client)
	q.Set("scope", "api:write")
	return "https://cloud.digitalocean.com/v1/oauth/authorize?" + q.Encode()
}

func routes(mux *http.ServeMux) {
	mux.Handle("GET /droplets", requireScope("droplet:read", list))
	mux.Handle("DELETE /droplets/{id}", requireScope("droplet:destroy", remove))
}

// requireScope lets a request pass if its token has the scope.
func requireScope(scope string, next http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Scope") != scope {
			http.Error(w, "token lacks "+scope, http.StatusForbidden)
			return
		}
		next(w, r)
	})
}

func list(w http.ResponseWriter, r *http.Request)   {}
func remove(w http.ResponseWriter, r *http.Request) {}
