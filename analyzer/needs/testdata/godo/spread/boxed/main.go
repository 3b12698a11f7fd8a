// Needs account:read: the argument may be anything.
package main

import "example.com/framework/ask"

const server = "https://api.digitalocean.com"

func main() { new(ask.Client).Any(server + "/v2/account") }
