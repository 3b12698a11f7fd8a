// Needs droplet:read; the key of the query is the user's.
package main

import (
	"net/http"
	"net/url"
	"os"
)

func main() {
	query := make(url.Values)
	query.Set(os.Args[1], os.Args[2])
	http.Get("https://api.digitalocean.com/v2/droplets?" + query.Encode())
}
