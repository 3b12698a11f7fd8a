// Package swap has every request carry a token.
package swap

import "net/http"

type bearer struct {
	next  http.RoundTripper
	token string
}

func (b bearer) RoundTrip(req *http.Request) (*http.Response, error) {
	req.Header.Set("Authorization", "Bearer "+b.token)
	return b.next.RoundTrip(req)
}

// Use replaces the transport that net/http uses by default.
func Use(token string) {
	http.DefaultTransport = bearer{next: http.DefaultTransport, token: token}
}
