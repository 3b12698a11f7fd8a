// The routes of services whose policies are tables that are looked up while they
// run: by the pattern of the route, by its name, by the path of the request.
package main

import (
	"io"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
	"github.com/gorilla/mux"
	"github.com/labstack/echo/v4"

	"oracle"
)

func ok(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "ok") }

var byPattern = map[string]string{
	"GET /chi1/droplets": "droplet:read", "DELETE /chi1/droplets/{id}": "droplet:delete",
	"GET /chi2/droplets": "droplet:read", "DELETE /chi2/droplets/{id}": "droplet:delete",
	"GET /chi3/droplets": "droplet:read", "DELETE /chi3/droplets/{id}": "droplet:delete",
	"GET /chi4/droplets": "droplet:read", "DELETE /chi4/droplets/{id}": "droplet:delete",
	"GET /chi5/droplets": "droplet:read", "DELETE /chi5/droplets/{id}": "droplet:delete",
	"GET /chi6/droplets": "droplet:read", "DELETE /chi6/droplets/{id}": "droplet:delete",
	"GET /std1/droplets": "droplet:read", "DELETE /std1/droplets/{id}": "droplet:delete",
	"GET /std2/droplets": "droplet:read", "DELETE /std2/droplets/{id}": "droplet:delete",
	"GET /std3/droplets": "droplet:read", "DELETE /std3/droplets/{id}": "droplet:delete",
	"GET /std4/droplets": "droplet:read", "DELETE /std4/droplets/{id}": "droplet:delete",
	"GET /std6/droplets": "droplet:read", "DELETE /std6/droplets/{id}": "droplet:delete",
	"GET /gor2/droplets": "droplet:read", "DELETE /gor2/droplets/{id}": "droplet:delete",
	"GET /gin1/droplets": "droplet:read", "DELETE /gin1/droplets/:id": "droplet:delete",
	"GET /echo1/droplets": "droplet:read", "DELETE /echo1/droplets/:id": "droplet:delete",
	"GET /echo2/droplets": "droplet:read", "DELETE /echo2/droplets/:id": "droplet:delete",
	"GET /chi7/droplets": "droplet:read", "DELETE /chi7/droplets/{id}": "droplet:delete",
	"GET /chi3/keys": "ssh_key:read",
}

// check lets requests through that no policy is for, unless it is strict.
func check(w http.ResponseWriter, r *http.Request, key string, strict bool) bool {
	want, found := byPattern[key]
	if !found {
		if strict {
			http.Error(w, "no policy", http.StatusNotFound)
		}
		return !strict
	}
	if !oracle.Allowed(r, want) {
		http.Error(w, want, http.StatusForbidden)
		return false
	}
	return true
}

func chiPolicy(strict bool) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if check(w, r, r.Method+" "+chi.RouteContext(r.Context()).RoutePattern(), strict) {
				next.ServeHTTP(w, r)
			}
		})
	}
}

func pathPolicy(strict bool) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if check(w, r, r.Method+" "+r.URL.Path, strict) {
				next.ServeHTTP(w, r)
			}
		})
	}
}

func patternPolicy(strict bool) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if check(w, r, r.Pattern, strict) {
				next.ServeHTTP(w, r)
			}
		})
	}
}

func chi1() http.Handler { // inline: guarded
	r := chi.NewRouter()
	r.Group(func(r chi.Router) {
		r.Use(chiPolicy(false))
		r.Get("/chi1/droplets", ok)
		r.Delete("/chi1/droplets/{id}", ok)
		r.Get("/chi1/other", ok) // miss: open
	})
	return r
}

func chi2() http.Handler { // Use at the root: pattern is empty, all open
	r := chi.NewRouter()
	r.Use(chiPolicy(false))
	r.Get("/chi2/droplets", ok)
	r.Delete("/chi2/droplets/{id}", ok)
	return r
}

