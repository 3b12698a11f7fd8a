// Command handed hands functions and methods to a framework whose code is not read.
package main

import (
	"context"
	"os"

	"github.com/digitalocean/godo"

	"example.com/framework"
)

var client = godo.NewFromToken("")

func account() error {
	_, _, err := client.Account.Get(context.Background())
	return err
}

type domains struct{}

func (domains) Work() error {
	_, _, err := client.Domains.List(context.Background(), nil)
	return err
}

type keys struct{}

func (keys) Work() error {
	_, _, err := client.Keys.List(context.Background(), nil)
	return err
}

func main() {
	_ = framework.Serve(&framework.Job{Name: "account", Run: account})
	_ = framework.ServeWorker(domains{})
	_ = framework.ServeAll([]*keys{{}})

	var q queue = ignoring{}
	if len(os.Args) > 1 {
		q = framework.Queue{}
	}
	q.Later(func() { client.Regions.List(context.Background(), nil) })
}

type queue interface{ Later(f func()) }

type ignoring struct{}

func (ignoring) Later(func()) {}
