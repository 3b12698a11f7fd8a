package main

import (
	"strings"

	"oracle"
)

func main() {
	e := newRouter()
	var routes []oracle.Route
	for _, r := range e.Router().Routes() {
		if !strings.HasPrefix(r.Method, "echo_") { // what Group adds for its 404s
			routes = append(routes, oracle.Route{Method: r.Method, Path: r.Path})
		}
	}
	oracle.Print(oracle.Handler(e), routes)
}
