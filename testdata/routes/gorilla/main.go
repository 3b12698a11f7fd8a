package main

import (
	"github.com/gorilla/mux"

	"oracle"
)

func main() {
	r := newRouter()
	var routes []oracle.Route
	r.Walk(func(route *mux.Route, _ *mux.Router, ancestors []*mux.Route) error {
		path, err := route.GetPathTemplate()
		if err != nil || route.GetHandler() == nil || path == "/other" {
			return nil
		}
		methods, err := route.GetMethods()
		for _, a := range ancestors {
			if ms, e := a.GetMethods(); e == nil {
				methods, err = ms, nil
			}
		}
		if err != nil {
			methods = []string{"*"}
		}
		for _, m := range methods {
			routes = append(routes, oracle.Route{Method: m, Path: path})
		}
		return nil
	})
	routes = append(routes, oracle.Route{Method: "GET", Path: "/other/things"}) // mounted as a plain handler
	oracle.Print(oracle.Handler(r), routes)
}
