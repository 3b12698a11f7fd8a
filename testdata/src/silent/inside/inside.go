// Package inside holds, in code that asks for DigitalOcean's scopes, texts that
// are none, and scopes that are right.
package inside

import (
	"os"
	"slices"
	"strings"
)

type request struct{ Scopes []string }

var known = request{Scopes: []string{"droplet:read", "tag:read", "vpc:read", "image:read", "app:read"}}

// Beside a scope other things may stand.
func log(message string, args ...any) {}

func set(key string, value any) {}

func pull(scope, image string) {}

func logs(scope string) {
	log("auth:denied", "scope", "droplet:read", "previous_scope", "droplet:read")
	set("session:active", scope)
	pull(scope, "image:latest")
}

// The permissions of something else.
var rolePermissions = map[string][]string{"admin": {"user:create", "invoice:send", "team:invite", "note:pin"}}

var grantType = "client:x"

// Blanks around a piece of a longer text are none of the scope's.
func pieces(extra string) string {
	scope := "droplet:read " + extra
	scope += " tag:read "
	for range strings.Fields("\n\tdroplet:read\n") {
	}
	var scopeText strings.Builder
	scopeText.WriteString("droplet:read ")
	_ = os.WriteFile("scopes.txt", []byte("droplet:read\n"), 0o644)
	return scope
}

// Options may repeat a scope.
var argv = []string{"token", "--scopes", "droplet:read", "--required-scopes", "droplet:read"}

// A guard may list what another scope covers.
var routesTable = []struct {
	Handler func()
	Scopes  []string
}{{nil, []string{"project:update", "project:assign_resource"}}}

var guardJSON = `{"required_scopes": ["project:update", "project:assign_resource"]}`

// Looking for a scope is not asking for it.
func isBroad(tokenScopes []string) bool { return slices.Contains(tokenScopes, "api:write") }
