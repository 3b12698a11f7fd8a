// Needs droplet:admin and droplet:update: a rebuild, and a reboot that needs no more.
package main

import (
	"context"

	"github.com/digitalocean/godo"
)

func main() {
	client := godo.NewFromToken("")
	client.DropletActions.RebuildByImageID(context.Background(), 1, 2)
	client.DropletActions.Reboot(context.Background(), 1)
}
