// Needs nobody knows what: the program names the server, and asks whichever its user names.
package main

import (
	"os"

	"example.com/godo/other"
)

func main() {
	println("such as https://api.digitalocean.com")
	other.State(os.Args[1])
}
