// Needs at least account:read: one of several clients is changed, and nobody knows which.
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
	all := []*http.Client{http.DefaultClient}
	all[len(os.Args)-2].Transport = bearer{}
	godo.NewClient(nil).Account.Get(context.Background())
	http.Get(os.Args[1])
}
