package main

import (
	"io"
	"net/http"
	"strings"

	"oracle"
)

func main() {
	serve := oracle.Handler(newMux())
	oracle.Print(func(r *http.Request) *http.Response {
		r.Header.Set("Content-Type", "application/json")
		r.Body = io.NopCloser(strings.NewReader("{}"))
		return serve(r)
	}, []oracle.Route{{"POST", listProcedure}, {"POST", createProcedure}})
}
