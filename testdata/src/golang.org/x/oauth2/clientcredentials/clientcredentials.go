// Package clientcredentials stands in for the real one.
package clientcredentials

type Config struct {
	TokenURL string
	Scopes   []string
}
