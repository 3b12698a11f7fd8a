// Needs at least account:read: a client that a map has is changed, and nobody knows which.
package main

import (
	"context"
	"net/http"
	"os"

	"github.com/digitalocean/godo"
)

type bearer struct{}

func (bearer) RoundTrip(req *http.Request) (*http.Response, error) {
	req.Header.Set("Authorization", "Bearer "+os.Getenv("TOKEN"))
	return http.DefaultTransport.RoundTrip(req)
}

func main() {
	all := map[string]*http.Client{"default": http.DefaultClient}
	all["default"].Transport = bearer{}
	godo.NewClient(nil).Account.Get(context.Background())
	http.Get(os.Args[1])
}