func chi3() http.Handler { // in a sub router inline
	r := chi.NewRouter()
	r.Route("/chi3", func(r chi.Router) {
		r.With(chiPolicy(false)).Get("/droplets", ok)
		r.Route("/keys", func(r chi.Router) { r.With(chiPolicy(false)).Get("/", ok) })
	})
	return r
}

func chi4() http.Handler { // Use in a sub router: partial
	r := chi.NewRouter()
	r.Route("/chi4", func(r chi.Router) {
		r.Use(chiPolicy(false))
		r.Get("/droplets", ok)
	})
	return r
}

func chi5() http.Handler { // an inline group with a mount: partial
	sub := chi.NewRouter()
	sub.Get("/droplets", ok)
	r := chi.NewRouter()
	r.With(chiPolicy(false)).Mount("/chi5", sub)
	return r
}

func chi6() http.Handler { // by path, exact
	r := chi.NewRouter()
	r.Use(pathPolicy(false))
	r.Get("/chi6/droplets", ok)
	return r
}

func chi7() http.Handler { // by path, but slashes are stripped: /chi7/droplets/ is open
	r := chi.NewRouter()
	r.Use(middleware.StripSlashes)
	r.Use(pathPolicy(false))
	r.Get("/chi7/droplets", ok)
	return r
}

func std1() http.Handler { // around each handler
	m := http.NewServeMux()
	p := patternPolicy(false)
	m.Handle("GET /std1/droplets", p(http.HandlerFunc(ok)))
	m.Handle("DELETE /std1/droplets/{id}", p(http.HandlerFunc(ok)))
	m.Handle("GET /std1/other", p(http.HandlerFunc(ok)))
	return m
}

func std2() http.Handler { // around the mux: empty
	m := http.NewServeMux()
	m.HandleFunc("GET /std2/droplets", ok)
	return patternPolicy(false)(m)
}

func std3() http.Handler { // nested: the inner pattern
	m, n := http.NewServeMux(), http.NewServeMux()
	n.Handle("GET /droplets", patternPolicy(false)(http.HandlerFunc(ok)))
	m.Handle("/std3/", http.StripPrefix("/std3", n))
	return m
}

func std4() http.Handler { // by path around a StripPrefix
	m, n := http.NewServeMux(), http.NewServeMux()
	n.Handle("GET /droplets", pathPolicy(false)(http.HandlerFunc(ok)))
	m.Handle("/std4/", http.StripPrefix("/std4", n))
	return m
}

func std6() http.Handler { // by path around the mux
	m := http.NewServeMux()
	m.HandleFunc("GET /std6/droplets", ok)
	m.HandleFunc("DELETE /std6/droplets/{id}", ok) // open: the path is no key
	return pathPolicy(false)(m)
}

var byName = map[string][]string{"list": {"droplet:read"}, "drop": {"droplet:delete", "droplet:read"}}

func namePolicy(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		route := mux.CurrentRoute(r)
		if route == nil {
			http.Error(w, "?", http.StatusNotFound)
			return
		}
		for _, s := range byName[route.GetName()] {
			if !oracle.Allowed(r, s) {
				http.Error(w, s, http.StatusForbidden)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

func templatePolicy(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		tpl, err := mux.CurrentRoute(r).GetPathTemplate()
		if err != nil {
			http.Error(w, "?", http.StatusInternalServerError)
			return
		}
		if check(w, r, r.Method+" "+tpl, true) {
			next.ServeHTTP(w, r)
		}
	})
}

func gor1() http.Handler {
	r := mux.NewRouter()
	r.Use(namePolicy)
	r.HandleFunc("/gor1/droplets", ok).Methods("GET").Name("list")
	r.HandleFunc("/gor1/droplets/{id}", ok).Methods("DELETE").Name("drop")
	r.HandleFunc("/gor1/open", ok).Methods("GET") // no name: open
	return r
}

func gor2() http.Handler {
	r := mux.NewRouter()
	s := r.PathPrefix("/gor2").Subrouter()
	s.Use(templatePolicy)
	s.HandleFunc("/droplets", ok).Methods("GET")
	s.HandleFunc("/droplets/{id}", ok).Methods("DELETE")
	return r
}

func gin1() http.Handler {
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	e.Use(func(c *gin.Context) {
		want, found := byPattern[c.Request.Method+" "+c.FullPath()]
		if found && !oracle.Allowed(c.Request, want) {
			c.String(403, want)
			c.Abort()
			return
		}
	})
	g := e.Group("/gin1")
	g.GET("/droplets", func(c *gin.Context) { c.String(200, "ok") })
	g.DELETE("/droplets/:id", func(c *gin.Context) { c.String(200, "ok") })
	g.GET("/other", func(c *gin.Context) { c.String(200, "ok") })
	return e
}

func echoPolicy(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		want, found := byPattern[c.Request().Method+" "+c.Path()]
		if found && !oracle.Allowed(c.Request(), want) {
			return c.String(403, want)
		}
		return next(c)
	}
}

