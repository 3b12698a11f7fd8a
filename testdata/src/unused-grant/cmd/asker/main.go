package main

import (
	"context"
	"net/http"

	"github.com/digitalocean/godo"
)

type oauthConfig struct{ Scopes []string }

var config = oauthConfig{Scopes: []string{
	"api:write", // want `over-broad scope "api:write": it grants every scope, and each one added later; its calls need only droplet:read and perhaps tag:read \[broad-scope\]`
}}

// requireScope is a guard: what the program itself calls does not matter.
var guard = requireScope("api:write") // want `over-broad scope "api:write": it grants every scope, and each one added later; name the scopes that are needed \[broad-scope\]`

func requireScope(scope string) string { return scope }

func main() {
	http.HandleFunc("/callback", func(w http.ResponseWriter, r *http.Request) {
		godo.New().Droplets.List(context.Background())
	})
}
