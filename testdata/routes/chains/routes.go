// The routes of a service whose middlewares stand in chains.
package main

import (
	"io"
	"net/http"

	"github.com/justinas/alice"
	"github.com/urfave/negroni/v3"

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

func ok(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "ok") }

// scoped is a link of negroni's.
type scoped struct{ scope string }

func (s scoped) ServeHTTP(w http.ResponseWriter, r *http.Request, next http.HandlerFunc) {
	if !oracle.Allowed(r, s.scope) {
		http.Error(w, s.scope, http.StatusForbidden)
		return
	}
	next(w, r)
}

func watched(w http.ResponseWriter, r *http.Request, next http.HandlerFunc) { next(w, r) }

func negronis(scope string, h http.HandlerFunc) http.Handler {
	return negroni.New(negroni.HandlerFunc(watched), scoped{scope}, negroni.Wrap(h))
}

type service struct{ chain alice.Chain }

func (s *service) register(mux *http.ServeMux) {
	mux.Handle("GET /field", s.chain.ThenFunc(ok))
	mux.Handle("DELETE /field", s.chain.Append(require("field:delete")).ThenFunc(ok))
}

func routes() *http.ServeMux {
	mux := http.NewServeMux()
	base := alice.New(require("base:read"))
	both := base.Append(require("both:read"))
	mux.Handle("GET /base", base.ThenFunc(ok))
	mux.Handle("GET /both", both.Then(http.HandlerFunc(ok)))
	mux.Handle("GET /base/again", base.ThenFunc(ok)) // Append changes nothing
	mux.Handle("GET /extended", alice.New().Extend(both).ThenFunc(ok))
	mux.Handle("GET /open", alice.New().ThenFunc(ok))
	mux.Handle("GET /wrapped", require("wrap:read")(base.ThenFunc(ok)))
	(&service{base}).register(mux)

	mux.Handle("GET /negroni", negronis("negroni:read", ok))
	mux.Handle("GET /negroni/open", negroni.New(negroni.HandlerFunc(watched), negroni.Wrap(http.HandlerFunc(ok))))
	mux.Handle("GET /negroni/late", late())
	with := negroni.New(scoped{"with:read"})
	mux.Handle("GET /negroni/with", with.With(scoped{"more:read"}, negroni.WrapFunc(ok)))

	inner := http.NewServeMux()
	inner.HandleFunc("GET /inner/x", ok)
	n := negroni.New(scoped{"inner:read"})
	n.UseHandler(inner)
	mux.Handle("/inner/", n)
	return mux
}

// late uses what stands behind the handler, and is not asked before it.
func late() http.Handler {
	n := negroni.New()
	n.UseHandlerFunc(ok)
	n.Use(scoped{"late:read"})
	return n
}

func newHandler() http.Handler {
	n := negroni.New(negroni.NewRecovery())
	n.UseFunc(watched)
	n.UseHandler(alice.New(require("all:read")).Then(routes()))
	return n
}
