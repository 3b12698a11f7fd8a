// Needs regions:read: what another Once is given is never called.
package main

import (
	"context"
	"sync"

	"github.com/digitalocean/godo"
)

var first, second sync.Once

var client = godo.NewFromToken("")

func list() { client.Regions.List(context.Background(), nil) }

func remove() { second.Do(func() { client.Droplets.Delete(context.Background(), 1) }) }

func main() { first.Do(list) }
