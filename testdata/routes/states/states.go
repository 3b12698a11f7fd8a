// Package states has a route for each reason why a guard is proven, missing or
// in doubt. Behind each registration stands what the linter is to say: the
// method, the path, the state, the scopes, and the reason of a doubt.
package states

import (
	"log"
	"net/http"
	"os"
	"slices"

	"github.com/go-chi/chi/v5"

	"states/elsewhere"
)

func ok(w http.ResponseWriter, r *http.Request) {}

func deny(w http.ResponseWriter, scope string) { http.Error(w, scope, http.StatusForbidden) }

func handlers(r chi.Router) {
	r.Get("/h/plain", ok)                                            // want GET /h/plain unguarded
	r.Get("/h/opaque", elsewhere.Handler)                            // want GET /h/opaque unproven (handler)
	r.Get("/h/dominates", dominates)                                 // want GET /h/dominates guarded droplet:read
	r.Get("/h/differs", differs("image:read"))                       // want GET /h/differs guarded image:read
	r.Get("/h/equals", equals)                                       // want GET /h/equals unguarded
	r.Get("/h/late", late)                                           // want GET /h/late unproven (conditional)
	r.Get("/h/else", positive)                                       // want GET /h/else guarded droplet:read
	r.Get("/h/more", more)                                           // want GET /h/more unguarded
	r.Get("/h/logs", logs)                                           // want GET /h/logs unguarded
	r.Get("/h/either", either)                                       // want GET /h/either guarded droplet:read tag:read (any)
	r.Get("/h/strict", strict)                                       // want GET /h/strict unguarded
	r.Get("/h/both", both)                                           // want GET /h/both guarded droplet:read tag:read
	r.Get("/h/contains", contains)                                   // want GET /h/contains guarded droplet:read
	r.Get("/h/switch", switches)                                     // want GET /h/switch guarded droplet:read
	r.Get("/h/panics", panics)                                       // want GET /h/panics guarded droplet:read
	r.Get("/h/scopeless", scopeless)                                 // want GET /h/scopeless unguarded login
	r.Get("/h/external", external)                                   // want GET /h/external unproven (rejects)
	r.Get("/h/error", viaError)                                      // want GET /h/error guarded droplet:read
	r.Get("/h/told", told)                                           // want GET /h/told unproven (conditional)
	r.Get("/h/closure", func(http.ResponseWriter, *http.Request) {}) // want GET /h/closure unguarded
	r.Get("/h/circle", circle)                                       // want GET /h/circle guarded tag:read
	r.Method("GET", "/h/struct", &handler{scope: "tag:read"})        // want GET /h/struct guarded tag:read
}

// circle's wish holds itself, as request contexts do.
func circle(w http.ResponseWriter, r *http.Request) {
	c := &wish{scope: "tag:read"}
	c.outer = &wish{outer: c}
	if !c.granted(r, c) {
		deny(w, "tag:read")
		return
	}
}

type wish struct {
	outer *wish
	scope string
}

func (*wish) granted(r *http.Request, c *wish) bool { return elsewhere.Has(r, c.scope) }

func dominates(w http.ResponseWriter, r *http.Request) {
	if !elsewhere.Has(r, "droplet:read") {
		deny(w, "droplet:read")
		return
	}
}

// differs compares.
func differs(scope string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Scope") != scope {
			deny(w, scope)
			return
		}
		ok(w, r)
	}
}

// equals does more for some, and the same for all.
func equals(w http.ResponseWriter, r *http.Request) {
	if r.URL.Query().Get("as") == "droplet:read" {
		w.WriteHeader(http.StatusAccepted)
	}
}

// late checks in a branch of its own.
func late(w http.ResponseWriter, r *http.Request) {
	if r.URL.Query().Has("secret") {
		if !elsewhere.Has(r, "droplet:read") {
			return
		}
	}
}

func positive(w http.ResponseWriter, r *http.Request) {
	if elsewhere.Has(r, "droplet:read") {
		ok(w, r)
	} else {
		deny(w, "droplet:read")
	}
}

func more(w http.ResponseWriter, r *http.Request) {
	if elsewhere.Has(r, "droplet:read") {
		ok(w, r)
	}
	ok(w, r)
}

func logs(w http.ResponseWriter, r *http.Request) {
	log.Println("droplet:read")
	ok(w, r)
}

func either(w http.ResponseWriter, r *http.Request) {
	if !elsewhere.Has(r, "droplet:read") && !elsewhere.Has(r, "tag:read") {
		deny(w, "droplet:read")
		return
	}
}

func strict(w http.ResponseWriter, r *http.Request) {
	if os.Getenv("STRICT") != "" && !elsewhere.Has(r, "droplet:read") {
		return
	}
}

func both(w http.ResponseWriter, r *http.Request) {
	if !elsewhere.Has(r, "droplet:read") || !elsewhere.Has(r, "tag:read") {
		return
	}
}

func contains(w http.ResponseWriter, r *http.Request) {
	if !slices.Contains(r.Header["X-Scopes"], "droplet:read") {
		return
	}
}

func switches(w http.ResponseWriter, r *http.Request) {
	switch {
	case !elsewhere.Has(r, "droplet:read"):
		deny(w, "droplet:read")
		return
	}
}

func must(r *http.Request, scope string) {
	if !elsewhere.Has(r, scope) {
		panic(scope)
	}
}

func panics(w http.ResponseWriter, r *http.Request) {
	must(r, "droplet:read")
	ok(w, r)
}

func scopeless(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") == "" {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
}

func external(w http.ResponseWriter, r *http.Request) {
	if err := elsewhere.Check(r); err != nil {
		return
	}
}

type missing struct{}

func (missing) Error() string { return "missing" }

