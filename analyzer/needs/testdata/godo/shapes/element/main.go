// Needs at least account:read: one of several clients is changed, and nobody knows which.
package main

import (
	"context"
	"net/http"
	"os"

	"example.com/godo/bearer"
	"github.com/digitalocean/godo"
)

func main() {
	all := []*http.Client{http.DefaultClient}
	all[len(os.Args)-2].Transport = bearer.Transport{}
	godo.NewClient(nil).Account.Get(context.Background())
	http.Get(os.Args[1])
}
