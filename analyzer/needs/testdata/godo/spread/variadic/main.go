// Needs account:read: one of several arguments tells.
package main

import "example.com/framework/ask"

const server = "https://api.digitalocean.com"

func main() { new(ask.Client).All(server+"/v2/account", "https://example.com") }
