package main

import (
	"context"

	"github.com/digitalocean/godo"
)

func main() { godo.New().Droplets.Delete(context.Background(), 1) }
