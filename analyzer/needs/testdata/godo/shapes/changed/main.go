package main

import (
	"context"
	"net/http"
	"net/url"
	"os"
	"path"
)

// Requests are changed after they are made.

func main() {
	method := request("GET", "https://api.digitalocean.com/v2/droplets/1")
	method.Method = http.MethodDelete
	send(method)

	whole := request("GET", "https://api.digitalocean.com")
	whole.URL.Path = "/v2/account"
	send(whole)

	behind := request("GET", "https://api.digitalocean.com/v2")
	behind.URL.Path = path.Join(behind.URL.Path, "regions")
	send(behind)

	copied := request("GET", "https://api.digitalocean.com/v2/domains/example.com").Clone(context.Background())
	copied.Method = http.MethodDelete
	send(copied)

	send(as("DELETE", request("GET", "https://api.digitalocean.com/v2/images/1")))

	either := request("GET", "https://api.digitalocean.com/v2/vpcs/5a4981aa-9653-4bd1-bef5-d6bff52042e4")
	if len(os.Args) > 1 {
		either.Method = "DELETE"
	}
	send(either)

	other := request("GET", "https://api.digitalocean.com/v2/apps")
	other.URL, _ = url.Parse("https://api.digitalocean.com/v2/projects")
	send(other)

	hosted, _ := url.Parse("/v2/snapshots")
	hosted.Scheme, hosted.Host = "https", "api.digitalocean.com"
	send(request("GET", hosted.String()))

	elsewhere := request("GET", "https://api.digitalocean.com/v2/cdn/endpoints")
	elsewhere.URL.Host = "paas.example"
	send(elsewhere)

	kept := &call{request("GET", "https://api.digitalocean.com/v2/certificates")}
	calls = append(calls, kept)
	remove(calls[0])
}

type call struct{ req *http.Request }

var calls []*call

func remove(c *call) {
	c.req.Method = "DELETE" // not seen of which
	send(c.req)
}

func request(method, url string) *http.Request {
	req, err := http.NewRequest(method, url, nil)
	if err != nil {
		panic(err)
	}
	return req
}

func as(method string, req *http.Request) *http.Request {
	req.Method = method
	return req
}

func send(req *http.Request) {
	req.Header.Set("Authorization", "Bearer "+os.Getenv("TOKEN"))
	http.DefaultClient.Do(req)
}