func demand(r *http.Request, scope string) error {
	if elsewhere.Has(r, scope) {
		return nil
	}
	return missing{}
}

func viaError(w http.ResponseWriter, r *http.Request) {
	err := demand(r, "droplet:read")
	if err != nil {
		deny(w, "droplet:read")
		return
	}
}

// told tells a scope to something that answers no question.
func told(w http.ResponseWriter, r *http.Request) {
	if err := elsewhere.Store("droplet:read"); err != nil {
		return
	}
}

type handler struct{ scope string }

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !elsewhere.Has(r, h.scope) {
		deny(w, h.scope)
		return
	}
}

var ok2 = http.HandlerFunc(ok)

// byMethod asks for another scope for each method.
func byMethod(resource string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			action := "read"
			switch r.Method {
			case http.MethodPost:
				action = "create"
			case http.MethodDelete:
				action = "delete"
			}
			if !elsewhere.Has(r, resource+":"+action) {
				deny(w, resource)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

type level int

const (
	reading level = iota
	writing
)

func byLevel(l level) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			granted := false
			if l == reading {
				granted = elsewhere.Has(r, "image:read")
			} else {
				granted = elsewhere.Has(r, "image:update")
			}
			if !granted {
				deny(w, "image")
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

// byLoop compares for itself.
func byLoop(want string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			granted := false
			for _, have := range r.Header.Values("Scope") {
				if have == want {
					granted = true
				}
			}
			if !granted {
				deny(w, want)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

// flag's variable is changed behind its back, so nothing is decided.
func flag() func(http.Handler) http.Handler {
	on := false
	set := func(b *bool) { *b = true }
	set(&on)
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if on {
				next.ServeHTTP(w, r)
				return
			}
			if !elsewhere.Has(r, "tag:read") {
				deny(w, "tag:read")
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

func preflight(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodOptions {
			next.ServeHTTP(w, r)
			return
		}
		if !elsewhere.Has(r, "droplet:read") {
			deny(w, "droplet:read")
			return
		}
		next.ServeHTTP(w, r)
	})
}

func bypass(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Internal") != "" {
			next.ServeHTTP(w, r)
			return
		}
		if !elsewhere.Has(r, "droplet:read") {
			deny(w, "droplet:read")
			return
		}
		next.ServeHTTP(w, r)
	})
}

func header(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Version", "2")
		next.ServeHTTP(w, r)
	})
}

func middlewares(auth bool, name string) {
	r := chi.NewRouter()
	handlers(r)
	branches(r)
	if auth {
		r.Use(elsewhere.Require("droplet:read"))
	}
	r.Get("/m/conditional", ok) // want GET /m/conditional unproven (conditional)

	r = chi.NewRouter()
	r.With(elsewhere.Middleware).Get("/m/opaque", ok)                               // want GET /m/opaque unproven (middleware)
	r.With(elsewhere.Require("droplet:read")).Get("/m/external", elsewhere.Handler) // want GET /m/external guarded droplet:read
	r.With(elsewhere.Require(elsewhere.Scope("x"))).Get("/m/computed", ok)          // want GET /m/computed unproven (computed)
	r.With(elsewhere.Require("droplet:"+name)).Get("/m/partly", ok)                 // want GET /m/partly unproven (computed)
	r.With(elsewhere.Admin).Get("/m/named", ok)                                     // want GET /m/named guarded
	r.With(bypass).Get("/m/bypass", ok)                                             // want GET /m/bypass unproven (conditional)
	r.With(preflight).Get("/m/preflight", ok)                                       // want GET /m/preflight guarded droplet:read
	r.With(preflight).Options("/m/preflight", ok)                                   // want OPTIONS /m/preflight unguarded
	r.With(preflight).Handle("/m/preflight/all", ok2)                               // want * /m/preflight/all unproven (conditional)
	r.With(byMethod("tag")).Get("/m/method", ok)                                    // want GET /m/method guarded tag:read
	r.With(byMethod("tag")).Post("/m/method", ok)                                   // want POST /m/method guarded tag:create
	r.With(byLevel(reading)).Get("/m/level", ok)                                    // want GET /m/level guarded image:read
	r.With(byLevel(writing)).Get("/m/level/2", ok)                                  // want GET /m/level/2 guarded image:update
	r.With(byLoop("image:delete")).Get("/m/loop", ok)                               // want GET /m/loop guarded image:delete
	r.With(flag()).Get("/m/flag", ok)                                               // want GET /m/flag unguarded
	r.With(header).Get("/m/header", ok)                                             // want GET /m/header unguarded
	r.With(elsewhere.Require("droplet:read", "tag:read")).Get("/m/list", ok)        // want GET /m/list guarded droplet:read tag:read
	r.Get("/m/wrapped", http.HandlerFunc(ok).ServeHTTP)                             // want GET /m/wrapped unguarded
	r.Handle("/m/handler", elsewhere.Require("tag:read")(http.HandlerFunc(ok)))     // want * /m/handler guarded tag:read
	r.Get(elsewhere.Path(), ok)                                                     // want-dynamic
	r.Get("/m/"+name+"/x", ok)                                                      // want-dynamic
}

// shared is reached with a guard and without, so it has none.
func shared(r chi.Router) {
	r.Get("/s/shared", ok) // want GET /s/shared unguarded
}

func twice() {
	r := chi.NewRouter()
	r.Group(func(r chi.Router) {
		r.Use(elsewhere.Require("tag:read"))
		shared(r)
	})
	shared(r)
}

// Outside is not called here, so nobody knows what guards its router.
func Outside(r chi.Router) {
	r.Get("/o/plain", ok)                                       // want GET /o/plain unproven (outside)
	r.With(elsewhere.Require("tag:read")).Get("/o/guarded", ok) // want GET /o/guarded guarded tag:read
}
