// Package things is a part of Acme's client.
package things

import "example.com/framework/wire"

func List(server string) { wire.Get(server + "/v1/things") }

func Name(name string) string { return "things/" + name }
