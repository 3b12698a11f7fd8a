// Needs account:read: the library asks a function for the server.
package main

import "example.com/framework/ask"

const server = "https://api.digitalocean.com"

func main() {
	client := &ask.Client{Where: func() string { return server }}
	client.Found()
}
