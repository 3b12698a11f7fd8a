// Handlers of connect, registered as its generated code does.
package main

import (
	"context"
	"errors"
	"net/http"

	"connectrpc.com/connect"
	"google.golang.org/protobuf/types/known/emptypb"

	"oracle"
)

// The procedures, as protoc-gen-connect-go writes them.
const (
	serviceName     = "acme.droplets.v1.DropletService"
	listProcedure   = "/" + serviceName + "/List"
	createProcedure = "/" + serviceName + "/Create"
)

type service struct{}

func (service) List(ctx context.Context, req *connect.Request[emptypb.Empty]) (*connect.Response[emptypb.Empty], error) {
	return connect.NewResponse(&emptypb.Empty{}), nil
}

func (service) Create(ctx context.Context, req *connect.Request[emptypb.Empty]) (*connect.Response[emptypb.Empty], error) {
	return connect.NewResponse(&emptypb.Empty{}), nil
}

func newHandler(svc service, opts ...connect.HandlerOption) (string, http.Handler) {
	list := connect.NewUnaryHandler(listProcedure, svc.List, opts...)
	create := connect.NewUnaryHandler(createProcedure, svc.Create, opts...)
	return "/" + serviceName + "/", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case listProcedure:
			list.ServeHTTP(w, r)
		case createProcedure:
			create.ServeHTTP(w, r)
		default:
			http.NotFound(w, r)
		}
	})
}

// require demands a scope of every call, and says which in its error.
func require(scope string) connect.UnaryInterceptorFunc {
	return func(next connect.UnaryFunc) connect.UnaryFunc {
		return func(ctx context.Context, req connect.AnyRequest) (connect.AnyResponse, error) {
			if !oracle.Has(req.Header().Get(oracle.Header()), scope) {
				return nil, connect.NewError(connect.CodePermissionDenied, errors.New(scope))
			}
			return next(ctx, req)
		}
	}
}

func newMux() *http.ServeMux {
	mux := http.NewServeMux()
	mux.Handle(newHandler(service{}, connect.WithInterceptors(require("droplet:read")), connect.WithReadMaxBytes(1<<20)))
	return mux
}
