// Needs account:read: a variable of the library is set.
package main

import "example.com/framework/ask"

const server = "https://api.digitalocean.com"

func main() {
	ask.Server = server
	ask.Account()
}
