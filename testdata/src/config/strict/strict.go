// Package strict admits only what the documentation page lists.
package strict

var scopes = []string{"droplet:read", "api:write", "nfs:list"} // want `unlisted scope "nfs:list": the API uses it, but the DigitalOcean catalog of 2026-05-06 does not list it` `redundant scope "droplet:read"` `redundant scope "nfs:list"`
