// Command exposed hands a function to a library whose code is read, for it is told of
// the server. What calls it there is a framework, whose code is not.
package main

import (
	"context"

	"github.com/digitalocean/godo"

	"example.com/framework"
	"example.com/framework/rest"
)

func main() {
	rest.New("https://api.digitalocean.com")
	framework.Fetch(&rest.Client{Before: account})
}

func account() { godo.NewFromToken("").Account.Get(context.Background()) }
