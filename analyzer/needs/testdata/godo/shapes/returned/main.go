// Command returned gets back what it gave to code that is not read: no flow of
// values tells what it is.
package main

import (
	"context"
	"iter"
	"net/http"
	"slices"
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

	r.Set("ask", func(path string) { http.Get("https://api.digitalocean.com/v2/" + path) })
	r.Get("ask").(func(string))("regions")
	hook := framework.NewHook(func(path string) bool {
		http.Get("https://api.digitalocean.com/v2/" + path)
		return true
	})
	hook.Ask("sizes")
	framework.Log("domains") // is no such function

	framework.First[lister](keys{}).list()
	next, _ := iter.Pull(slices.Values([]getter{images{}}))
	got, _ := next()
	got.get()

	if never != nil {
		never("snapshots", 1)
	}
	twice("projects", 2, func(path string, times int) { http.Get("https://api.digitalocean.com/v2/" + path) })
}

type lister interface{ list() }

type keys struct{}

func (keys) list() { client.Keys.List(context.Background(), nil) }

type getter interface{ get() }

type images struct{}

func (images) get() { client.Images.List(context.Background(), nil) }

// never is set by nobody.
var never func(path string, times int)

func twice(path string, times int, ask func(string, int)) { ask(path, times) }
