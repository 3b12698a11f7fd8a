// Needs at least account:read: the client that net/http uses by default sends a token.
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
	http.DefaultClient.Transport = bearer{}
	godo.NewClient(nil).Account.Get(context.Background())
	http.Get(os.Args[1])
}
