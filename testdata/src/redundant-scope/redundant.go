// Package redundant holds requests in which one scope covers another.
package redundant

import "github.com/digitalocean/godo"

var token = godo.TokenCreateRequest{Scopes: []string{
	"project:update",
	"project:assign_resource", // want `redundant scope "project:assign_resource": "project:update" of the same request covers it \[redundant-scope\]`
	"project:read",
}}

var everything = godo.TokenCreateRequest{Scopes: []string{
	"api:read",     // want `over-broad scope "api:read"`
	"droplet:read", // want `redundant scope "droplet:read": "api:read" of the same request covers it`
	"droplet:create",
}}

const oauthScope = "api:write droplet:delete" // want `over-broad scope "api:write"` `redundant scope "droplet:delete"`

func requireAny(scopes ...string) {}

type route struct {
	Method, Path string
	Scopes       []string
}

// In a guard a list may mean any-of.
func guards() []route {
	requireAny("project:update", "project:assign_resource")
	return []route{{"PUT", "/project", []string{"project:update", "project:assign_resource"}}}
}

// Reading one scope does not come with changing it.
var separate = godo.TokenCreateRequest{Scopes: []string{"droplet:update", "droplet:read"}}
