// Needs account:read: another package of the program, which can make no request, has the path.
package main

import (
	"net/http"

	"example.com/godo/paths"
)

func main() { http.Get("https://api.digitalocean.com" + paths.Account()) }
