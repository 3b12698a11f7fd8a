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
	watchProcedure  = "/" + serviceName + "/Watch"
)

type service struct{}

func (service) List(ctx context.Context, req *connect.Request[emptypb.Empty]) (*connect.Response[emptypb.Empty], error) {
	return connect.NewResponse(&emptypb.Empty{}), nil
}

func (service) Create(ctx context.Context, req *connect.Request[emptypb.Empty]) (*connect.Response[emptypb.Empty], error) {
	return connect.NewResponse(&emptypb.Empty{}), nil
}

func (service) Watch(ctx context.Context, req *connect.Request[emptypb.Empty], stream *connect.ServerStream[emptypb.Empty]) error {
	return nil
}

func newHandler(svc service, opts ...connect.HandlerOption) (string, http.Handler) {
	list := connect.NewUnaryHandler(listProcedure, svc.List, opts...)
	create := connect.NewUnaryHandler(createProcedure, svc.Create, opts...)
	watch := connect.NewServerStreamHandler(watchProcedure, svc.Watch, opts...)
	return "/" + serviceName + "/", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case listProcedure:
			list.ServeHTTP(w, r)
		case createProcedure:
			create.ServeHTTP(w, r)
		case watchProcedure:
			watch.ServeHTTP(w, r)
		default:
			http.NotFound(w, r)
		}
	})
}

func demand(header http.Header, scope string) error {
	if oracle.Has(header.Get(oracle.Header()), scope) {
		return nil
	}
	return connect.NewError(connect.CodePermissionDenied, errors.New(scope))
}

// auth demands one scope of calls and another one of streams.
type auth struct{ unary, stream string }

func newAuth(unary, stream string) *auth { return &auth{unary, stream} }

func (a *auth) WrapUnary(next connect.UnaryFunc) connect.UnaryFunc {
	return func(ctx context.Context, req connect.AnyRequest) (connect.AnyResponse, error) {
		if err := demand(req.Header(), a.unary); err != nil {
			return nil, err
		}
		return next(ctx, req)
	}
}

func (a *auth) WrapStreamingClient(next connect.StreamingClientFunc) connect.StreamingClientFunc {
	return next
}

func (a *auth) WrapStreamingHandler(next connect.StreamingHandlerFunc) connect.StreamingHandlerFunc {
	return func(ctx context.Context, conn connect.StreamingHandlerConn) error {
		if err := demand(conn.RequestHeader(), a.stream); err != nil {
			return err
		}
		return next(ctx, conn)
	}
}

// require demands a scope of every call, and none of a stream.
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
	mux.Handle(newHandler(service{}, connect.WithInterceptors(require("droplet:read"), newAuth("account:read", "tag:read")), connect.WithReadMaxBytes(1<<20)))
	return mux
}
