// Package example is a small service that asks for a token and guards its
// routes, and gets some scopes wrong.
package example

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// Scopes of the token that the deploy job uses.
var deployScopes = []string{
	"droplet:read",
	"droplet:write",
	"block_storage:read", //scopelint:ignore unknown-scope the beta API has another name
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

func routes() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /v2/droplets", requireScope("droplet:read", list))
	mux.Handle("POST /v2/droplets", requireScope("droplet:update", create))
	mux.Handle("DELETE /v2/droplets/{id}", requireScope("droplet:destroy", remove))
	mux.HandleFunc("GET /v2/droplets/{id}/logs", list)
	return mux
}

// requireScope lets a request pass if its token has the scope.
func requireScope(scope string, next http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !slices.Contains(strings.Fields(r.Header.Get("X-Scopes")), scope) {
			http.Error(w, "token lacks "+scope, http.StatusForbidden)
			return
		}
		next(w, r)
	})
}

func list(w http.ResponseWriter, r *http.Request)   { w.WriteHeader(http.StatusOK) }
func create(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusCreated) }
func remove(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusNoContent) }
