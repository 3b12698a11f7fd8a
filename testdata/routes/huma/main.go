package main

import (
	"github.com/danielgtaylor/huma/v2"

	"oracle"
)

func main() {
	h, api := newServer()
	var routes []oracle.Route
	for path, item := range api.OpenAPI().Paths {
		for method, op := range map[string]*huma.Operation{"GET": item.Get, "POST": item.Post, "PUT": item.Put, "DELETE": item.Delete} {
			if op != nil {
				routes = append(routes, oracle.Route{Method: method, Path: path})
			}
		}
	}
	oracle.Print(oracle.Handler(h), routes)
}
