package oracle

import (
	"bufio"
	"fmt"
	"net/http"
	"os"
	"strings"
)

// A Service answers a request.
type Service = func(*http.Request) *http.Response

// Serve reads requests from standard input, a line each: the number of a
// service, method and path. It writes a line for each: the status, the body of
// the answer, which names a handler, and the scopes that were demanded before
// it. A service that cannot be built has the status 0.
func Serve(build []func() Service) {
	services := make([]Service, len(build))
	for i, b := range build {
		services[i] = attempt(b)
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		var n int
		var method, path string
		fmt.Sscan(in.Text(), &n, &method, &path)
		if services[n] == nil {
			fmt.Fprintln(out, "0 -")
			continue
		}
		status, body, scopes := answer(services[n], method, path)
		if body = strings.TrimSpace(body); body == "" || strings.ContainsAny(body, " \n") {
			body = "-"
		}
		fmt.Fprintln(out, status, body, strings.Join(scopes, " "))
	}
}

// attempt builds a service, if its router takes the routes.
func attempt(build func() Service) (s Service) {
	defer func() {
		if p := recover(); p != nil {
			fmt.Fprintln(os.Stderr, p)
			s = nil
		}
	}()
	return build()
}
