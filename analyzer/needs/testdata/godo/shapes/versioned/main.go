// Needs nobody knows what: the program uses a library that is named for the server.
package main

import (
	"os"

	"example.com/framework/digitalocean"
	"example.com/godo/other"
)

func main() {
	println(digitalocean.Version())
	other.State(os.Args[1])
}
