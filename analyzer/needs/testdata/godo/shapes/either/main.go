// May need app:read: which of the two clients it is, is known only at run time.
package main

import (
	"net/http"
	"os"
)

type client struct{ base string }

func (c *client) get(path string) {
	req, _ := http.NewRequest("GET", c.base+path, nil)
	req.Header.Set("Authorization", "Bearer "+os.Getenv("TOKEN"))
	http.DefaultClient.Do(req)
}

func main() {
	clients := make(map[string]*client)
	for name, base := range map[string]string{"do": "https://api.digitalocean.com", "other": "https://paas.example.org"} {
		clients[name] = &client{base}
	}
	clients["other"].get("/v2/apps")
	(&client{"https://api.digitalocean.com"}).get("/v2/droplets")
}
