// Command lazy needs regions:read: it tells a library of the server, which keeps it in a function.
package main

import "example.com/framework/lazy"

func main() {
	if err := lazy.Env("API_URL", "https://api.digitalocean.com").Check(); err != nil {
		panic(err)
	}
}
