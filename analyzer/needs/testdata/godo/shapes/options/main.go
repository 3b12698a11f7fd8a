// Needs database:read, and tag:read by a field of its options.
package main

import (
	"net/http"

	"github.com/google/go-querystring/query"
)

type databases struct {
	page
	Tag string `url:"tag_name,omitempty"`
}

type page struct {
	Page int `url:"page,omitempty"`
}

func main() { get("databases", &databases{page: page{2}, Tag: "x"}) }

func get(path string, options any) {
	values, _ := query.Values(options)
	http.Get("https://api.digitalocean.com/v2/" + path + "?" + values.Encode())
}
