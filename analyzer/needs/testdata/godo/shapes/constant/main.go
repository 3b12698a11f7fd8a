package main

import (
	"context"
	"os"
	"runtime"

	"github.com/digitalocean/godo"
)

// What a constant rules out does not run; droplets alone are listed, and an account read.

const (
	edition = "free"
	beta    = false
	level   = 2
)

var commands = map[string]func(){"list": func() { client().Droplets.List(context.Background(), nil) }}

func init() {
	if beta {
		commands["remove"] = func() { client().Droplets.Delete(context.Background(), 1) }
	}
}

func main() {
	switch edition {
	case "pro":
		client().Apps.List(context.Background(), nil)
	default:
		commands[os.Args[1]]()
	}
	if runtime.GOOS == "plan9" {
		client().VPCs.List(context.Background(), nil)
	}
	if edition == "pro" && len(os.Args) > 1 || !(level > 1) {
		client().CDNs.List(context.Background(), nil)
	}
	if len(os.Args) > 2 || beta {
		client().Account.Get(context.Background())
	}
	path := "/v2/regions"
	if beta {
		path = "/v2/images"
	}
	req, err := client().NewRequest(context.Background(), "GET", path, nil)
	if err == nil {
		client().Do(context.Background(), req, nil)
	}
}

func client() *godo.Client { return godo.NewFromToken(os.Getenv("TOKEN")) }
