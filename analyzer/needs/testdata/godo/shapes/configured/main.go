// May need droplet:read: the server is a flag's, whose default is the catalog's. The
// address that is the user's is unresolved, the path that is no version's is another API's.
package main

import (
	"flag"
	"net/http"
	"os"
)

var server = flag.String("server", "https://api.digitalocean.com", "")

func main() {
	flag.Parse()
	http.Get(*server + "/v2/droplets")
	http.Get(os.Getenv("SERVER") + "/api/v1/web-search")

	req, _ := http.NewRequest(http.MethodGet, os.Args[1], nil)
	req.Header.Set("Authorization", "Bearer "+os.Getenv("TOKEN"))
	http.DefaultClient.Do(req)
}
