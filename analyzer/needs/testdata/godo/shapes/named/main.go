// Needs account:read: the library is named for the server, whichever the environment says.
package main

import (
	"os"

	"example.com/framework/digitalocean"
)

func main() { digitalocean.Account(os.Getenv("SERVER")) }
