// Package library has functions whose users decide who sends a request, and with what.
package library

import (
	"context"
	"net/http"

	"github.com/digitalocean/godo"
)

func Account() { godo.NewFromToken("").Account.Get(context.Background()) }

func Request(url string) *http.Request {
	req, _ := http.NewRequest(http.MethodGet, url+"/request", nil)
	return req
}

func Fetch(client *http.Client, url string) { client.Get(url + "/fetch") }

// Download sends what carries no token.
func Download(url string) {
	http.Get(url + "/download")
	Fetch(http.DefaultClient, url)
	http.DefaultClient.Do(Request(url))
}
