// The routes of a service on httprouter.
package main

import (
	"net/http"

	"github.com/julienschmidt/httprouter"

	"oracle"
)

const base = "/v2"

func require(scope string, h httprouter.Handle) httprouter.Handle {
	return func(w http.ResponseWriter, r *http.Request, p httprouter.Params) {
		if !oracle.Allowed(r, scope) {
			http.Error(w, scope, http.StatusForbidden)
			return
		}
		h(w, r, p)
	}
}

func ok(http.ResponseWriter, *http.Request, httprouter.Params) {}

func droplets(r *httprouter.Router, prefix string) {
	r.GET(prefix+"/droplets", require("droplet:read", ok))
	r.DELETE(prefix+"/droplets/:id", require("droplet:delete", require("tag:delete", ok)))
	r.Handle(http.MethodPut, prefix+"/droplets/:id", ok)
}

func newRouter() *httprouter.Router {
	r := httprouter.New()
	droplets(r, base)
	r.HandlerFunc("GET", "/health", func(w http.ResponseWriter, r *http.Request) {})
	return r
}
