// Package ordered is a team's own router, whose middlewares go by path.
package ordered

import "net/http"

type Router struct{ mux *http.ServeMux }

func New() *Router { return &Router{http.NewServeMux()} }

func (r *Router) Get(path string, handler http.HandlerFunc) {}

func (r *Router) Use(args ...any) {}
