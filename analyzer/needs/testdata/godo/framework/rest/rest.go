// Package rest asks servers that its users name.
package rest

import (
	"io"
	"net/http"
)

// A Client asks one server.
type Client struct {
	Base   string
	Before func() // each request
}

func New(base string) *Client { return &Client{Base: base} }

func (c *Client) Get(path string) ([]byte, error) {
	if c.Before != nil {
		c.Before()
	}
	resp, err := http.Get(c.Base + path)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}
