// Needs account:read and regions:read: a library leaves these to other libraries, of
// which one has the server's name from yet another. What it asks a server of the user's is its own.
package main

import (
	"os"

	"example.com/framework/fixed"
	"example.com/framework/front"
)

func main() {
	front.Account()
	front.Regions()
	fixed.State(os.Args[1], os.Args[2])
}
