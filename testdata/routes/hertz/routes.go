// The routes of a service on hertz.
package main

import (
	"context"

	"github.com/cloudwego/hertz/pkg/app"
	"github.com/cloudwego/hertz/pkg/app/server"

	"oracle"
)

func require(scope string) app.HandlerFunc {
	return func(ctx context.Context, c *app.RequestContext) {
		if !oracle.Has(string(c.GetHeader(oracle.Header())), scope) {
			c.AbortWithMsg(scope, 403)
			return
		}
		c.Next(ctx)
	}
}

// demand goes on by returning, and stops by Abort.
func demand(scope string) app.HandlerFunc {
	return func(ctx context.Context, c *app.RequestContext) {
		if !oracle.Has(c.Request.Header.Get(oracle.Header()), scope) {
			c.String(403, scope)
			c.Abort()
		}
	}
}

// lax answers, and the handler runs all the same.
func lax(ctx context.Context, c *app.RequestContext) {
	if !oracle.Has(string(c.GetHeader(oracle.Header())), "lax:read") {
		c.SetStatusCode(403)
		return
	}
}

func ok(ctx context.Context, c *app.RequestContext) { c.String(200, "ok") }

var policies = map[string]string{"GET /api/v2/table/:id": "table:read"}

func byPath(ctx context.Context, c *app.RequestContext) {
	if s, found := policies["GET "+c.FullPath()]; found && !oracle.Has(string(c.GetHeader(oracle.Header())), s) {
		c.AbortWithMsg(s, 403)
	}
}

func newServer() *server.Hertz {
	h := server.New(server.WithBasePath("/api"))
	h.GET("/early", ok)
	h.Use(require("all:read"))
	v2 := h.Group("/v2", demand("area:read"))
	v2.GET("/droplets", ok)
	v2.DELETE("/droplets/:id", require("droplet:delete"), ok)
	v2.Any("/any", lax, ok)
	v2.GET("/table/:id", byPath, ok)
	v2.Use(require("late:read"))
	v2.Handle("PUT", "/droplets/:id", ok)
	deep := v2.Group("deep")
	deep.GETEX("/x", ok, "name")
	return h
}
