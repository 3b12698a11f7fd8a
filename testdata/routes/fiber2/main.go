package main

import (
	"net/http"

	"oracle"
)

func main() {
	app := newApp()
	app.Handler() // mounts what is mounted late
	var routes []oracle.Route
	for _, r := range app.GetRoutes(true) {
		routes = append(routes, oracle.Route{Method: r.Method, Path: r.Path})
	}
	oracle.Print(func(r *http.Request) *http.Response {
		res, err := app.Test(r)
		if err != nil {
			panic(err)
		}
		return res
	}, routes)
}
