package main

import (
	"context"
	"net/http"

	"github.com/digitalocean/godo"
)

func main() {
	godo.New().Droplets.List(context.Background())
	http.Get("https://api.digitalocean.com/v2/account")
}
