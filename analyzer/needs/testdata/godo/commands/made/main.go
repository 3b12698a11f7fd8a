package main

import (
	"context"
	"os"

	"github.com/digitalocean/godo"
	"github.com/mitchellh/cli"
)

type list struct{ c *godo.Client }

func (l list) Run([]string) int { l.c.Projects.List(context.Background(), nil); return 0 }

type remove struct{ c *godo.Client }

func (r *remove) Run(args []string) int { r.c.Projects.Delete(context.Background(), args[0]); return 0 }

func main() {
	client := godo.NewFromToken(os.Getenv("TOKEN"))
	c := &cli.CLI{Args: os.Args[1:], Commands: map[string]cli.CommandFactory{
		"project ls": func() (cli.Command, error) { return list{client}, nil },
		"project rm": func() (cli.Command, error) { return &remove{client}, nil },
	}}
	c.Run()
}
