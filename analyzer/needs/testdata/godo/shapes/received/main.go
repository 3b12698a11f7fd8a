package main

import (
	"context"
	"os"

	"github.com/digitalocean/godo"
)

// Functions and interfaces go through channels, in every way to receive.

type job func(*godo.Client)

type runner interface{ run(*godo.Client) }

type regions struct{}

func (regions) run(c *godo.Client) { c.Regions.List(context.Background(), nil) }

type images struct{}

func (images) run(c *godo.Client) { c.Images.List(context.Background(), nil) }

type stage[T any] struct {
	in   chan T
	each func(T)
}

func (s *stage[T]) loop() {
	for x := range s.in {
		s.each(x)
	}
}

func main() {
	c := godo.NewFromToken(os.Getenv("TOKEN"))

	jobs := make(chan job)
	go func() {
		for j := range jobs {
			j(c)
		}
	}()
	jobs <- func(c *godo.Client) { c.Account.Get(context.Background()) }

	runners := make(chan runner, 1)
	start(c, regions{}) // here VTA knows one, and not the other
	select {
	case runners <- images{}:
	default:
	}
	if r, ok := <-runners; ok {
		start(c, r)
	}

	s := &stage[func(context.Context)]{make(chan func(context.Context), 1), func(f func(context.Context)) { f(context.Background()) }}
	s.in <- func(ctx context.Context) { c.VPCs.List(ctx, nil) }
	s.loop()
}

func start(c *godo.Client, r runner) { r.run(c) }
