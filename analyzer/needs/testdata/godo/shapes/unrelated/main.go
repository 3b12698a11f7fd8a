// Needs nothing: nothing here has to do with the catalog, neither the path that one
// of its operations has too nor the address that is the user's.
package main

import (
	"net/http"
	"os"

	"example.com/godo/other"
)

func main() {
	http.Get(os.Getenv("MARATHON") + "/v2/apps")
	http.Get(os.Args[1])
	other.State(os.Args[2])
}
