// Package through uses Acme's client.
package through

import "example.com/framework/acme/things"

func List(server string) { things.List(server) }
