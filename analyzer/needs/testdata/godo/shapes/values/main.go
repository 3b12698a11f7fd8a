// Needs droplet:read, and tag:read by a key set in a function of its own.
package main

import (
	"net/http"
	"net/url"
	"os"
)

func main() {
	req, _ := http.NewRequest("GET", "https://api.digitalocean.com/v2/droplets", nil)
	q := req.URL.Query()
	q.Set("page", "1")
	byTag(q, os.Args[1])
	req.URL.RawQuery = q.Encode()
	http.DefaultClient.Do(req)
}

func byTag(q url.Values, tag string) {
	if tag != "" {
		q.Set("tag_name", tag)
	}
}
