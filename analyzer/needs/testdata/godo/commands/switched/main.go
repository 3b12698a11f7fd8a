package main

import (
	"context"
	"flag"
	"net/http"
	"os"

	"github.com/digitalocean/godo"
)

// A switch over the arguments, and one within it.
func main() {
	flag.Parse()
	c := godo.NewFromToken(os.Getenv("TOKEN"))
	c.Account.Get(context.Background())
	switch flag.Arg(0) {
	case "ls", "list":
		c.Droplets.List(context.Background(), nil)
	case "rm":
		remove(c, 1)
	case "raw":
		req, _ := http.NewRequest("GET", "https://api.digitalocean.com/v2/vpcs", nil)
		req.Header.Set("Authorization", "Bearer x")
		http.DefaultClient.Do(req)
	case "volume":
		if flag.Arg(1) == "ls" {
			c.Storage.ListVolumes(context.Background(), nil)
		}
	default:
		c.Regions.List(context.Background(), nil)
	}
}

func remove(c *godo.Client, id int) { c.Droplets.Delete(context.Background(), id) }
