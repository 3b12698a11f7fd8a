// Needs account:read: the library implements an interface of the program's.
package main

import (
	"os"

	"example.com/framework/ask"
)

const server = "https://api.digitalocean.com"

type asker interface{ Ask(url string) }

type quiet struct{}

func (quiet) Ask(string) {}

func main() {
	var a asker = quiet{}
	if len(os.Args) > 1 {
		a = new(ask.Client)
	}
	a.Ask(server + "/v2/account")
}
