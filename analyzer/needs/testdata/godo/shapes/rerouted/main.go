// Needs ssh_key:read: the client's transport fills in the server.
package main

import (
	"net/http"
	"os"
)

type transport struct{}

func (transport) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.URL.Scheme, r.URL.Host = "https", "api.digitalocean.com"
	r.Header.Set("Authorization", "Bearer "+os.Getenv("TOKEN"))
	return http.DefaultTransport.RoundTrip(r)
}

func main() {
	c := &http.Client{Transport: transport{}}
	c.Get("/v2/account/keys")
}
