// Package unknown holds scopes that no catalog has.
package unknown

import "github.com/digitalocean/godo"

var token = godo.TokenCreateRequest{
	Name: "deploy",
	Scopes: []string{
		"droplet:read",
		"tag:read", "tag:create", "tag:delete", "image:read", "image:create", "image:update",
		"vpc:read", "vpc:create", "vpc:update", "vpc:delete",
		"droplet:write",    // want `unknown scope "droplet:write": droplet has read, create, update, delete, admin \[unknown-scope\]`
		"drolpet:read",     // want `unknown scope "drolpet:read": did you mean "droplet:read"\?`
		"droplets:read",    // want `unknown scope "droplets:read": did you mean "droplet:read"\?`
		"droplet:list",     // want `unknown scope "droplet:list": did you mean "droplet:read"\?`
		"Droplet:Read",     // want `misspelt scope "Droplet:Read": it is written "droplet:read"`
		"account:read ",    // want `misspelt scope "account:read ": it is written "account:read"`
		"reserved-ip:read", // want `misspelt scope "reserved-ip:read": it is written "reserved_ip:read"`
		"floating_ip:read", // want `unknown scope "floating_ip:read": it is called "reserved_ip:read"`
		"1click:read",      // want `unknown scope "1click:read": it is called "addon:read"`
		"volume:update",    // want `unknown scope "volume:update": volume is called block_storage, which has read, delete, create`
		"region:read",      // want `unknown scope "region:read": it is called "regions:read"`
		"wibble:read",      // want `unknown scope "wibble:read": resource wibble is not in the DigitalOcean catalog of 2026-11-30`
		"snapshot:create",  // want `unknown scope "snapshot:create": snapshot has read, delete`
		"app:raed",         // want `unknown scope "app:raed": did you mean "app:read"\?`
		"aip:read",         // want `unknown scope "aip:read": resource aip is not in the DigitalOcean catalog of 2026-11-30`
	},
}

// Scopes that the API uses and the documentation page lacks are not unknown.
var unlisted = []godo.TokenScope{{Name: "nfs:update"}, {Name: "nat_gateway:read"}, {Name: "nat_gateway:raed"}} // want `did you mean "nat_gateway:read"`

// Names that the API's maker corrected stand for the same as the right ones.
var corrected = []godo.TokenScope{
	{Name: "nfs:list"},      // want `unknown scope "nfs:list": it is called "nfs:read" since 2026-09-10`
	{Name: "genai:default"}, // want `unknown scope "genai:default": it is called "genai:update" since 2026-09-10`
	{Name: "organization_membership:read_teams"},
	{Name: "agent_harness_session:operate"},
}
