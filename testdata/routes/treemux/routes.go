// The routes of a service on httptreemux.
package main

import (
	"io"
	"net/http"

	"github.com/dimfeld/httptreemux/v5"

	"oracle"
)

func require(scope string) httptreemux.MiddlewareFunc {
	return func(next httptreemux.HandlerFunc) httptreemux.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request, params map[string]string) {
			if !oracle.Allowed(r, scope) {
				http.Error(w, scope, http.StatusForbidden)
				return
			}
			next(w, r, params)
		}
	}
}

func demand(scope string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !oracle.Allowed(r, scope) {
				http.Error(w, scope, http.StatusForbidden)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

func ok(w http.ResponseWriter, _ *http.Request, _ map[string]string) { io.WriteString(w, "ok") }

func plain(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "ok") }

func newRouter() http.Handler {
	r := httptreemux.New()
	r.GET("/early", ok)
	early := r.NewGroup("/before")
	r.Use(require("all:read"))
	early.GET("/x", ok) // the group was made before the middleware was used
	r.GET("/late", ok)
	v2 := r.NewGroup("/v2")
	v2.UseHandler(demand("area:read"))
	v2.GET("/droplets/:id", ok)
	v2.Handle("DELETE", "/droplets/:id", require("droplet:delete")(ok))
	ctx := v2.UsingContext()
	ctx.POST("/droplets", plain)
	ctx.Handler("PUT", "/droplets/:id", demand("droplet:update")(http.HandlerFunc(plain)))
	ctx.NewGroup("/deep").GET("/files/*rest", plain)
	return r
}
