package main

import (
	"bytes"
	"io"
	"net/http"

	"github.com/cloudwego/hertz/pkg/app/server"
	"github.com/cloudwego/hertz/pkg/common/ut"

	"oracle"
)

func answer(h *server.Hertz) oracle.Service {
	return func(r *http.Request) *http.Response {
		w := ut.PerformRequest(h.Engine, r.Method, r.URL.Path, nil, ut.Header{Key: oracle.Header(), Value: r.Header.Get(oracle.Header())}).Result()
		return &http.Response{StatusCode: w.StatusCode(), Body: io.NopCloser(bytes.NewReader(w.Body()))}
	}
}

func main() {
	h := newServer()
	var list []oracle.Route
	for _, r := range h.Routes() {
		list = append(list, oracle.Route{Method: r.Method, Path: r.Path})
	}
	oracle.Print(answer(h), list)
}
