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
	routes = append(routes, oracle.Route{Method: "*", Path: "/metrics"}) // a plain handler, in no service's list
	oracle.Print(oracle.Handler(c), routes)
}
