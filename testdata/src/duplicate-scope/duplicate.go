// Package duplicate holds scopes that stand for others.
package duplicate

import "github.com/digitalocean/godo"

var token = godo.TokenCreateRequest{Scopes: []string{
	"spaces_keys:create", // want `look-alike scope "spaces_keys:create": "spaces_key:create" is the same, beside the other scopes of spaces_key \[duplicate-scope\]`
	"spaces_key:create",
	"functions:admin", // want `look-alike scope "functions:admin": "function:admin" is the same, beside the other scopes of function`
	"droplet:read",
	"tag:read",
	"droplet:read", // want `duplicate scope "droplet:read": it stands in this list already`
}}

// Plural by right.
var plural = godo.TokenCreateRequest{Scopes: []string{"regions:read", "sizes:read", "actions:read"}}

const scopeList = "tag:read tag:create tag:read" // want `duplicate scope "tag:read"`

func guard(scopes ...string) {}

func routes() {
	guard("droplet:read", "droplet:delete", "droplet:read") // want `duplicate scope "droplet:read"`
	guard("droplet:read")
	guard("droplet:read")
}

// The same scope in two rows of a table is no repetition.
var table = []struct{ name, scope string }{
	{"list", "droplet:read"},
	{"get", "droplet:read"},
}

var scopesByName = map[string]string{"list": "droplet:read", "get": "droplet:read"}
