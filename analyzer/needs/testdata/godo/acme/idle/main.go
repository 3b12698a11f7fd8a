// Needs nobody knows what: the program makes something of the client's, and asks whichever
// server its user names.
package main

import (
	"os"

	"example.com/framework/acme/things"
	"example.com/godo/other"
)

func main() {
	println(things.Name("one"))
	other.State(os.Args[1])
}
