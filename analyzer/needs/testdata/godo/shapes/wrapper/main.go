// Needs droplet:create and droplet:delete, through a request type of its own.
package main

import (
	"context"
	"net/http"

	"github.com/digitalocean/godo"
)

type request struct {
	method, path string
	body         any
}

func (r request) send(client *godo.Client) {
	req, err := client.NewRequest(context.Background(), r.method, r.path, r.body)
	if err == nil {
		client.Do(context.Background(), req, nil)
	}
}

func main() {
	client := godo.NewFromToken("")
	request{method: http.MethodPost, path: "v2/droplets"}.send(client)
	del := &request{method: http.MethodDelete}
	del.path = "v2/droplets/" + id()
	del.send(client)
}

func id() string { return string(rune(65 + len(ids))) }

var ids []string
