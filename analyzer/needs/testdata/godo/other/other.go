// Package other asks a server that it knows nothing of.
package other

import (
	"net/http"
	"os"
)

func Apps(server string) { http.Get(server + "/v2/apps") }

func Droplets() { http.Get(os.Getenv("SERVER") + "/v2/droplets") }

func Page(server, name string) { State(server + "/v2/" + name) }

// State carries a token.
func State(url string) {
	req, _ := http.NewRequest(http.MethodGet, url, nil)
	req.Header.Set("Authorization", "Bearer "+os.Getenv("TOKEN"))
	http.DefaultClient.Do(req)
}
