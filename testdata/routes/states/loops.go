//go:build go1.21

package states

import (
	"net/http"

	"github.com/go-chi/chi/v5"
)

// This file is one of Go 1.21, where a loop has its variables once.

type listed21 struct{ at, scope string }

func loops() http.Handler {
	r := chi.NewRouter()
	for _, e := range []listed21{
		{"/y/shared/read", "tag:read"},   // want GET /y/shared/read guarded tag:delete
		{"/y/shared/gone", "tag:delete"}, // want GET /y/shared/gone guarded tag:delete
	} {
		r.Get(e.at, func(w http.ResponseWriter, r *http.Request) {
			if !refuse(w, r, e.scope) {
				w.Write([]byte("data"))
			}
		})
	}
	for _, e := range []listed21{
		{"/y/own/read", "tag:read"},   // want GET /y/own/read guarded tag:read
		{"/y/own/gone", "tag:delete"}, // want GET /y/own/gone guarded tag:delete
	} {
		e := e
		r.Get(e.at, func(w http.ResponseWriter, r *http.Request) {
			if !refuse(w, r, e.scope) {
				w.Write([]byte("data"))
			}
		})
	}
	return r
}
