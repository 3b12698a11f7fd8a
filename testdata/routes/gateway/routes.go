// Routes by hand on grpc-gateway's mux.
package main

import (
	"context"
	"errors"
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
	register(mux, &server{})
	return mux
}

// What follows is in the form of protoc-gen-grpc-gateway's code.

var (
	patternGet   = runtime.MustPattern(runtime.NewPattern(1, []int{2, 0, 2, 1, 1, 0, 4, 1, 5, 2}, []string{"v2", "tags", "id"}, ""))
	patternPurge = runtime.MustPattern(runtime.NewPattern(1, []int{2, 0, 2, 1, 2, 2}, []string{"v2", "tags", "purge"}, ""))
)

type tags interface {
	get(header http.Header) error
	purge(header http.Header) error
}

type server struct{}

func (*server) get(http.Header) error { return nil }

func (*server) purge(header http.Header) error {
	err := demand(header, "tag:delete")
	return err
}

func demand(header http.Header, scope string) error {
	if oracle.Has(header.Get(oracle.Header()), scope) {
		return nil
	}
	return errors.New(scope)
}

func register(mux *runtime.ServeMux, s tags) {
	mux.Handle(http.MethodGet, patternGet, func(w http.ResponseWriter, r *http.Request, params map[string]string) {
		if err := s.get(r.Header); err != nil {
			http.Error(w, err.Error(), http.StatusForbidden)
		}
	})
	mux.Handle(http.MethodPost, patternPurge, func(w http.ResponseWriter, r *http.Request, params map[string]string) {
		if err := s.purge(r.Header); err != nil {
			http.Error(w, err.Error(), http.StatusForbidden)
			return
		}
	})
}
