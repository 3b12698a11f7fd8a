// Needs tag:create: only one of the two implementations is made.
package main

import (
	"context"

	"github.com/digitalocean/godo"
)

type task interface {
	run(context.Context, *godo.Client)
}

type tagger struct{}

func (tagger) run(ctx context.Context, c *godo.Client) {
	c.Tags.Create(ctx, &godo.TagCreateRequest{Name: "x"})
}

type remover struct{}

func (remover) run(ctx context.Context, c *godo.Client) { c.Tags.Delete(ctx, "x") }

func main() {
	var t task = tagger{}
	t.run(context.Background(), godo.NewFromToken(""))
}
