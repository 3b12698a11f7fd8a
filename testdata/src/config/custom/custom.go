// Package custom is judged by a team's own catalog alone.
package custom

func tokenRequiresScopes(scopes ...string) {}

func routes() {
	tokenRequiresScopes("read:repository", "write:user") // want `unknown scope "write:user": user has read`
	tokenRequiresScopes("read:repositry")                // want `unknown scope "read:repositry": did you mean "read:repository"\?`
	tokenRequiresScopes("raed:user")                     // want `did you mean "read:user"\?`
	tokenRequiresScopes("droplet:read")                  // want `unknown scope "droplet:read": it is DigitalOcean's, and not in the Repo catalog`
}
