// Needs at least account:read: the client that net/http uses by default sends a token.
package main

import (
	"context"
	"net/http"
	"os"

	"example.com/godo/bearer"
	"github.com/digitalocean/godo"
)

func main() {
	http.DefaultClient.Transport = bearer.Transport{}
	godo.NewClient(nil).Account.Get(context.Background())
	http.Get(os.Args[1])
}
