// Needs nobody knows what: the program makes something of the client's.
package main

import (
	"os"

	"example.com/godo/other"
	"github.com/digitalocean/godo"
)

func main() {
	println(*godo.Bool(true))
	other.State(os.Args[1])
}
