// Package wire sends requests for others.
package wire

import "net/http"

func Get(url string) { http.Get(url) }
