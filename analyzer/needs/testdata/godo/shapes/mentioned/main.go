// Needs account:read and nothing else: a library that mentions the server in a comment asks others.
package main

import (
	"context"
	"os"

	"example.com/framework/mentioned"
	"github.com/digitalocean/godo"
)

func main() {
	godo.NewFromToken("").Account.Get(context.Background())
	mentioned.Ask(os.Args[1], os.Args[2])
}
