// Needs account:read and nothing else: what goes to other addresses carries no token.
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"time"

	"github.com/digitalocean/godo"
)

func main() {
	godo.NewFromToken(os.Getenv("TOKEN")).Account.Get(context.Background())

	url := os.Args[1]
	http.Get(url + "/get")
	http.Post(url+"/post", "text/plain", nil)
	own().Get(url + "/own")
	proxyOf(url + "/proxy")

	req, _ := request(url + "/request")
	req = req.WithContext(context.Background())
	own().Do(req)

	req, _ = request(url + "/foreign")
	req.Header.Add("Authorization", fmt.Sprintf("token %s", os.Getenv("FORGE_TOKEN"))) // this API takes no such
	http.DefaultClient.Do(req)

	copied := *http.DefaultClient
	copied.Timeout = time.Second
	resolver{&copied}.send(url + "/copied")
	resolver{}.send(url + "/default")
}

func own() *http.Client {
	transport := http.Transport{Proxy: http.ProxyFromEnvironment}
	return &http.Client{Transport: &transport, Timeout: time.Second}
}

func proxyOf(url string) {
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return
	}
	http.ProxyFromEnvironment(req)
}

func request(url string) (*http.Request, error) {
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "application/json")
	req.Close = true
	return req, nil
}

// A resolver has a client of its own, or the usual one.
type resolver struct{ client *http.Client }

func (r resolver) send(url string) {
	client := http.DefaultClient
	if r.client != nil {
		client = r.client
	}
	req, _ := http.NewRequest(http.MethodPut, url, nil)
	dispatch(client, req)
}

func dispatch(client *http.Client, req *http.Request) {
	req.Header.Add("user-agent", "test")
	client.Do(req)
}
