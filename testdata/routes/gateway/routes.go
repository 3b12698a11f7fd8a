// Routes by hand on grpc-gateway's mux.
package main

import (
	"context"
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

func base(next runtime.HandlerFunc) runtime.HandlerFunc { return require("base:read", next) }

// fail answers for calls that failed, and guards nothing.
func fail(ctx context.Context, _ *runtime.ServeMux, _ runtime.Marshaler, w http.ResponseWriter, _ *http.Request, _ error) {
	w.WriteHeader(http.StatusForbidden)
}

func newMux() *runtime.ServeMux {
	mux := runtime.NewServeMux(runtime.WithDisablePathLengthFallback(), runtime.WithMiddlewares(base), runtime.WithErrorHandler(fail))
	if err := mux.HandlePath("GET", "/v2/droplets/{id}", require("droplet:read", ok)); err != nil {
		panic(err)
	}
	_ = mux.HandlePath(http.MethodPost, "/v2/droplets", ok)
	return mux
}
