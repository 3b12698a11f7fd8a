// The routes of a service on chi before its version 5.
package main

import (
	"net/http"

	"github.com/go-chi/chi"
	"github.com/go-chi/chi/middleware"

	"oracle"
)

func require(scope string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !oracle.Allowed(r, scope) {
				http.Error(w, scope, http.StatusForbidden)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

func ok(w http.ResponseWriter, r *http.Request) {}

type api struct {
	chi.Router
	prefix string
}

func (a *api) tags() {
	a.Get(a.prefix+"/tags", ok)
	a.With(require("tag:create")).Post(a.prefix+"/tags", ok)
}

func droplets(r chi.Router) {
	r.Use(require("droplet:read"))
	r.Get("/", ok)
	r.Get("/{id:[a-z0-9]*}", ok)
	r.Group(func(r chi.Router) {
		r.Use(require("droplet:update"))
		r.Put("/{id}", ok)
		r.Method(http.MethodPatch, "/{id}", require("droplet:create")(http.HandlerFunc(ok)))
	})
	r.Delete("/{id}", ok)
}

func users() http.Handler {
	r := chi.NewRouter()
	r.Get("/", ok)
	r.Route("/{id}", func(r chi.Router) {
		r.Get("/keys", ok)
		r.With(require("ssh_key:create"), require("ssh_key:read")).Post("/keys", ok)
	})
	return r
}

func newRouter() chi.Router {
	r := chi.NewRouter()
	r.Use(middleware.RequestID, middleware.Recoverer)
	r.Get("/health", ok)
	r.Route("/v2", func(r chi.Router) {
		r.Route("/droplets", droplets)
		r.With(require("user:read")).Mount("/users", users())
		(&api{Router: r}).tags()
		(&api{Router: r, prefix: "/beta"}).tags()
	})
	late := chi.NewRouter()
	late.Get("/x", ok)
	r.Route("/late", func(r chi.Router) {
		r.Use(require("late:read")) // covers the router that is mounted behind it
		r.Mount("/sub", late)
	})
	register := r.Get
	register("/later", ok)
	return r
}
