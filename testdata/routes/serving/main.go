// Routers as programs serve them, with and without something around. The first
// word of a path tells what is to be said of it: guarded, open, or a guard
// that a condition decides on.
package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
)

func requireScope(scope string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !slices.Contains(strings.Fields(r.Header.Get("X-Scopes")), scope) {
				http.Error(w, "needs "+scope, http.StatusForbidden)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

func logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { next.ServeHTTP(w, r) })
}

func ok(w http.ResponseWriter, r *http.Request) {}

func mux(p string) *http.ServeMux {
	m := http.NewServeMux()
	m.HandleFunc("GET /"+p, ok)
	return m
}

var guard = requireScope("droplet:read")

func newServer(h http.Handler) *http.Server { return &http.Server{Handler: h} }

type app struct {
	srv *http.Server
	mux *http.ServeMux
}

func (a *app) run() { a.srv.ListenAndServe() }
func (a *app) setup() {
	a.mux = http.NewServeMux()
	a.mux.HandleFunc("GET /guarded/08", ok)
	a.srv = &http.Server{Addr: ":1"}
	a.srv.Handler = guard(logged(a.mux))
}

type gate struct{ next http.Handler }

func (g *gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !slices.Contains(strings.Fields(r.Header.Get("X-Scopes")), "droplet:read") {
		http.Error(w, "no", http.StatusForbidden)
		return
	}
	g.next.ServeHTTP(w, r)
}

func chain(h http.Handler, mws ...func(http.Handler) http.Handler) http.Handler {
	for i := len(mws) - 1; i >= 0; i-- {
		h = mws[i](h)
	}
	return h
}

func backward(h http.Handler, mws ...func(http.Handler) http.Handler) http.Handler {
	for _, m := range slices.Backward(mws) {
		h = m(h)
	}
	return h
}

func early(m http.Handler) http.Handler {
	if os.Getenv("AUTH") != "" {
		return guard(m)
	}
	return m
}

func main() {
	(&http.Server{Handler: guard(mux("guarded/01"))}).ListenAndServe()
	s := &http.Server{Handler: guard(mux("guarded/02"))}
	go s.ListenAndServe()
	var s2 http.Server
	s2.Addr = ":1"
	s2.Handler = guard(mux("guarded/03"))
	s2.ListenAndServeTLS("", "")
	newServer(guard(mux("guarded/04"))).ListenAndServe()
	http.ListenAndServe(":", guard(mux("guarded/05")))
	http.ListenAndServeTLS(":", "", "", guard(mux("guarded/06")))
	httptest.NewServer(guard(mux("guarded/07")))
	a := &app{}
	a.setup()
	a.run()
	s3 := new(http.Server)
	s3.Handler = guard(mux("guarded/09"))
	s3.Serve(nil)
	var h http.Handler = mux("guarded/10")
	h = logged(h)
	h = guard(h)
	http.ListenAndServe(":", h)
	http.ListenAndServe(":", &gate{mux("guarded/11")})
	var c http.Handler = mux("perhaps/12")
	if os.Getenv("AUTH") != "" {
		c = guard(c)
	}
	http.ListenAndServe(":", c)
	two := mux("open/13")
	http.ListenAndServe(":1", two)
	http.ListenAndServe(":2", guard(two))
	func() { s := &http.Server{Handler: guard(mux("guarded/14"))}; s.ListenAndServe() }()
	http.ListenAndServe(":", chain(mux("guarded/15"), logged, guard))
	http.ListenAndServe(":", backward(mux("guarded/16"), logged, guard))
	http.ListenAndServe(":", early(mux("perhaps/17")))
	srv := http.Server{Handler: mux("perhaps/18")}
	if os.Getenv("AUTH") != "" {
		srv.Handler = guard(srv.Handler)
	}
	srv.ListenAndServe()
	d := mux("open/20")
	http.ListenAndServe(":", logged(d))
	http.HandleFunc("GET /guarded/21", ok)
	http.ListenAndServe(":", guard(http.DefaultServeMux))
	api := mux("guarded/22")
	outer := http.NewServeMux()
	outer.Handle("/", guard(api))
	http.ListenAndServe(":", http.TimeoutHandler(outer, 1, ""))
}
