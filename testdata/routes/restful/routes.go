// The routes of a service on go-restful.
package main

import (
	"net/http"

	restful "github.com/emicklei/go-restful/v3"

	"oracle"
)

func require(scope string) restful.FilterFunction {
	return func(req *restful.Request, resp *restful.Response, chain *restful.FilterChain) {
		if !oracle.Allowed(req.Request, scope) {
			http.Error(resp, scope, http.StatusForbidden)
			return
		}
		chain.ProcessFilter(req, resp)
	}
}

func ok(req *restful.Request, resp *restful.Response) {}

func deletes(b *restful.RouteBuilder) { b.Filter(require("droplet:delete")) }

func newContainer() *restful.Container {
	c := restful.NewContainer()
	ws := new(restful.WebService)
	ws.Path("/v2").Consumes("*/*").Produces("*/*")
	ws.Route(ws.GET("/droplets").To(ok).Doc("list").Filter(require("droplet:read")))
	ws.Route(ws.DELETE("/droplets/{id}").Do(deletes).To(ok))
	ws.Filter(require("account:read")) // covers the routes above too
	put := ws.Method(http.MethodPut).Path("/droplets/{id}")
	ws.Route(put.To(ok))
	c.Add(ws)

	health := &restful.WebService{}
	health.Path("/health")
	health.Route(health.GET("").To(ok))
	c.Add(health)
	c.Filter(require("base:read"))
	return c
}
