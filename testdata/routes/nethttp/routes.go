// The routes of a service on net/http.
package main

import (
	"net/http"

	"oracle"
)

const base = "/v2"

func require(scope string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !oracle.Allowed(r, scope) {
			http.Error(w, scope, http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func requireFunc(next http.HandlerFunc, scopes ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		for _, s := range scopes {
			if !oracle.Allowed(r, s) {
				http.Error(w, s, http.StatusForbidden)
				return
			}
		}
		next(w, r)
	}
}

func log(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Log", r.URL.Path)
		next.ServeHTTP(w, r)
	})
}

type server struct{ mux *http.ServeMux }

func (s *server) list(w http.ResponseWriter, r *http.Request)   {}
func (s *server) create(w http.ResponseWriter, r *http.Request) {}

// check writes the answer itself and reports whether the caller may go on.
func (s *server) check(w http.ResponseWriter, r *http.Request, scope string) bool {
	if oracle.Allowed(r, scope) {
		return true
	}
	http.Error(w, scope, http.StatusForbidden)
	return false
}

func (s *server) update(w http.ResponseWriter, r *http.Request) {
	if !s.check(w, r, "droplet:update") {
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// remove checks too late for one kind of request.
func (s *server) remove(w http.ResponseWriter, r *http.Request) {
	if !s.check(w, r, "droplet:delete") {
		return
	}
}

func (s *server) routes() {
	s.mux.HandleFunc("GET "+base+"/droplets", requireFunc(s.list, "droplet:read"))
	s.mux.Handle("POST "+base+"/droplets", require("droplet:create", http.HandlerFunc(s.create)))
	s.mux.Handle("PUT "+base+"/droplets/{id}", http.HandlerFunc(s.update))
	s.mux.HandleFunc("DELETE "+base+"/droplets/{id}", s.remove)
	s.mux.HandleFunc("GET /health", func(w http.ResponseWriter, r *http.Request) {})
	handle := s.mux.HandleFunc
	handle("GET /both", requireFunc(s.list, "droplet:read", "tag:read"))
	for _, p := range []string{"a", "b"} {
		s.mux.Handle("GET /loop/"+p, log(require("tag:read", http.HandlerFunc(s.list))))
	}
}

func sub() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /users", func(w http.ResponseWriter, r *http.Request) {})
	mux.HandleFunc("GET /users/{id}", requireFunc(func(w http.ResponseWriter, r *http.Request) {}, "user:read"))
	return mux
}

// again calls itself: it tries a request once more.
func again() http.Handler {
	var h http.Handler
	h = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !oracle.Allowed(r, "tag:read") {
			http.Error(w, "tag:read", http.StatusForbidden)
			return
		}
		if r.Header.Get("X-Again") != "" {
			r.Header.Del("X-Again")
			h.ServeHTTP(w, r)
		}
	})
	return h
}

// late serves what was registered on no router by name.
func late() http.Handler {
	http.HandleFunc("GET /default/a", requireFunc(func(w http.ResponseWriter, r *http.Request) {}, "tag:read"))
	http.DefaultServeMux.HandleFunc("GET /default/b", func(w http.ResponseWriter, r *http.Request) {})
	return http.DefaultServeMux
}

func newMux() *http.ServeMux {
	s := &server{mux: http.NewServeMux()}
	s.routes()
	s.mux.Handle("GET /again", again())
	s.mux.Handle("/default/", require("user:read", late()))
	s.mux.Handle("/admin/", http.StripPrefix("/admin", require("admin:read", sub())))
	return s.mux
}
