// Needs account:read: a method that no package declares, error's, leads to the request.
package main

import (
	"net/http"
	"os"

	_ "github.com/digitalocean/godo"
)

type failure struct{ server string }

func (f failure) Error() string {
	http.Get(f.server + "/v2/account")
	return "it failed"
}

func main() {
	var err error = failure{os.Getenv("SERVER")}
	text := err.Error
	println(text())
}
