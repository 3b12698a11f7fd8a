// Needs account:read.
package main

import (
	"context"

	"github.com/digitalocean/godo"
)

func main() {
	client := godo.NewFromToken("")
	client.Account.Get(context.Background())
}
