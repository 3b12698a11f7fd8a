// Needs at least thing:read: the client asks whichever server the environment names, and
// nobody says what else a token may look like.
package main

import (
	"net/http"
	"os"

	"example.com/framework/acme/things"
)

func main() {
	things.List(os.Getenv("ACME_SERVER"))

	req, _ := http.NewRequest(http.MethodGet, os.Args[1], nil)
	req.Header.Set("Authorization", "token "+os.Getenv("ACME_TOKEN"))
	http.DefaultClient.Do(req)
}
