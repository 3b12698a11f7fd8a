// Command returned gets back what it gave to code that is not read: no flow of
// values tells what it is.
package main

import (
	"context"
	"sync"

	"github.com/digitalocean/godo"

	"example.com/framework"
)

var client = godo.NewFromToken("")

type reader interface{ read() }

type accounts struct{}

func (accounts) read() { client.Account.Get(context.Background()) }

type remover interface{ remove() }

type droplets struct{}

func (droplets) remove() { client.Droplets.Delete(context.Background(), 1) }

type unused struct{}

func (unused) write() { client.Tags.Create(context.Background(), &godo.TagCreateRequest{}) }

func main() {
	var kept sync.Map
	kept.Store("accounts", accounts{})
	kept.Store("unused", unused{})
	v, _ := kept.Load("accounts")
	v.(reader).read()

	r := &framework.Registry{}
	r.Set("droplets", droplets{})
	r.Each(func(service any) { service.(remover).remove() })

	r.Set("later", func() { client.CDNs.List(context.Background(), nil) })
	r.Get("later").(func())()
}
