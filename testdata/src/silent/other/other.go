// Package other asks another provider for scopes, one of which has the name of
// one of DigitalOcean's.
package other

type config struct{ OAuth2Scopes []string }

var monday = config{OAuth2Scopes: []string{"users:read", "account:read"}}
