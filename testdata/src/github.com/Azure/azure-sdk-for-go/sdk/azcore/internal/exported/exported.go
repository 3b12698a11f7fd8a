// Package exported stands in for the real one.
package exported

type TokenRequestOptions struct{ Scopes []string }
