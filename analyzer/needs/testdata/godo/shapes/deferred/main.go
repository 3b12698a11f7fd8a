// Needs ssh_key:delete.
package main

import (
	"context"

	"github.com/digitalocean/godo"
)

func main() {
	client := godo.NewFromToken("")
	defer client.Keys.DeleteByID(context.Background(), 1)
}
