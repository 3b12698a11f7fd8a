package main

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"oracle"
)

type permission string

const (
	readVolumes  permission = "volume:read"
	dropVolumes  permission = "volume:delete"
	metadataName            = "scopes"
)

// demand asks for what an operation's metadata name, and for nothing where
// they name nothing.
func demand(ctx huma.Context, next func(huma.Context)) {
	var want []string
	switch v := ctx.Operation().Metadata[metadataName].(type) {
	case permission:
		want = []string{string(v)}
	case []string:
		want = v
	}
	for _, s := range want {
		if !oracle.Has(ctx.Header(oracle.Header()), s) {
			ctx.SetStatus(http.StatusForbidden)
			ctx.BodyWriter().Write([]byte(s))
			return
		}
	}
	next(ctx)
}

func operation(method, path string) huma.Operation {
	return huma.Operation{Method: method, Path: path, OperationID: method + path, Middlewares: huma.Middlewares{demand}}
}

// with gets a copy of the operation.
func with(op huma.Operation, need any) huma.Operation {
	op.Metadata = map[string]any{metadataName: need}
	return op
}

func tagged(op *huma.Operation) {
	op.Metadata = map[string]any{}
	op.Metadata[metadataName] = []string{"volume:update", "tag:update"}
}

func nothing(context.Context, *struct{}) (*none, error) { return &none{}, nil }

func volumes(api huma.API) {
	list := operation("GET", "/volumes")
	huma.Register(api, with(list, readVolumes), nothing)
	list.Path, list.OperationID = "/volumes/open", "open"
	huma.Register(api, list, nothing) // the metadata are those of a copy
	huma.Register(api, with(operation("DELETE", "/volumes/{id}"), dropVolumes), nothing)
	huma.Register(api, with(operation("GET", "/volumes/text"), "volume:read"), nothing) // a text is none of the two types
	update := operation("PUT", "/volumes/{id}")
	tagged(&update)
	huma.Register(api, update, nothing)
	other := update
	other.Method, other.OperationID = "POST", "post"
	delete(other.Metadata, metadataName) // which update shares
	huma.Register(api, other, nothing)
}
