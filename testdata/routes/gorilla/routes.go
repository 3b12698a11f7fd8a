// The routes of a service on gorilla/mux.
package main

import (
	"net/http"

	"github.com/gorilla/mux"

	"oracle"
)

func require(scope string) mux.MiddlewareFunc {
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

type server struct{ router *mux.Router }

func (s *server) droplets() {
	sub := s.router.PathPrefix("/v2").Subrouter()
	sub.HandleFunc("/droplets", ok).Methods("GET")
	sub.Methods(http.MethodPost).Path("/droplets").HandlerFunc(ok)
	sub.Path("/droplets/{id:[0-9a-z]+}").Handler(require("droplet:delete")(http.HandlerFunc(ok))).Methods("DELETE")
	sub.Use(require("droplet:read")) // covers the routes above too
	sub.Handle("/droplets/{id}", http.HandlerFunc(ok)).Name("put").Methods("PUT", "PATCH")

	admin := sub.PathPrefix("/admin").Methods("GET").Subrouter()
	admin.Use(require("admin:read"))
	admin.HandleFunc("/users", ok)
}

func newRouter() *mux.Router {
	s := &server{router: mux.NewRouter().StrictSlash(true)}
	s.router.HandleFunc("/health", ok)
	s.droplets()
	other := mux.NewRouter()
	other.HandleFunc("/other/things", ok).Methods("GET")
	s.router.PathPrefix("/other").Handler(require("other:read")(other))
	s.router.Use(require("base:read")) // covers all routes above, of the subrouters and the other router too
	return s.router
}
