// Needs what it asks of a server that flags and the environment may change.
package main

import (
	"cmp"
	"flag"
	"net/http"
	"os"
)

const api = "https://api.digitalocean.com"

var (
	server  = flag.String("server", api, "")
	options struct{ server, prefix string }
	other   string
)

func main() {
	flag.StringVar(&options.server, "api", api, "see https://api.digitalocean.com")
	flag.StringVar(&other, "other", api, "")
	var local string
	set := flag.NewFlagSet("", flag.ExitOnError)
	set.StringVar(&local, "local", api, "")
	flag.Parse()
	get(*server + "/v2/droplets")
	get(options.server + "/v2/domains")
	get(other + "/v2/regions")
	get(local + "/v2/images")
	get(cmp.Or(os.Getenv("API"), api) + "/v2/account")
}

func get(url string) {
	req, _ := http.NewRequest(http.MethodGet, url, nil)
	req.Header.Set("Authorization", "Bearer "+os.Getenv("TOKEN"))
	http.DefaultClient.Do(req)
}
