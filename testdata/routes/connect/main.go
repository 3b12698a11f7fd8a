package main

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"

	"oracle"
)

// A failure is connect's error, by itself or at the end of a stream.
type failure struct {
	Message string
	Error   struct{ Message string }
}

func main() {
	serve := oracle.Handler(newMux())
	oracle.Print(func(r *http.Request) *http.Response {
		form, envelope := "application/json", ""
		if r.URL.Path == watchProcedure {
			form, envelope = "application/connect+json", "\x00\x00\x00\x00\x02" // flags and length
		}
		r.Header.Set("Content-Type", form)
		r.Body = io.NopCloser(strings.NewReader(envelope + "{}"))
		res := serve(r)
		io.CopyN(io.Discard, res.Body, int64(len(envelope)))
		var failed failure
		json.NewDecoder(res.Body).Decode(&failed)
		if message := failed.Message + failed.Error.Message; message != "" {
			res.StatusCode, res.Body = http.StatusForbidden, io.NopCloser(strings.NewReader(message))
		}
		return res
	}, []oracle.Route{{"POST", listProcedure}, {"POST", createProcedure}, {"POST", watchProcedure}})
}
