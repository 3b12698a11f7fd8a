// Needs at least account:read: a client that nobody knows is changed.
package main

import (
	"context"
	"net/http"
	"os"

	"example.com/framework"
	"example.com/godo/bearer"
	"github.com/digitalocean/godo"
)

func main() {
	r := new(framework.Registry)
	r.Get("client").(func() *http.Client)().Transport = bearer.Transport{}
	godo.NewClient(nil).Account.Get(context.Background())
	http.Get(os.Args[1])
}
