package states

import (
	"states/elsewhere"
	"states/web"
)

func wrapped() *web.Router {
	r := web.NewRouter()
	r.Group("/w", func() {
		r.Get("", ok) // want GET /w guarded tag:read
		r.Group("/x", func() {
			r.Get("/y", ok, elsewhere.Require("droplet:read")) // want GET /w/x/y guarded droplet:read tag:read
		})
		r.Get("/z", ok) // want GET /w/z guarded tag:read
	}, elsewhere.Require("tag:read"))
	r.Get("/v", ok)     // want GET /v unguarded
	r.Undescribed("/u") // want-unknown
	return r
}
