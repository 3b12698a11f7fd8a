// Handlers of connect, registered as its generated code does.
package main

import (
	"context"
	"net/http"

	"connectrpc.com/connect"
	"google.golang.org/protobuf/types/known/emptypb"
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

func newMux() *http.ServeMux {
	mux := http.NewServeMux()
	mux.Handle(newHandler(service{}))
	return mux
}
