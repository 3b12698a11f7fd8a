// Routes by hand on grpc-gateway's mux.
package main

import (
	"net/http"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"

	"oracle"
)

func require(scope string, next runtime.HandlerFunc) runtime.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request, params map[string]string) {
		if !oracle.Allowed(r, scope) {
			http.Error(w, scope, http.StatusForbidden)
			return
		}
		next(w, r, params)
	}
}

func ok(w http.ResponseWriter, r *http.Request, params map[string]string) {}

func newMux() *runtime.ServeMux {
	mux := runtime.NewServeMux()
	if err := mux.HandlePath("GET", "/v2/droplets/{id}", require("droplet:read", ok)); err != nil {
		panic(err)
	}
	_ = mux.HandlePath(http.MethodPost, "/v2/droplets", ok)
	return mux
}
