// Needs what it asks for by paths that are put together in many ways.
package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path"
	"strconv"
	"strings"
)

const api = "https://api.digitalocean.com/v2"

func built(parts ...string) string {
	var b strings.Builder
	b.WriteString(api)
	for _, p := range parts {
		b.WriteByte('/')
		b.WriteString(p)
	}
	return b.String()
}

func joined(parts ...string) string { return api + "/" + strings.Join(parts, "/") }

func pathed(parts ...string) string { return api + "/" + path.Join(parts...) }

func urled(parts ...string) string {
	u, _ := url.JoinPath(api, parts...)
	return u
}

func nested(id string) string { return joined("volumes", id, "snapshots") }

var replacer = strings.NewReplacer("{kind}", "tags", ":id", os.Args[1])

func buffered(id string) string {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s/cdn/endpoints", api)
	if id != "" {
		b.WriteString("/" + id)
	}
	return b.String()
}

func main() {
	id := os.Args[1]
	do("POST", built("firewalls", id, "droplets"))
	do("GET", joined("domains", id, "records"))
	do("DELETE", pathed("images", id))
	do("GET", urled("projects", id))
	do("GET", nested(id))
	do("DELETE", replacer.Replace(api+"/{kind}/:id"))
	do("GET", os.ExpandEnv(api+"/certificates/$ID"))
	do("GET", buffered(id))
	do("GET", joined("vpcs", strconv.Itoa(7)))
	do("GET", strings.NewReplacer("%API%", api).Replace("%API%/account"))
}

func do(method, url string) {
	req, _ := http.NewRequest(method, url, nil)
	req.Header.Set("Authorization", "Bearer "+os.Getenv("TOKEN"))
	http.DefaultClient.Do(req)
}
