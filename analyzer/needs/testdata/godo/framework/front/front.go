// Package front leaves all it is asked for to a client.
package front

import (
	"context"

	"example.com/framework/fixed"
	"github.com/digitalocean/godo"
)

func Account() { fixed.Account() }

func Regions() { godo.NewFromToken("").Regions.List(context.Background(), nil) }
