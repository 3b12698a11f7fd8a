// Package broad holds aliases that grant too much.
package broad

import "github.com/digitalocean/godo"

var token = godo.TokenCreateRequest{Scopes: []string{
	"api:write",  // want `over-broad scope "api:write": it grants every scope, and each one added later; name the scopes that are needed \[broad-scope\]`
	"tag:create", // want `redundant scope`
}}

const defaultScopes = "api:read tag:create" // want `over-broad scope "api:read": it grants every read scope`

func RequireScope(scope string, alternatives ...string) {}

func requireAll(scopes ...string) {}

func guards() {
	RequireScope("droplet:read", "api:read") // want `over-broad scope "api:read"`
	requireAll("api:read", "tag:read")       // want `over-broad scope "api:read"`
	RequireScope(ScopeAPIWrite)              // want `over-broad scope "api:write"`
}

// A name for a scope is no grant; its use is.
const ScopeAPIWrite = "api:write"

// Neither is looking at a scope, or listing what there is.
func isAlias(scope string) bool {
	switch scope {
	case "api:read":
		return true
	}
	return scope == "api:write"
}

var knownScopes = []string{"api:read", "api:write", "droplet:read"}

var scopeHelp = map[string]string{"api:write": "everything"}
