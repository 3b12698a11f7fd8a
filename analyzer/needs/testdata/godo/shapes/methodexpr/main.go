// Needs account:read.
package main

import (
	"context"

	"github.com/digitalocean/godo"
)

func main() {
	get := godo.AccountService.Get
	get(godo.NewFromToken("").Account, context.Background())
}
