// Package bearer has requests carry a token.
package bearer

import (
	"net/http"
	"os"
)

type Transport struct{}

func (Transport) RoundTrip(req *http.Request) (*http.Response, error) {
	req.Header.Set("Authorization", "Bearer "+os.Getenv("TOKEN"))
	return http.DefaultTransport.RoundTrip(req)
}
