package states

import (
	"net/http"
	"os"

	"github.com/go-chi/chi/v5"

	"states/elsewhere"
	"states/web"
)

// Handlers that others call, in all of their branches or in some.

// logged calls the handler that a field holds.
type logged struct{ next http.Handler }

func (l *logged) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Logged", "1")
	l.next.ServeHTTP(w, r)
}

// forwarded calls the handler in branches only.
func forwarded(h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Standby") == "" {
			h(w, r)
			return
		}
		if os.Getenv("LEADER") != "" {
			h(w, r)
		}
	}
}

// versions calls one handler or the other.
func versions(one, two http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Version") == "1" {
			one(w, r)
		} else {
			two(w, r)
		}
	}
}

// refused answers by itself where it says yes.
func refused(w http.ResponseWriter, r *http.Request) bool {
	if r.Header.Get("Authorization") != "" {
		return false
	}
	w.WriteHeader(http.StatusUnauthorized)
	return true
}

// shown looks at a status that the router makes of an error.
func shown(w http.ResponseWriter, r *http.Request) {
	if web.Status(http.ErrNoCookie) == 0 {
		return
	}
}

// mapped answers with a status that code elsewhere makes of an error.
func mapped(w http.ResponseWriter, r *http.Request) {
	if err := http.ErrNoCookie; answered(w, err) {
		return
	}
	ok(w, r)
}

func answered(w http.ResponseWriter, err error) bool {
	status := elsewhere.Status(err)
	if status == 0 {
		return false
	}
	w.WriteHeader(status)
	return true
}

func asksRefused(w http.ResponseWriter, r *http.Request) {
	if refused(w, r) {
		return
	}
	ok(w, r)
}

// previews lets some requests go elsewhere.
func previews(preview, h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Preview") != "" {
			preview(w, r)
			return
		}
		h(w, r)
	}
}

func branches(r chi.Router) {
	r.Handle("/b/field", &logged{next: http.HandlerFunc(dominates)}) // want * /b/field guarded droplet:read
	r.Handle("/b/field/open", &logged{next: ok2})                    // want * /b/field/open unguarded
	r.Get("/b/forwarded", forwarded(dominates))                      // want GET /b/forwarded guarded droplet:read
	r.Get("/b/forwarded/open", forwarded(ok))                        // want GET /b/forwarded/open unguarded
	r.Get("/b/forwarded/closed", forwarded(scopeless))               // want GET /b/forwarded/closed unproven (rejects)
	r.Get("/b/versions", versions(ok, dominates))                    // want GET /b/versions unproven (conditional)
	r.Get("/b/versions/open", versions(ok, logs))                    // want GET /b/versions/open unguarded
	r.Get("/b/previews", previews(ok, dominates))                    // want GET /b/previews unproven (conditional)
	r.Get("/b/mapped", mapped)                                       // want GET /b/mapped unproven (rejects)
	r.Get("/b/shown", shown)                                         // want GET /b/shown unguarded
	r.Get("/b/made", elsewhere.Made())                               // want GET /b/made unproven (handler)
	r.Get("/b/refused", asksRefused)                                 // want GET /b/refused unproven (rejects)
}

// A backend is what the service needs of another one; clients implement it too.
type backend interface {
	read(w http.ResponseWriter, r *http.Request)
}

type (
	local  struct{ root string }
	remote struct{ url string }
)

func newLocal() (*local, error) { return &local{}, nil }

func (*local) read(w http.ResponseWriter, r *http.Request) { dominates(w, r) }

func (*remote) read(w http.ResponseWriter, r *http.Request) {}

func service(r chi.Router, b backend) {
	r.Get("/b/service", b.read) // want GET /b/service guarded droplet:read
}

func wrappedEntries() {
	r := chi.NewRouter()
	for _, e := range []entry{entryOf("/b/entry", http.HandlerFunc(dominates))} {
		r.Handle(e.at, e.handler) // want * /b/entry guarded droplet:read
	}
	l, err := newLocal()
	if err != nil {
		return
	}
	service(r, l)
}

type entry struct {
	at      string
	handler http.Handler
}

func entryOf(at string, handler http.Handler) entry { return entry{at, handler} }
