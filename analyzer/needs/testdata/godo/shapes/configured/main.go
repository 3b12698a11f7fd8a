// Needs droplet:read: the server is a flag's, whose default is the catalog's. What else
// is asked of that and the address that is the user's are unresolved, the path that is no
// version's is another API's.
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

	send(*server + "/v2/" + os.Args[2])
	send(*server + "/v2/nothing")
	send(*server + "/api/nothing")
	send(os.Args[1])
}

func send(url string) {
	req, _ := http.NewRequest(http.MethodGet, url, nil)
	req.Header.Set("Authorization", "Bearer "+os.Getenv("TOKEN"))
	http.DefaultClient.Do(req)
}
