// The routes of a service on bunrouter.
package main

import (
	"net/http"

	"github.com/uptrace/bunrouter"

	"oracle"
)

func require(scope string) bunrouter.MiddlewareFunc {
	return func(next bunrouter.HandlerFunc) bunrouter.HandlerFunc {
		return func(w http.ResponseWriter, r bunrouter.Request) error {
			if !oracle.Allowed(r.Request, scope) {
				http.Error(w, scope, http.StatusForbidden)
				return nil
			}
			return next(w, r)
		}
	}
}

func ok(w http.ResponseWriter, r bunrouter.Request) error { return nil }

func newRouter() *bunrouter.Router {
	r := bunrouter.New(bunrouter.Use(require("base:read")))
	r.GET("/health", ok)
	r.WithGroup("/v2", func(g *bunrouter.Group) {
		g.Use(require("lost:read")) // returns another group, which nobody keeps
		g.GET("/tags", ok)
		g = g.Use(require("account:read"))
		g.GET("/account", ok)
		d := g.NewGroup("/droplets", bunrouter.WithMiddleware(require("droplet:read")))
		d.GET("", ok)
		d.Use(require("droplet:update"), require("tag:read")).PUT("/:id", ok)
		d.Handle("DELETE", "/:id", require("droplet:delete")(ok))
	})
	r.Compat().GET("/compat", func(w http.ResponseWriter, r *http.Request) {})
	return r
}
