// Needs at least account:read; one request goes where a file says.
package main

import (
	"context"
	"net/http"
	"os"

	"github.com/digitalocean/godo"
)

func main() {
	client := godo.NewFromToken("")
	client.Account.Get(context.Background())
	path, _ := os.ReadFile("path")
	req, _ := client.NewRequest(context.Background(), http.MethodGet, string(path), nil)
	client.Do(context.Background(), req, nil)
}
