// Needs account:read: an interface's method is told.
package main

import "example.com/framework/ask"

const server = "https://api.digitalocean.com"

func main() { ask.New().Ask(server + "/v2/account") }
