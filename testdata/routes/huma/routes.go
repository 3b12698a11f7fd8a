// The routes of a service on huma, on top of net/http.
package main

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"oracle"
)

// enforce demands what the operation's security metadata say.
func enforce(ctx huma.Context, next func(huma.Context)) {
	for _, req := range ctx.Operation().Security {
		for _, scopes := range req {
			for _, s := range scopes {
				if !oracle.Has(ctx.Header(oracle.Header()), s) {
					ctx.SetStatus(http.StatusForbidden)
					ctx.BodyWriter().Write([]byte(s))
					return
				}
			}
		}
	}
	next(ctx)
}

func require(scope string) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		if !oracle.Has(ctx.Header(oracle.Header()), scope) {
			ctx.SetStatus(http.StatusForbidden)
			ctx.BodyWriter().Write([]byte(scope))
			return
		}
		next(ctx)
	}
}

type none struct{}

func ok(ctx context.Context, in *struct{}) (*none, error) { return &none{}, nil }

func needs(scopes ...string) func(*huma.Operation) {
	return func(o *huma.Operation) {
		o.Security = []map[string][]string{{"oauth": scopes}}
	}
}

type tags struct{}

func (tags) RegisterList(api huma.API) {
	huma.Get(api, "/tags", ok, needs("tag:read"))
}

// register adds to the middlewares that the operation has.
func register(api huma.API, op huma.Operation, scope string) {
	op.Middlewares = append(op.Middlewares, require(scope))
	huma.Register(api, op, ok)
}

func newServer() (http.Handler, huma.API) {
	mux := http.NewServeMux()
	api := humago.New(mux, huma.DefaultConfig("test", "1"))
	huma.Get(api, "/early", ok)
	api.UseMiddleware(enforce)
	huma.Register(api, huma.Operation{
		OperationID: "list-droplets", Method: http.MethodGet, Path: "/droplets",
		Security: []map[string][]string{{"oauth": {"droplet:read", "tag:read"}}},
	}, ok)
	huma.Post(api, "/droplets", ok, needs("droplet:create"))
	v2 := huma.NewGroup(api, "/v2")
	v2.UseMiddleware(require("account:read"))
	huma.Delete(v2, "/droplets/{id}", ok, needs("droplet:delete"))
	huma.Register(v2, huma.Operation{
		OperationID: "put", Method: "PUT", Path: "/droplets/{id}",
		Middlewares: huma.Middlewares{require("droplet:update")},
	}, ok)
	huma.AutoRegister(v2, &tags{})
	register(api, huma.Operation{OperationID: "images", Method: "GET", Path: "/images"}, "image:read")
	register(api, huma.Operation{
		OperationID: "image", Method: "PUT", Path: "/images/{id}", Middlewares: huma.Middlewares{require("image:update")},
	}, "tag:update")
	register(api, huma.Operation{OperationID: "keys", Method: "GET", Path: "/keys"}, "ssh_key:read")
	volumes(api)
	return mux, api
}
