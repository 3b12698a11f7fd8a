package main

import (
	"net/http"
	"regexp"

	"oracle"
)

var missing = regexp.MustCompile(`[a-z]+:[a-z]+$`)

func main() {
	for _, s := range []struct {
		handler http.Handler
		routes  []oracle.Route
	}{
		{strict(), []oracle.Route{
			{Method: "GET", Path: "/inherited"}, {Method: "GET", Path: "/own"}, {Method: "DELETE", Path: "/own"},
			{Method: "GET", Path: "/optional"}, {Method: "GET", Path: "/open"}, {Method: "GET", Path: "/things/{name}"},
		}},
		{first(), []oracle.Route{{Method: "DELETE", Path: "/own"}}},
		{open(), []oracle.Route{{Method: "GET", Path: "/own"}}},
		{several(), []oracle.Route{{Method: "GET", Path: "/both"}}},
	} {
		oracle.Print(oracle.Handler(s.handler), s.routes)
	}
}
