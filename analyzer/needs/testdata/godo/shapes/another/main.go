// Needs account:read and nothing else: what another package asks of a server that it
// knows nothing of is not this API's, though this program uses both.
package main

import (
	"context"
	"os"

	"example.com/godo/other"
	"github.com/digitalocean/godo"
)

func main() {
	godo.NewFromToken("").Account.Get(context.Background())
	other.Apps(os.Getenv("MARATHON"))
	other.Page(os.Getenv("MARATHON"), os.Args[1])
}
