package states

import (
	"context"
	"errors"
	"net/http"

	"connectrpc.com/connect"
	"google.golang.org/protobuf/types/known/emptypb"
)

type (
	empty = connect.Request[emptypb.Empty]
	reply = connect.Response[emptypb.Empty]
)

func call(context.Context, *empty) (*reply, error) { return nil, nil }

// private turns a call away by itself.
func private(ctx context.Context, req *empty) (*reply, error) {
	if req.Header().Get("Authorization") == "" {
		return nil, connect.NewError(connect.CodePermissionDenied, errors.New("no"))
	}
	return call(ctx, req)
}

var errAnonymous = errors.New("who are you?")

// known turns calls away whose caller it does not know.
func known(next connect.UnaryFunc) connect.UnaryFunc {
	return func(ctx context.Context, req connect.AnyRequest) (connect.AnyResponse, error) {
		if req.Header().Get("Authorization") == "" {
			return nil, connect.NewError(connect.CodeUnauthenticated, errAnonymous)
		}
		return next(ctx, req)
	}
}

// excused lets some procedures pass.
func excused(next connect.UnaryFunc) connect.UnaryFunc {
	return func(ctx context.Context, req connect.AnyRequest) (connect.AnyResponse, error) {
		if req.Spec().IsClient {
			return next(ctx, req)
		}
		if req.Header().Get("Scope") != "tag:read" {
			return nil, connect.NewError(connect.CodePermissionDenied, errAnonymous)
		}
		return next(ctx, req)
	}
}

func refusals() {
	with := func(f connect.UnaryInterceptorFunc) connect.Option { return connect.WithInterceptors(f) }
	handlers := []http.Handler{
		connect.NewUnaryHandler("/c/open", call),                   // want POST /c/open unguarded
		connect.NewUnaryHandler("/c/private", private),             // want POST /c/private unguarded login
		connect.NewUnaryHandler("/c/known", call, with(known)),     // want POST /c/known unguarded login
		connect.NewUnaryHandler("/c/excused", call, with(excused)), // want POST /c/excused unproven (conditional)
	}
	_ = handlers
}
