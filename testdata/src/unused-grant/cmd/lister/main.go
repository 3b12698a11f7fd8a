package main

import (
	"context"

	"github.com/digitalocean/godo"
)

func main() { // want `^unused grant: ./cmd/lister is granted droplet:delete, and none of its calls needs it \[unused-grant\]$`
	godo.New().Droplets.List(context.Background())
}
