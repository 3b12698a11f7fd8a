package main

import (
	"net/http"

	"github.com/go-chi/chi"

	"oracle"
)

func main() {
	r := newRouter()
	var routes []oracle.Route
	chi.Walk(r, func(method, path string, _ http.Handler, _ ...func(http.Handler) http.Handler) error {
		routes = append(routes, oracle.Route{Method: method, Path: path})
		return nil
	})
	oracle.Print(oracle.Handler(r), routes)
}
