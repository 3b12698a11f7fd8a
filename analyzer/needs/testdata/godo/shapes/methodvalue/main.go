// Needs account:read.
package main

import (
	"context"

	"github.com/digitalocean/godo"
)

func run(f func(context.Context) (*godo.Account, *godo.Response, error)) { f(context.Background()) }

func main() {
	client := godo.NewFromToken("")
	get := client.Account.Get
	run(get)
	_ = client.Droplets.Delete // a value that nobody calls
}
