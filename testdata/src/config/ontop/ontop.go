// Package ontop is judged by the built-in catalog and a team's own one.
package ontop

func requireScope(scopes ...string) {}

func routes() {
	requireScope("read:repository", "droplet:read", "api:write") // want `over-broad scope "api:write"`
	requireScope("droplet:raed")                                 // want `did you mean "droplet:read"\?`
	requireScope("beta_thing:read")
	requireScope("beta_things:read") // want `look-alike scope "beta_things:read": it is spelt "beta_thing:read" elsewhere`
}
