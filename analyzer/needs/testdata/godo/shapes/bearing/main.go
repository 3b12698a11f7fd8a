// Needs at least account:read: each request to another address carries a token, or may.
package main

import (
	"context"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"

	"example.com/framework"
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

	requests(url)
	made(url)
	given(url)
	held(url)
}

func get(url string) *http.Request {
	req, _ := http.NewRequest(http.MethodGet, url, nil)
	return req
}

func header(url string) {
	req, _ := http.NewRequest(http.MethodGet, url, nil)
	req.Header.Set("Authorization", "Bearer "+token)
	http.DefaultClient.Do(req)
}

func set(url string) {
	req, _ := http.NewRequest(http.MethodGet, url, nil)
	req.Header = http.Header{"Authorization": {"Bearer " + token}}
	http.DefaultClient.Do(req)
}

func whole(url string) {
	req, _ := http.NewRequest(http.MethodGet, url, nil)
	req.Header.Set("Authorization", os.Getenv("AUTHORIZATION"))
	http.DefaultClient.Do(req)
}

func basic(url string) {
	req, _ := http.NewRequest(http.MethodGet, url, nil)
	req.SetBasicAuth(token, "")
	http.DefaultClient.Do(req)
}

func literal(url string) {
	req, _ := http.NewRequest(http.MethodGet, url, nil)
	req.Header["Authorization"] = []string{"Bearer " + token}
	http.DefaultClient.Do(req)
}

func handed(url string) {
	req, _ := http.NewRequest(http.MethodGet, url, nil)
	(&httputil.ReverseProxy{}).ServeHTTP(nil, req)
}

var last *http.Request

func kept(url string) {
	last, _ = http.NewRequest(http.MethodGet, url, nil)
	http.DefaultClient.Do(last)
}

