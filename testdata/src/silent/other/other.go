// Package other asks another provider for scopes, one of which the catalog has
// by chance.
package other

type config struct{ OAuth2Scopes []string }

var monday = config{OAuth2Scopes: []string{"users:read", "account:read"}}
