package main

import (
	"context"

	"github.com/digitalocean/godo"
)

func main() {
	godo.New().Droplets.Create(context.Background(), &godo.DropletCreateRequest{Name: "a"}) // who knows what is sent
}
