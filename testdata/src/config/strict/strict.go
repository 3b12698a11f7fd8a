// Package strict admits only what the documentation page lists.
package strict

var scopes = []string{"droplet:read", "api:write", "nat_gateway:read"} // want `unlisted scope "nat_gateway:read": the API uses it, but the DigitalOcean catalog of 2026-11-30 does not list it` `redundant scope "droplet:read"` `redundant scope "nat_gateway:read"`
