// Needs at least account:read: the server's name is put together, and is one nevertheless.
package main

import (
	"net/http"
	"os"

	"example.com/godo/other"
)

var domain = "digitalocean.com"

func main() {
	http.Get("https://api." + domain + "/v2/account")
	other.State(os.Args[1])
}
