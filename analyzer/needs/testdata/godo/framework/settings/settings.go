// Package settings asks the server that the environment names, or its user does.
package settings

import (
	"net/http"
	"os"
)

// A Setting is the address of a server.
type Setting struct{ address string }

func Env(name, otherwise string) Setting {
	if v := os.Getenv(name); v != "" {
		return Setting{v}
	}
	return Setting{otherwise}
}

// Check asks the server for something that everyone may read.
func (s Setting) Check() error {
	resp, err := http.Get(s.address + "/v2/regions")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
