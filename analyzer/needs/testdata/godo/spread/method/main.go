// Needs account:read: a method is told.
package main

import "example.com/framework/ask"

const server = "https://api.digitalocean.com"

func main() { new(ask.Client).Ask(server + "/v2/account") }
