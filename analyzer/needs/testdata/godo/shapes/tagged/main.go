// Needs nobody knows what: a library fills in the server that a tag names.
package main

import (
	"encoding/json"
	"net/http"
	"os"
)

type config struct {
	Server string `json:"server" default:"https://api.digitalocean.com"`
}

func main() {
	var c config
	json.NewDecoder(os.Stdin).Decode(&c)
	req, _ := http.NewRequest(http.MethodGet, c.Server+"/internal/state", nil)
	req.Header.Set("Authorization", "Bearer "+os.Getenv("TOKEN"))
	http.DefaultClient.Do(req)
}
