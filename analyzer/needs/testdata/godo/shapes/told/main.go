// Command told tells a library of the server, in a struct, and of a path: only then
// does the library's code matter.
package main

import (
	"os"

	"example.com/framework/rest"
)

func main() {
	c := &rest.Client{Base: "https://api.digitalocean.com"}
	c.Get("/v2/" + os.Args[1])
	rest.New("https://api.digitalocean.com").Get("/v2/account")
}
