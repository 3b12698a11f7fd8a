package framework

import "net/http"

// HTTP is the client of this package.
var HTTP = &http.Client{}

// Shared is another, which users may share.
var Shared *http.Client

// A Caller calls by its client.
type Caller struct{ Client *http.Client }

func (c *Caller) Prepare() { c.Client = Maker{}.Make() }

// A Sender sends by its client.
type Sender struct{ Client *http.Client }

func (s *Sender) Prepare() { s.Client = Maker{}.Make() }

// Sign has clients send a token.
func Sign(clients ...*http.Client) {
	for _, c := range clients {
		c.Transport = signing{}
	}
}

type signing struct{}

func (signing) RoundTrip(req *http.Request) (*http.Response, error) {
	req.Header.Set("Authorization", "Bearer x")
	return http.DefaultTransport.RoundTrip(req)
}

// A Maker makes clients that send a token.
type Maker struct{}

func (Maker) Make() *http.Client { return &http.Client{Transport: signing{}} }

func (Maker) Take(c *http.Client) { Sign(c) }

// With lends a client that sends a token.
func With(f func(*http.Client)) { f(Maker{}.Make()) }
