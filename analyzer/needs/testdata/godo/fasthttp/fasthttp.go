// Package fasthttp stands for the library of this name, of which only the
// declarations matter.
package fasthttp

import "time"

type Request struct{ Header RequestHeader }

type RequestHeader struct{ method string }

type Response struct{}

type Client struct{}

type Args struct{}

func AcquireRequest() *Request { return &Request{} }

func ReleaseRequest(*Request) {}

func (r *Request) SetRequestURI(uri string) {}

func (r *Request) SetBodyString(string) {}

func (h *RequestHeader) SetMethod(method string) { h.method = method }

func (h *RequestHeader) Set(key, value string) {}

func Do(*Request, *Response) error { return nil }

func Get(dst []byte, url string) (int, []byte, error) { return 0, nil, nil }

func (c *Client) Do(*Request, *Response) error { return nil }

func (c *Client) GetTimeout(dst []byte, url string, d time.Duration) (int, []byte, error) {
	return 0, nil, nil
}

func (c *Client) Post(dst []byte, url string, args *Args) (int, []byte, error) { return 0, nil, nil }
