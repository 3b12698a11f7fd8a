// Needs account:read: the server is the one that the catalog's client has.
package main

import (
	"example.com/framework/ask"
	"github.com/digitalocean/godo"
)

func main() { new(ask.Client).Account(godo.NewClient(nil).BaseURL.String()) }
