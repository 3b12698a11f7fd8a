// May need ssh_key:read: the server that the transport fills in may be another one.
package main

import (
	"net/http"
	"os"
)

type transport struct{ host string }

func (t transport) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.URL.Scheme, r.URL.Host = "https", t.host
	r.Header.Set("Authorization", "Bearer "+os.Getenv("TOKEN"))
	return http.DefaultTransport.RoundTrip(r)
}

func main() {
	c := &http.Client{Transport: transport{os.Getenv("HOST")}}
	if os.Getenv("HOST") == "" {
		c.Transport = transport{"api.digitalocean.com"}
	}
	c.Get("/v2/account/keys")
}
