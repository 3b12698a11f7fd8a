// Package slack stands in for the real one.
package slack

type OAuthScopes struct{ Bot, User []string }
