// Needs domain:update: it serves both calls, and domain:create is not needed beside it.
package main

import (
	"context"

	"github.com/digitalocean/godo"
)

func main() {
	client := godo.NewFromToken("")
	client.Domains.CreateRecord(context.Background(), "x", nil)
	client.Domains.EditRecord(context.Background(), "x", 1, nil)
}
