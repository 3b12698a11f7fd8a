package main

import "oracle"

func main() {
	c := newContainer()
	var routes []oracle.Route
	for _, ws := range c.RegisteredWebServices() {
		for _, r := range ws.Routes() {
			routes = append(routes, oracle.Route{Method: r.Method, Path: r.Path})
		}
	}
	for _, path := range []string{"/metrics", "/plain"} { // plain handlers, in no service's list
		routes = append(routes, oracle.Route{Method: "*", Path: path})
	}
	oracle.Print(oracle.Handler(c), routes)
}
