// Needs account:read: the argument is a URL.
package main

import (
	"net/url"

	"example.com/framework/ask"
)

const server = "https://api.digitalocean.com"

func main() {
	u, _ := url.Parse(server + "/v2/account")
	new(ask.Client).URL(u)
}
