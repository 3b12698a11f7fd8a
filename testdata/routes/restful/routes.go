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

// registry is what the service knows of its container.
type registry interface {
	Add(*restful.WebService) *restful.Container
	Filter(restful.FilterFunction)
	Handle(path string, handler http.Handler)
	Paths() []string
}

// filtered has the container's filters run before plain handlers, too.
type filtered struct {
	*restful.Container
	paths []string
}

func (f *filtered) Handle(path string, handler http.Handler) {
	f.HandleWithFilter(path, handler)
	f.paths = append(f.paths, path)
}

func (f *filtered) Paths() []string { return f.paths }

type server struct{ registry registry }

// protect is the only function that names the filter, and never the container.
func (s *server) protect() { s.registry.Filter(require("base:read")) }

func newContainer() *restful.Container {
	c := restful.DefaultContainer
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
	restful.Add(health)
	s := &server{&filtered{Container: c}}
	s.protect()
	c.Handle("/plain", http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})) // no filter covers it
	s.registry.Handle("/metrics", http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	return c
}
