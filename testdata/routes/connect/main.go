package main

import (
	"encoding/json"
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
		res := serve(r)
		var failed struct{ Message string }
		if json.NewDecoder(res.Body).Decode(&failed); failed.Message != "" {
			res.Body = io.NopCloser(strings.NewReader(failed.Message))
		}
		return res
	}, []oracle.Route{{"POST", listProcedure}, {"POST", createProcedure}})
}
