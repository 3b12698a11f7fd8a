// Needs nobody knows what of the server whose name is put together.
package main

import (
	"net/http"
	"os"

	"example.com/godo/other"
)

var domain = "digitalocean.com"

func main() {
	http.Get("https://api." + domain + "/v2/" + os.Args[2])
	other.State(os.Args[1])
}
