package main

import "oracle"

func main() {
	r := newRouter()
	var routes []oracle.Route
	for _, i := range r.Routes() {
		routes = append(routes, oracle.Route{Method: i.Method, Path: i.Path})
	}
	oracle.Print(oracle.Handler(r), routes)
}
