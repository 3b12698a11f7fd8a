// Package fixed asks one server, whose name another package has.
package fixed

import (
	"net/http"

	"example.com/framework/defaults"
)

func Account() { http.Get(defaults.Server + "/v2/account") }
