package main

import (
	"context"
	"os"

	"github.com/alecthomas/kong"
	"github.com/digitalocean/godo"
)

type remove struct{ ID int }

func (r *remove) Run(c *godo.Client) error {
	_, err := c.Droplets.Delete(context.Background(), r.ID)
	return err
}

type list struct{}

func (list) Run(c *godo.Client) error {
	_, _, err := c.Droplets.List(context.Background(), nil)
	return err
}

var cli struct {
	RemoveAll remove `cmd:""`
	List      list   `cmd:"" name:"ls"`
	Image     struct {
		Show show `cmd:""`
	} `cmd:""`
}

type show struct{}

func (show) Run(c *godo.Client) error {
	_, _, err := c.Images.GetByID(context.Background(), 1)
	return err
}

func main() { kong.Parse(&cli).Run(godo.NewFromToken(os.Getenv("TOKEN"))) }
