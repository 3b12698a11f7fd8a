// Needs vpc:read.
package main

import (
	"context"

	"github.com/digitalocean/godo"
)

type getter[T any] interface {
	Get(context.Context, string) (T, *godo.Response, error)
}

func fetch[T any, G getter[T]](g G) (T, error) {
	v, _, err := g.Get(context.Background(), "id")
	return v, err
}

func main() {
	client := godo.NewFromToken("")
	fetch[*godo.VPC](client.VPCs)
}
