// Needs account:read, before main.
package main

import (
	"context"

	"github.com/digitalocean/godo"
)

var account, _, _ = godo.NewFromToken("").Account.Get(context.Background())

func main() { _ = account }
