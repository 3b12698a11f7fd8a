// Command told tells a library of the server, in a struct and by a constant, and of
// a path: only then does the library's code matter.
package main

import (
	"os"

	"example.com/framework/rest"
)

const server = "https://api.digitalocean.com"

func main() {
	c := &rest.Client{Base: "https://api.digitalocean.com"}
	c.Get("/v2/" + os.Args[1])
	rest.New(server).Get("/v2/account")
}
