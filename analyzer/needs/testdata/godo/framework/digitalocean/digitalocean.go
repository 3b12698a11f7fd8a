// Package digitalocean asks the server that its user names.
package digitalocean

import "net/http"

func Account(server string) { http.Get(server + "/v2/account") }

func Version() string { return "v1" }
