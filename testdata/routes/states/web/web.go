// Package web is a team's own router, whose rows the test adds to the table.
package web

import "net/http"

type Middleware = func(http.Handler) http.Handler

type Router struct{ mux *http.ServeMux }

func NewRouter() *Router { return &Router{http.NewServeMux()} }

func (r *Router) Get(path string, handler http.HandlerFunc, with ...Middleware) {}

// Group has no router for fn: the receiver stands for the group meanwhile.
func (r *Router) Group(prefix string, fn func(), with ...Middleware) { fn() }

// Undescribed is a method that the rows do not have.
func (r *Router) Undescribed(path string) {}

// Status is of the answer that the router gave, or would give.
func Status(err error) int { return http.StatusInternalServerError }
