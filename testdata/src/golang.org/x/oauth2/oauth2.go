// Package oauth2 stands in for the real one: the few declarations the tests use.
package oauth2

type Config struct {
	ClientID string
	Scopes   []string
	Endpoint Endpoint
}

type Endpoint struct{ AuthURL, TokenURL string }

type AuthCodeOption interface{}

func SetAuthURLParam(key, value string) AuthCodeOption { return nil }

func (c *Config) AuthCodeURL(state string, opts ...AuthCodeOption) string { return "" }
