// Needs account:read and nothing else: what goes to other addresses carries no token.
package main

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"time"

	"github.com/digitalocean/godo"
)

func main() {
	godo.NewFromToken(os.Getenv("TOKEN")).Account.Get(context.Background())

	url := os.Args[1]
	http.Get(url + "/get")
	http.Head(url + "/head")
	http.Post(url+"/post", "text/plain", nil)
	http.PostForm(url+"/form", nil)
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
	(&resolver{&copied}).send(url + "/copied")
	new(resolver).send(url + "/default")

	requests(url)
	clients(url)
	others()
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

func (r *resolver) send(url string) {
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

// requests are made, and handed on, in several ways.
func requests(url string) {
	req := single(url + "/single")
	if req == nil {
		return
	}
	req.Header.Del("Cookie")
	if req.Header.Get("Accept") == "" && req.Header["Range"] == nil {
		own().Do(req.Clone(req.Context()))
	}

	req, err := request(url + "/several")
	if err != nil {
		fmt.Println(err)
		return
	}
	for range 3 {
		http.DefaultClient.Do(req)
		req = req.WithContext(context.Background())
	}

	req = single(url + "/empty")
	req.Header.Set("Authorization", "")
	own().Do(req)
}

func single(url string) *http.Request {
	req, _ := http.NewRequest(http.MethodGet, url, nil)
	return req
}

var shared = &http.Client{Timeout: time.Second}

// clients are made, and handed on, in several ways.
func clients(url string) {
	shared.Get(url + "/shared")

	client := own()
	kept := &http.Client{}
	defer kept.CloseIdleConnections()
	defer download(kept, url+"/deferred")
	kept.Get(url + "/kept")
	for range len(os.Args) {
		client.Get(url + "/loop")
		if len(os.Args) > 2 {
			client = &http.Client{}
		}
	}

	var perhaps *http.Client
	if len(os.Args) > 2 {
		perhaps = own()
	}
	if perhaps != nil {
		perhaps.Get(url + "/perhaps")
	}

	made, err := make2()
	if err != nil {
		return
	}
	made.Get(url + "/made")

	reset := http.Client{Timeout: time.Second}
	reset = http.Client{}
	reset.Transport = nil
	dispatch(&reset, single(url+"/reset"))
	again := reset
	again.Get(url + "/again")

	var transport http.RoundTripper = &http.Transport{}
	if len(os.Args) > 2 {
		transport = http.DefaultTransport
	}
	chosen := &http.Client{Transport: transport}
	chosen.Get(url + "/chosen")

	captured := own()
	captured = &http.Client{Transport: http.DefaultTransport}
	func() { captured.Get(url + "/captured") }()

	changed := &resolver{&http.Client{}}
	change(changed)
	changed.send(url + "/changed")
}

func download(client *http.Client, url string) { client.Get(url) }

func make2() (*http.Client, error) { return &http.Client{}, nil }

func change(r *resolver) {
	r.client.Timeout = time.Second
	r.client.Transport = http.DefaultTransport
}

// bearer adds a token to what the clients of others send.
type bearer struct{}

func (bearer) RoundTrip(req *http.Request) (*http.Response, error) {
	req.Header.Set("Authorization", "Bearer "+os.Getenv("TOKEN"))
	return http.DefaultTransport.RoundTrip(req)
}

type account struct{ http http.Client }

// A caller has a client to change, which others are not.
type caller struct {
	client *http.Client
	tries  [2]int
	name   string
}

var count int

// others are clients with the token, which ask the catalog's server alone.
func others() {
	a := &account{}
	a.http.Transport = bearer{}
	godo.NewClient(&a.http).Account.Get(context.Background())

	fmt.Println(&caller{client: shared})
	c, found := &caller{}, false
	defer func() { fmt.Println(found) }()
	c.client = &http.Client{}
	c.name, c.tries[0], count, found = os.Args[0], 1, 1, true
	c.client.Transport = bearer{}
	godo.NewClient(c.client).Account.Get(context.Background())

	base, _ := url.Parse("https://api.digitalocean.com/v2/account")
	http.DefaultClient.Do(&http.Request{URL: base, Header: http.Header{"Authorization": {"Bearer " + os.Getenv("TOKEN")}}})
}
