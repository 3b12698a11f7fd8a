// Package fixed asks one server, whose name another package has.
package fixed

import (
	"net/http"

	"example.com/framework/defaults"
)

func Account() { http.Get(defaults.Server + "/v2/account") }

// State asks the server that has the state.
func State(url, token string) {
	req, _ := http.NewRequest(http.MethodGet, url, nil)
	req.Header.Set("Authorization", "Bearer "+token)
	http.DefaultClient.Do(req)
}
