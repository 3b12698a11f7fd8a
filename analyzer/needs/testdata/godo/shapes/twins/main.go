// Needs what it asks of the catalog's server, and nothing for what it asks of another one
// that has the same paths, with clients of the same types.
package main

import (
	"net/http"
	"os"
)

const (
	ours   = "https://api.digitalocean.com"
	theirs = "https://paas.example.org"
)

type client struct{ base string }

func (c *client) get(path string) { send(c.base + path) }

type getter interface{ get(path string) }

func newClient(base string) *client { return &client{base: base} }

func (c *client) use(base string) { c.base = base }

type service struct{ api *client }

func (s service) list() { s.api.get("/v2/images") }

type wrapped struct {
	*client
	name string
}

type hosted struct{ host string }

func (h hosted) get(path string) { send("https://" + h.host + path) }

var (
	global      = &client{base: ours}
	otherGlobal = &client{base: theirs}
	plain       client
)

func main() {
	do, other := &client{ours}, &client{theirs}
	do.get("/v2/droplets")
	other.get("/v2/apps")

	newClient(ours).get("/v2/domains")
	newClient(theirs).get("/v2/functions/namespaces")

	global.get("/v2/account")
	otherGlobal.get("/v2/registry")

	changed := &client{base: theirs}
	changed.use(ours)
	changed.get("/v2/projects")

	for _, g := range []getter{newClient(ours)} {
		g.get("/v2/regions")
	}
	var g getter = &client{base: theirs}
	g.get("/v2/sizes")

	service{&client{ours}}.list()

	wrapped{&client{ours}, "do"}.get("/v2/vpcs")
	wrapped{&client{theirs}, "other"}.get("/v2/tags")

	hosted{"api.digitalocean.com"}.get("/v2/firewalls")
	hosted{"paas.example.org"}.get("/v2/load_balancers")

	plain.base = ours
	plain.get("/v2/snapshots")
}

func send(url string) {
	req, _ := http.NewRequest("GET", url, nil)
	req.Header.Set("Authorization", "Bearer "+os.Getenv("TOKEN"))
	http.DefaultClient.Do(req)
}
