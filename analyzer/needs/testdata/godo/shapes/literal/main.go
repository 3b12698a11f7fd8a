// Needs block_storage:create, droplet:create, droplet:update, tag:create and image:create,
// by bodies that are written out; vpc:read if the argument is not empty.
package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
)

const volume = `{"name": "x", "tags": []}`

func main() {
	post("volumes", strings.NewReader(volume))
	post("droplets", strings.NewReader(fmt.Sprintf(`{"name": "%s", "tags": ["%s"], "vpc_uuid": "%s"}`, os.Args[1], os.Args[2], os.Args[3])))
	send("1", []byte(`{"type": "snapshot", "name": "x"}`))
}

func send(id string, body []byte) { post("droplets/"+id+"/actions", bytes.NewReader(body)) }

func post(path string, body io.Reader) {
	http.Post("https://api.digitalocean.com/v2/"+path, "application/json", body)
}
