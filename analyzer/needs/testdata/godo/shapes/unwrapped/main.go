package main

import (
	"context"
	"os"

	"github.com/digitalocean/godo"

	"example.com/godo/shapes/unwrapped/flags"
)

// A library finds fields by reflection, and asserts an interface of them.

type remove struct {
	ID string `long:"id"`
}

func (r *remove) Execute(args []string) error {
	_, err := godo.NewFromToken(os.Getenv("TOKEN")).CDNs.Delete(context.Background(), r.ID)
	return err
}

var options struct {
	Remove remove `command:"remove"`
}

func main() { flags.Parse(&options, os.Args[1:]) }
