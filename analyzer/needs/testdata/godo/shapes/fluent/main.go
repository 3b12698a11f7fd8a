package main

import (
	"net/http"
	"os"

	"github.com/dghubble/sling"
	"github.com/go-resty/resty/v2"
)

// Clients that are told of a request method by method.

type service struct{ sling *sling.Sling }

func main() {
	c := resty.New().SetBaseURL("https://api.digitalocean.com/v2").SetAuthToken(os.Getenv("TOKEN"))
	c.R().SetPathParam("id", "7").Delete("/droplets/{id}")
	c.R().SetBody(map[string]string{"name": "a"}).Execute("POST", "/tags")
	c.R().Get("https://api.digitalocean.com/v2/vpcs")
	c.R().SetBody(os.Args[1]).Post("droplets") // with whatever is in the body
	r := c.R()
	r.Method, r.URL = "GET", "/apps"
	r.Send()

	s := &service{sling.New().Base("https://api.digitalocean.com/").Path("v2/").Set("Authorization", "Bearer "+os.Getenv("TOKEN"))}
	s.sling.New().Get("account").ReceiveSuccess(nil)
	req, err := s.sling.New().Delete("images/").Path(os.Args[2]).Request()
	if err == nil {
		http.DefaultClient.Do(req)
	}
}
