// Needs at least account:read: a client that nobody knows is changed.
package main

import (
	"context"
	"net/http"
	"os"

	"example.com/framework"
	"github.com/digitalocean/godo"
)

type bearer struct{}

func (bearer) RoundTrip(req *http.Request) (*http.Response, error) {
	req.Header.Set("Authorization", "Bearer "+os.Getenv("TOKEN"))
	return http.DefaultTransport.RoundTrip(req)
}

func main() {
	r := new(framework.Registry)
	r.Get("client").(func() *http.Client)().Transport = bearer{}
	godo.NewClient(nil).Account.Get(context.Background())
	http.Get(os.Args[1])
}
