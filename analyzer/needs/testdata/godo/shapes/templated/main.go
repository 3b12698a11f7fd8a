// Needs nobody knows what: a template calls methods of its data.
package main

import (
	"context"
	"os"
	"text/template"

	"github.com/digitalocean/godo"
)

type data struct{ client *godo.Client }

func (d data) Account() string {
	a, _, _ := d.client.Account.Get(context.Background())
	return a.Email
}

func main() {
	d := data{godo.NewFromToken(os.Getenv("TOKEN"))}
	template.Must(template.New("").Parse(os.Args[1])).Execute(os.Stdout, d)
}
