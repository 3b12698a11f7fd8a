// Needs at least account:read: a client that a map has is changed, and nobody knows which.
package main

import (
	"context"
	"net/http"
	"os"

	"example.com/godo/bearer"
	"github.com/digitalocean/godo"
)

func main() {
	all := map[string]*http.Client{"default": http.DefaultClient}
	all["default"].Transport = bearer.Transport{}
	godo.NewClient(nil).Account.Get(context.Background())
	http.Get(os.Args[1])
}
