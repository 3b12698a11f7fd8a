// Package oauth2 stands in for the real one: the few declarations the tests use.
package oauth2

type Config struct {
	ClientID string
	Scopes   []string
}
