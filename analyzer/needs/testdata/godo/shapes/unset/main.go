// Needs droplet:read alone: the options have a tag that nothing sets.
package main

import (
	"net/http"

	"github.com/google/go-querystring/query"
)

type options struct {
	Page int    `url:"page,omitempty"`
	Tag  string `url:"tag_name,omitempty"`
}

func main() {
	values, _ := query.Values(options{Page: 2})
	http.Get("https://api.digitalocean.com/v2/droplets?" + values.Encode())
}
