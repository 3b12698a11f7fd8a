// Needs nothing: what calls the client is linked, and never called.
package main

import (
	"context"
	"os"

	"github.com/digitalocean/godo"
)

var client = godo.NewFromToken(os.Getenv("TOKEN"))

type service struct{ droplets godo.DropletsService }

func (s *service) remove(ctx context.Context) { s.droplets.Delete(ctx, 1) }

func unused() { client.Domains.Delete(context.Background(), "") }

func main() {
	s := &service{client.Droplets}
	if s == nil {
		return
	}
	never := func() { client.Account.Get(context.Background()) }
	_ = never
}