func returned(url string) {
	for _, sign := range []func(*http.Request){func(r *http.Request) { r.Header.Set("Authorization", token) }} {
		req, _ := http.NewRequest(http.MethodGet, url, nil)
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

// requests get a token in other ways.
func requests(url string) {
	composed(url + "/composed")

	req, _ := http.NewRequest(http.MethodGet, url+"/pointer", nil)
	fill(&req.Header)
	http.DefaultClient.Do(req)

	req, _ = http.NewRequest(http.MethodGet, url+"/trailer", nil)
	req.Trailer = http.Header{"Authorization": {"Bearer " + token}}
	http.DefaultClient.Do(req)

	req, _ = http.NewRequest(http.MethodGet, url+"/named", nil)
	req.Header.Set(os.Getenv("HEADER"), token)
	http.DefaultClient.Do(req)

	req, _ = http.NewRequest(http.MethodGet, url+"/blank", nil)
	req.Header.Set("Authorization", " Bearer "+token)
	http.DefaultClient.Do(req)

	req, _ = http.NewRequest(http.MethodGet, url+"/lower", nil)
	req.Header.Set("Authorization", "bearer "+token)
	http.DefaultClient.Do(req)

	req, _ = http.NewRequest(http.MethodGet, url+"/cloned", nil)
	clone := req.Clone(context.Background())
	clone.Header.Set("Authorization", "Bearer "+token)
	http.DefaultClient.Do(clone)

	req, _ = http.NewRequest(http.MethodGet, url+"/sent", nil)
	(&http.Client{Transport: bearer{}}).Do(req)

	framework.Send(func() *http.Request {
		req, _ := http.NewRequest(http.MethodGet, url+"/asked", nil)
		return req
	})

	several, _ := request(url + "/several")
	several.Header.Set("Authorization", "Bearer "+token)
	http.DefaultClient.Do(several)

	single := get(url + "/single")
	single.Header.Set("Authorization", "Bearer "+token)
	http.DefaultClient.Do(single)

	var d doer = quiet{}
	if len(os.Args) > 2 {
		d = framework.Maker{}.Make()
	}
	req, _ = http.NewRequest(http.MethodGet, url+"/doer", nil)
	d.Do(req)

	r := new(framework.Registry)
	r.Set("look", func(*http.Request) {})
	r.Set("sign", framework.SignRequest)
	sign := r.Get("sign").(func(*http.Request))
	req, _ = http.NewRequest(http.MethodGet, url+"/signer", nil)
	sign(req)
	http.DefaultClient.Do(req)

	r.Set("mute", mute{})
	req, _ = http.NewRequest(http.MethodGet, url+"/mute", nil)
	r.Get("signing").(sender).Send(req)
	http.DefaultClient.Do(req)

	req, _ = http.NewRequest(http.MethodGet, url+"/chosen", nil)
	if len(os.Args) > 2 {
		req, _ = http.NewRequest(http.MethodGet, url+"/else", nil)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	http.DefaultClient.Do(req)
}

func request(url string) (*http.Request, error) {
	return http.NewRequest(http.MethodGet, url, nil)
}

func composed(address string) {
	u, _ := url.Parse(address)
	http.DefaultClient.Do(&http.Request{URL: u, Header: http.Header{"Authorization": {"Bearer " + token}}})
}

func fill(h *http.Header) { h.Set("Authorization", "Bearer "+token) }

type doer interface {
	Do(*http.Request) (*http.Response, error)
}

type sender interface{ Send(*http.Request) }

type mute struct{}

func (mute) Send(*http.Request) {}

type quiet struct{}

func (quiet) Do(*http.Request) (*http.Response, error) { return nil, nil }

// made are clients that are made to send a token.
func made(url string) {
	value := byValue()
	value.Get(url + "/value")

	original := &http.Client{Transport: bearer{}}
	copied := *original
	copied.Get(url + "/copied")

	jar := &http.Client{Jar: cookies{}}
	jar.Get(url + "/jar")

	global := &http.Client{Transport: secret}
	global.Get(url + "/global")

	called := &http.Client{Transport: transport()}
	called.Get(url + "/called")

	var either http.RoundTripper = http.DefaultTransport
	if len(os.Args) > 2 {
		either = bearer{}
	}
	(&http.Client{Transport: either}).Get(url + "/either")

	address := &http.Client{}
	swap(&address.Transport)
	address.Get(url + "/address")

	one := &http.Client{}
	if len(os.Args) > 2 {
		one = &http.Client{Transport: bearer{}}
	}
	one.Get(url + "/one")

	two, _ := pair()
	two.Get(url + "/two")

	a := &api{}
	a.http.Transport = bearer{}
	a.http.Get(url + "/part")
}

func byValue() http.Client { return http.Client{Transport: bearer{}} }

var secret http.RoundTripper = bearer{}

func transport() http.RoundTripper { return bearer{} }

func swap(t *http.RoundTripper) { *t = bearer{} }

func pair() (*http.Client, error) { return &http.Client{Transport: bearer{}}, nil }

type cookies struct{}

func (cookies) SetCookies(*url.URL, []*http.Cookie) {}

func (cookies) Cookies(*url.URL) []*http.Cookie {
	return []*http.Cookie{{Name: "token", Value: token}}
}

type api struct{ http http.Client }

// given are clients that a library gets, or gives.
func given(url string) {
	signed := &http.Client{}
	framework.Sign(signed)
	signed.Get(url + "/signed")

	var t taker = plain{}
	if len(os.Args) > 2 {
		t = framework.Maker{}
	}
	taken := &http.Client{}
	t.Take(taken)
	taken.Get(url + "/taken")

	boxed := &http.Client{}
	new(framework.Registry).Set("client", boxed)
	boxed.Get(url + "/boxed")

	sender := &http.Client{}
	s := &framework.Sender{Client: sender}
	sender.Get(url + "/sender")
	s.Prepare()
	prepared := &framework.Caller{Client: http.DefaultClient}
	prepared.Prepare()
	prepared.Client.Get(url + "/field")

	published := &http.Client{}
	framework.HTTP = published
	published.Get(url + "/published")
	framework.Shared = http.DefaultClient
	framework.Shared.Get(url + "/variable")

	var m maker = plain{}
	if len(os.Args) > 2 {
		m = framework.Maker{}
	}
	m.Make().Get(url + "/maker")

	back := func(client *http.Client) { client.Get(url + "/back") }
	back(http.DefaultClient)
	framework.With(back)
}

type maker interface{ Make() *http.Client }

type taker interface{ Take(*http.Client) }

type plain struct{}

func (plain) Take(*http.Client) {}

func (plain) Make() *http.Client { return &http.Client{} }

// A keeper has a client.
type keeper struct{ client *http.Client }

func (k *keeper) replace() { k.client = &http.Client{Transport: bearer{}} }

// held are clients of which it matters when and where they are stored.
func held(url string) {
	between := &keeper{}
	between.client = http.DefaultClient
	between.replace()
	between.client.Get(url + "/between")

	first, second := &keeper{}, &keeper{}
	first.client = &http.Client{Transport: bearer{}}
	second.client = http.DefaultClient
	first.client.Get(url + "/first")

	same := first
	same.client = http.DefaultClient
	first.client = &http.Client{Transport: bearer{}}
	same.client.Get(url + "/same")

	l := &lender{}
	lend(l, &l.client)
	l.client = http.DefaultClient
	assign(&l.client)
	l.client.Get(url + "/lent")

	new(filled).client.Get(url + "/nowhere")

	local := &http.Client{}
	assign(&local)
	local.Get(url + "/local")
	var unset *http.Client
	assign(&unset)
	unset.Get(url + "/unset")
}

// A filled has a client that nobody seems to store, and reflection may.
type filled struct{ client *http.Client }

// A lender lends the address of its client.
type lender struct{ client *http.Client }

func lend(l *lender, client **http.Client) {
	l.client = http.DefaultClient
	*client = &http.Client{Transport: bearer{}}
	l.client.Get(os.Args[1] + "/behind")
}

func assign(client **http.Client) { *client = &http.Client{Transport: bearer{}} }
