package main

import (
	"context"

	"github.com/digitalocean/godo"
)

func main() {
	godo.New().NewRequest(context.Background(), "DELETE", "v2/droplets/1", nil)
}