func echo1() http.Handler {
	e := echo.New()
	e.Use(echoPolicy)
	g := e.Group("/echo1")
	g.GET("/droplets", func(c echo.Context) error { return c.String(200, "ok") })
	g.DELETE("/droplets/:id", func(c echo.Context) error { return c.String(200, "ok") })
	g.GET("/other", func(c echo.Context) error { return c.String(200, "ok") })
	return e
}

func echo2() http.Handler { // before routing: the path is empty
	e := echo.New()
	e.Pre(echoPolicy)
	e.GET("/echo2/droplets", func(c echo.Context) error { return c.String(200, "ok") })
	return e
}

// a switch instead of a map
func required(method, pattern string) string {
	switch method + " " + pattern {
	case "GET /chi8/droplets":
		return "droplet:read"
	case "DELETE /chi8/droplets/{id}":
		return "droplet:delete"
	}
	return ""
}

func sw(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s := required(r.Method, chi.RouteContext(r.Context()).RoutePattern()); s != "" && !oracle.Allowed(r, s) {
			http.Error(w, s, 403)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func chi8() http.Handler {
	r := chi.NewRouter()
	r.Group(func(r chi.Router) {
		r.Use(sw)
		r.Get("/chi8/droplets", ok)
		r.Delete("/chi8/droplets/{id}", ok)
		r.Get("/chi8/keys", ok)
	})
	return r
}

// rows with permissions, registered in a loop, with an own chain
type row struct {
	method, path string
	need         []string
	h            http.HandlerFunc
}

type mw = func(http.Handler) http.Handler

func chain(h http.Handler, ms ...mw) http.Handler {
	for i := len(ms) - 1; i >= 0; i-- {
		h = ms[i](h)
	}
	return h
}

func need(scopes []string) mw {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			for _, s := range scopes {
				if !oracle.Allowed(r, s) {
					http.Error(w, s, 403)
					return
				}
			}
			next.ServeHTTP(w, r)
		})
	}
}

func rows1() http.Handler {
	rows := []row{
		{"GET", "/rows1/droplets", []string{"droplet:read"}, ok},
		{"DELETE", "/rows1/droplets/{id}", []string{"droplet:delete", "droplet:read"}, ok},
		{"GET", "/rows1/open", nil, ok},
	}
	m := http.NewServeMux()
	for _, r := range rows {
		m.Handle(r.method+" "+r.path, chain(r.h, need(r.need)))
	}
	return m
}

var named = map[string]mw{"read": need([]string{"droplet:read"}), "none": func(h http.Handler) http.Handler { return h }}

func maps1() http.Handler {
	m := http.NewServeMux()
	m.Handle("GET /maps1/droplets", named["read"](http.HandlerFunc(ok)))
	m.Handle("GET /maps1/open", named["none"](http.HandlerFunc(ok)))
	return m
}
