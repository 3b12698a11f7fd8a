package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"sync/atomic"

	"github.com/digitalocean/godo"
)

// What the standard library gives back was made in the program.

type runner interface{ run(*godo.Client) }

type regions struct{}

func (regions) run(c *godo.Client) { c.Regions.List(context.Background(), nil) }

type images struct{}

func (images) run(c *godo.Client) { c.Images.List(context.Background(), nil) }

type key struct{}

type mending struct{ error }

func (mending) mend(c *godo.Client) { c.VPCs.List(context.Background(), nil) }

func main() {
	c := godo.NewFromToken(os.Getenv("TOKEN"))

	ctx := context.WithValue(context.Background(), key{}, images{})
	start(c, regions{}) // here VTA knows one, and not the other
	start(c, ctx.Value(key{}).(runner))

	var mender interface{ mend(*godo.Client) }
	if errors.As(try(), &mender) {
		mender.mend(c)
	}

	byName := map[string]func(bool){"": func(bool) { c.Account.Get(context.Background()) }}
	slices.Collect(maps.Values(byName))[0](true)

	list := []func(string){func(id string) { c.CDNs.Get(context.Background(), id) }}
	maps.Collect(slices.All(list))[0]("a")

	var kept atomic.Pointer[func(int)]
	get := func(id int) { c.Droplets.Get(context.Background(), id) }
	kept.Store(&get)
	(*kept.Load())(1)

	// What ends a context is its own function, and none of the program's.
	_, cancel := context.WithCancel(ctx)
	defer cancel()
	_ = func() { c.Apps.List(context.Background(), nil) }
}

func start(c *godo.Client, r runner) { r.run(c) }

func try() error { return fmt.Errorf("x: %w", mending{errors.New("y")}) }
