// Needs nobody knows what: the library takes one of several servers.
package main

import (
	"os"

	"example.com/framework/ask"
)

const server = "https://api.digitalocean.com"

func main() {
	client := &ask.Client{Servers: map[string]string{"ours": server + "/v2/account", "other": "https://example.com"}}
	client.Signed(os.Args[1], os.Getenv("TOKEN"))
}
