// Needs at least account:read: a library has whatever the program downloads carry
// its token.
package main

import (
	"context"
	"net/http"
	"os"

	"example.com/framework/swap"
	"github.com/digitalocean/godo"
)

func main() {
	swap.Use(os.Getenv("TOKEN"))
	godo.NewClient(nil).Account.Get(context.Background())
	http.Get(os.Args[1])
}
