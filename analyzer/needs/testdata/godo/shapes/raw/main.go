// Needs firewall:read and firewall:create, over net/http alone; a request to another
// server needs nothing.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
)

type api struct{ base *url.URL }

func (a api) do(method string, body any, elems ...string) {
	data, _ := json.Marshal(body)
	u := a.base.JoinPath("v2", "firewalls")
	req, _ := http.NewRequest(method, u.String(), bytes.NewReader(data))
	http.DefaultClient.Do(req)
}

func main() {
	base, _ := url.Parse("https://api.digitalocean.com/")
	api{base}.do("POST", map[string]any{"name": "x"})
	http.Get(fmt.Sprintf("https://api.digitalocean.com/v2/firewalls/%s", base.Fragment))
	http.Get("https://api.example.com/v2/account")
}
