// Command default tells a library of the server in a call, as what to use if the
// environment names none.
package main

import api "example.com/framework/settings"

func main() {
	if err := api.Env("API_URL", "https://api.digitalocean.com").Check(); err != nil {
		panic(err)
	}
}
