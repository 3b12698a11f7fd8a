// Needs droplet:read alone: no key of these queries is tag_name, and a tag that is
// always empty is not sent.
package main

import (
	"context"
	"net/http"
	"net/url"

	"github.com/digitalocean/godo"
)

func main() {
	godo.NewFromToken("").Droplets.List(context.Background(), &godo.ListOptions{Page: 2})
	list("", url.Values{"per_page": {"200"}})
}

func list(tag string, query url.Values) {
	if tag != "" {
		query.Add("tag_name", tag)
	}
	u := url.URL{Scheme: "https", Host: "api.digitalocean.com", Path: "/v2/droplets", RawQuery: query.Encode()}
	http.Get(u.String())
}
