// May need droplet:read, and nobody knows what else: the server that another package asks is this
// one, if the environment says no other.
package main

import (
	"os"

	"example.com/godo/other"
)

func main() {
	if os.Getenv("SERVER") == "" {
		os.Setenv("SERVER", "https://api.digitalocean.com")
	}
	other.Droplets()
}
