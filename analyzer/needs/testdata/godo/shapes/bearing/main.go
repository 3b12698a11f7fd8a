// Needs at least account:read: each request to another address carries a token, or may.
package main

import (
	"context"
	"net/http"
	"net/http/httputil"
	"os"

	"github.com/digitalocean/godo"
)

var token = os.Getenv("TOKEN")

func main() {
	godo.NewFromToken(token).Account.Get(context.Background())

	url := os.Args[1]
	header(url + "/header")
	set(url + "/set")
	basic(url + "/basic")
	literal(url + "/literal")
	handed(url + "/handed")
	whole(url + "/whole")
	kept(url + "/kept")
	returned(url + "/returned")
	(&http.Client{Transport: bearer{}}).Get(url + "/transport")

	changed := &http.Client{}
	change(&holder{changed})
	changed.Get(url + "/changed")
	replaced := &http.Client{}
	replace(replaced)
	replaced.Get(url + "/replaced")
	captured := &http.Client{}
	func() { captured.Transport = bearer{} }()
	captured.Get(url + "/captured")
}

func get(url string) *http.Request {
	req, _ := http.NewRequest(http.MethodGet, url, nil)
	return req
}

func header(url string) {
	req := get(url)
	req.Header.Set("Authorization", "Bearer "+token)
	http.DefaultClient.Do(req)
}

func set(url string) {
	req := get(url)
	req.Header = http.Header{"Authorization": {"Bearer " + token}}
	http.DefaultClient.Do(req)
}

func whole(url string) {
	req := get(url)
	req.Header.Set("Authorization", os.Getenv("AUTHORIZATION"))
	http.DefaultClient.Do(req)
}

func basic(url string) {
	req := get(url)
	req.SetBasicAuth(token, "")
	http.DefaultClient.Do(req)
}

func literal(url string) {
	req := get(url)
	req.Header["Authorization"] = []string{"Bearer " + token}
	http.DefaultClient.Do(req)
}

func handed(url string) {
	(&httputil.ReverseProxy{}).ServeHTTP(nil, get(url))
}

var last *http.Request

func kept(url string) {
	last = get(url)
	http.DefaultClient.Do(last)
}

func returned(url string) {
	for _, sign := range []func(*http.Request){func(r *http.Request) { r.Header.Set("Authorization", token) }} {
		req := get(url)
		sign(req)
		http.DefaultClient.Do(req)
	}
}

type bearer struct{}

func (bearer) RoundTrip(req *http.Request) (*http.Response, error) {
	req.Header.Set("Authorization", "Bearer "+token)
	return http.DefaultTransport.RoundTrip(req)
}

type holder struct{ client *http.Client }

func change(h *holder) { h.client.Transport = bearer{} }

func replace(client *http.Client) { *client = http.Client{Transport: bearer{}} }
