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

// held calls the handler where a scope of the caller's is the one that is asked for.
func held(scope string, h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		for _, s := range scopesOf(r) {
			if s == scope && r.Body != nil {
				h(w, r)
				return
			}
		}
		http.Error(w, "forbidden", http.StatusForbidden)
	}
}

// heldOrTrusted lets some pass whatever their scopes are.
func heldOrTrusted(scope string, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, s := range scopesOf(r) {
			if s == scope {
				h.ServeHTTP(w, r)
				return
			}
			if s == "*" {
				h.ServeHTTP(w, r)
				return
			}
		}
		http.Error(w, "forbidden", http.StatusForbidden)
	})
}

// heldOrAny is passed by another text, too.
func heldOrAny(scope string, h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		for _, s := range scopesOf(r) {
			if s == "*" || s == scope {
				h(w, r)
				return
			}
		}
		http.Error(w, "forbidden", http.StatusForbidden)
	}
}

// heldOrHanded hands the handler on.
func heldOrHanded(scope string, h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		for _, s := range scopesOf(r) {
			if s == scope {
				h(w, r)
				return
			}
		}
		elsewhere.Serve(h, w, r)
	}
}

// barred turns away who has the scope.
func barred(scope string, h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		for _, s := range scopesOf(r) {
			if s == scope {
				http.Error(w, "forbidden", http.StatusForbidden)
				return
			}
		}
		h(w, r)
	}
}

func scopesOf(r *http.Request) []string { return r.Header["X-Scopes"] }

func branches(r chi.Router) {
	r.Get("/b/held", held("droplet:read", ok))                       // want GET /b/held guarded droplet:read
	r.Get("/b/held/both", held("droplet:read", dominates))           // want GET /b/held/both guarded droplet:read
	r.Handle("/b/held/trusted", heldOrTrusted("droplet:read", ok2))  // want * /b/held/trusted guarded droplet:read
	r.Get("/b/held/any", heldOrAny("droplet:read", ok))              // want GET /b/held/any guarded droplet:read
	r.Get("/b/held/handed", heldOrHanded("droplet:read", ok))        // want GET /b/held/handed unproven (conditional, handler)
	r.Get("/b/held/barred", barred("droplet:read", ok))              // want GET /b/held/barred unguarded
	r.Handle("/b/field", &logged{next: http.HandlerFunc(dominates)}) // want * /b/field guarded droplet:read
	r.Handle("/b/field/open", &logged{next: ok2})                    // want * /b/field/open unguarded
	r.Get("/b/forwarded", forwarded(dominates))                      // want GET /b/forwarded unproven (conditional)
	r.Get("/b/forwarded/open", forwarded(ok))                        // want GET /b/forwarded/open unguarded
	r.Get("/b/forwarded/closed", forwarded(scopeless))               // want GET /b/forwarded/closed unproven (rejects)
	r.Get("/b/versions", versions(ok, dominates))                    // want GET /b/versions unproven (conditional)
	r.Get("/b/versions/open", versions(ok, logs))                    // want GET /b/versions/open unguarded
	r.Get("/b/previews", previews(ok, dominates))                    // want GET /b/previews unproven (conditional)
	r.Get("/b/mapped", mapped)                                       // want GET /b/mapped unguarded
	r.Get("/b/shown", shown)                                         // want GET /b/shown unguarded
	r.Get("/b/made", elsewhere.Made())                               // want GET /b/made unproven (handler)
	var again http.HandlerFunc
	again = func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Has("again") {
			again(w, r)
			return
		}
		dominates(w, r)
	}
	r.Get("/b/again", again)         // want GET /b/again unproven (conditional, handler)
	r.Get("/b/refused", asksRefused) // want GET /b/refused unguarded login
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
