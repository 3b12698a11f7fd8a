// Needs what it asks for of things whose names and IDs stand in the code.
package main

import (
	"fmt"
	"net/http"
	"os"
)

const api = "https://api.digitalocean.com/v2"

const (
	web  = 3164444
	zone = "example.com"
)

func main() {
	do("GET", api+"/droplets/3164444")
	do("POST", fmt.Sprintf("%s/droplets/%d/actions", api, web))
	do("GET", api+"/domains/"+zone+"/records?type=A&page=2")
	do("PUT", fmt.Sprintf(api+"/domains/%s/records/%d", zone, 17))
	do("GET", api+"/projects/default")
	do("GET", api+"/databases/9cc10173-e9ea-4176-9dbc-a4cee4c4ff30/users/"+os.Args[1])
	do("DELETE", api+"/tags/production")
	do("GET", api+"/images/ubuntu-24-04-x64")
	do("GET", api+"/apps/tiers")
}

func do(method, url string) {
	req, _ := http.NewRequest(method, url, nil)
	req.Header.Set("Authorization", "Bearer "+os.Getenv("TOKEN"))
	http.DefaultClient.Do(req)
}
