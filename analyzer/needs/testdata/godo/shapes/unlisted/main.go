// Needs nobody knows what: how long the path is, is known only at run time.
package main

import (
	"net/http"
	"os"
	"strings"
)

const api = "https://api.digitalocean.com/v2/droplets/"

func main() {
	req, _ := http.NewRequest("DELETE", api+strings.Join(os.Args[1:], "/"), nil)
	req.Header.Set("Authorization", "Bearer "+os.Getenv("TOKEN"))
	http.DefaultClient.Do(req)
	var b strings.Builder
	b.WriteString(api)
	for _, arg := range os.Args {
		if len(arg) > 1 {
			b.WriteString(arg + "/")
		}
	}
	req, _ = http.NewRequest("GET", b.String(), nil)
	http.DefaultClient.Do(req)
}
