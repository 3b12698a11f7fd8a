// Needs droplet:read and database:read; tag:read for databases, whose options
// have a tag that is set, not for droplets, whose options have one that is not.
package main

import (
	"net/http"

	"github.com/google/go-querystring/query"
)

type databases struct {
	page
	Tag string `url:"tag_name,omitempty"`
}

type droplets struct {
	page
	Tag string `url:"tag_name,omitempty"`
}

type page struct {
	Page int `url:"page,omitempty"`
}

func main() {
	get("databases", databases{Tag: "x"})
	get("droplets", &droplets{page: page{2}})
}

func get(path string, options any) {
	values, _ := query.Values(options)
	http.Get("https://api.digitalocean.com/v2/" + path + "?" + values.Encode())
}
