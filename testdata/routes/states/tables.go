package states

import (
	"net/http"

	"github.com/go-chi/chi/v5"
)

type route struct {
	Method, Path string
	Scopes       []string
	Handle       http.HandlerFunc
}

// registered is read by a loop, which adds the prefix, and asks for no scope.
var registered = []route{
	{"GET", "/droplets", []string{"droplet:read"}, ok},                                                         // want GET /t/droplets unguarded
	{Method: http.MethodPost, Path: "/droplets", Scopes: []string{"droplet:create", "tag:create"}, Handle: ok}, // want POST /t/droplets unguarded
	{Method: "GET", Path: "/health", Handle: ok},                                                               // want GET /t/health unguarded
}

func serve() http.Handler {
	r := chi.NewRouter()
	r.Route("/t", func(r chi.Router) {
		for _, t := range registered {
			r.Method(t.Method, t.Path, t.Handle)
		}
	})
	return r
}

// listed is read by code that is not here.
var listed = map[string]*route{
	"tags": {Method: "GET", Path: "/tags/:id", Scopes: []string{"tag:read"}}, // want GET /tags/{id} unproven (conditional)
}

// A request to somebody else has no scope field, and a rule without a path is no route.
var _ = struct{ Method, Path string }{"GET", "/not/a/route"}
var _ = route{Method: "GET", Scopes: []string{"tag:read"}}
