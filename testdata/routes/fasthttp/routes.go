// The routes of a service on fasthttp's router.
package main

import (
	"github.com/fasthttp/router"
	"github.com/valyala/fasthttp"

	"oracle"
)

func require(scope string, next fasthttp.RequestHandler) fasthttp.RequestHandler {
	return func(ctx *fasthttp.RequestCtx) {
		if !oracle.Has(string(ctx.Request.Header.Peek(oracle.Header())), scope) {
			ctx.Error(scope, fasthttp.StatusForbidden)
			return
		}
		next(ctx)
	}
}

func demand(scope string, next fasthttp.RequestHandler) fasthttp.RequestHandler {
	return func(ctx *fasthttp.RequestCtx) {
		if oracle.Has(string(ctx.Request.Header.Peek(oracle.Header())), scope) {
			next(ctx)
			return
		}
		ctx.SetStatusCode(fasthttp.StatusForbidden)
		ctx.SetBodyString(scope)
	}
}

func ok(ctx *fasthttp.RequestCtx) { ctx.SetBodyString("ok") }

func newServer() *fasthttp.Server {
	r := router.New()
	r.GET("/health", ok)
	v2 := r.Group("/v2")
	v2.GET("/droplets", require("droplet:read", ok))
	v2.Handle("DELETE", "/droplets/{id}", demand("droplet:delete", ok))
	v2.Group("/keys").ANY("/{id:[a-z0-9]+}", require("ssh_key:read", ok))
	return &fasthttp.Server{Handler: require("account:read", r.Handler)}
}
