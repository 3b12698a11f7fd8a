// Needs droplet:read and domain:read.
package main

import (
	"context"

	"github.com/digitalocean/godo"
)

func main() {
	client := godo.NewFromToken("")
	id := 1
	get := func() { client.Droplets.Get(context.Background(), id) }
	kept := struct{ f func() }{func() { client.Domains.Get(context.Background(), "x") }}
	get()
	kept.f()
}
