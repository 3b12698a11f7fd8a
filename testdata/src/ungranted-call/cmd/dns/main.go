package main

import (
	"context"

	"github.com/digitalocean/godo"
)

func main() {
	client := godo.New()
	client.Domains.CreateRecord(context.Background(), "a.eu") // domain:update is one of two that will do
	client.Droplets.List(context.Background())                // want `List needs droplet:read`
}
