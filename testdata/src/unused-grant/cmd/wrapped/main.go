package main

import (
	"context"

	"github.com/digitalocean/godo"

	"example.com/unused/tool"
)

func main() {
	godo.New().Droplets.List(context.Background())
	tool.Run()
}
