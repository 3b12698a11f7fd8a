// Package resty has the signatures of github.com/go-resty/resty/v2 that shapes use.
package resty

import "net/http"

type Client struct{ http *http.Client }

func New() *Client { return &Client{http.DefaultClient} }

func (c *Client) SetBaseURL(url string) *Client     { return c }
func (c *Client) SetAuthToken(token string) *Client { return c }
func (c *Client) R() *Request                       { return new(Request) }

type Request struct{ Method, URL string }

type Response struct{}

func (r *Request) SetBody(body any) *Request                     { return r }
func (r *Request) SetPathParam(name, value string) *Request      { return r }
func (r *Request) Get(url string) (*Response, error)             { return r.Execute("GET", url) }
func (r *Request) Post(url string) (*Response, error)            { return r.Execute("POST", url) }
func (r *Request) Delete(url string) (*Response, error)          { return r.Execute("DELETE", url) }
func (r *Request) Execute(method, url string) (*Response, error) { return nil, nil }
func (r *Request) Send() (*Response, error)                      { return r.Execute(r.Method, r.URL) }
