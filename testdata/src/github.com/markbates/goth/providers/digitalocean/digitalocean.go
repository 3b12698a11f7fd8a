// Package digitalocean stands in for the real one.
package digitalocean

func New(clientKey, secret, callbackURL string, scopes ...string) any { return nil }
