// Needs nobody knows what: it speaks HTTP itself.
package main

import (
	"crypto/tls"
	"fmt"
)

func main() {
	conn, err := tls.Dial("tcp", "api.digitalocean.com:443", nil)
	if err != nil {
		panic(err)
	}
	fmt.Fprintf(conn, "GET /v2/account HTTP/1.1\r\nHost: %s\r\n\r\n", conn.RemoteAddr())
}
