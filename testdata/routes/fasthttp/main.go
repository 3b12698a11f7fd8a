package main

import (
	"bytes"
	"io"
	"net/http"

	"github.com/valyala/fasthttp"

	"oracle"
)

func answer(h fasthttp.RequestHandler) oracle.Service {
	return func(r *http.Request) *http.Response {
		var ctx fasthttp.RequestCtx
		ctx.Request.Header.SetMethod(r.Method)
		ctx.Request.SetRequestURI(r.URL.Path)
		ctx.Request.Header.Set(oracle.Header(), r.Header.Get(oracle.Header()))
		h(&ctx)
		return &http.Response{StatusCode: ctx.Response.StatusCode(), Body: io.NopCloser(bytes.NewReader(ctx.Response.Body()))}
	}
}

func main() {
	oracle.Print(answer(newServer().Handler), []oracle.Route{
		{Method: "GET", Path: "/health"}, {Method: "GET", Path: "/v2/droplets"}, {Method: "DELETE", Path: "/v2/droplets/{id}"}, {Method: "*", Path: "/v2/keys/{id:[a-z0-9]+}"},
	})
}
