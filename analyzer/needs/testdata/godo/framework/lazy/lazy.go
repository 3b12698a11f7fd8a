// Package lazy asks the server that the environment names, or its user does,
// and finds out which when it is asked for.
package lazy

import (
	"net/http"
	"os"
)

// A Setting has a value when it is asked for.
type Setting func() string

func Env(name, otherwise string) Setting {
	return func() string {
		if v := os.Getenv(name); v != "" {
			return v
		}
		return otherwise
	}
}

// Check asks the server for something that everyone may read.
func (s Setting) Check() error {
	resp, err := http.Get(s() + "/v2/regions")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
