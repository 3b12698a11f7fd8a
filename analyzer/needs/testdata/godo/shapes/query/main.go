// Needs droplet:read and tag:read.
package main

import (
	"context"

	"github.com/digitalocean/godo"
)

func main() {
	godo.NewFromToken("").Droplets.ListByTag(context.Background(), "x", nil)
}
