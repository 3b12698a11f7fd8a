// Needs at least thing:read: a library uses the client, which asks whichever server the environment names, and
// nobody says what else a token may look like.
package main

import (
	"net/http"
	"os"

	"example.com/framework/through"
)

func main() {
	through.List(os.Getenv("ACME_SERVER"))

	req, _ := http.NewRequest(http.MethodGet, os.Args[1], nil)
	req.Header.Set("Authorization", "token "+os.Getenv("ACME_TOKEN"))
	http.DefaultClient.Do(req)
}
