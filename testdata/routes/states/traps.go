package states

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"github.com/go-chi/chi/v5"
)

// Code that looks like a guard and is none, beside the same done right.

type claims struct{ Scopes []string }

type claimsKey struct{}

var errDenied = errors.New("denied")

type refusal struct{ denied bool }

func (e *refusal) Error() string { return "refused" }

func (e *refusal) Is(target error) bool { return e.denied && target == errDenied }

func claimsOf(r *http.Request) *claims {
	c, _ := r.Context().Value(claimsKey{}).(*claims)
	return c
}

func verified(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "" {
			r = r.WithContext(context.WithValue(r.Context(), claimsKey{}, lookUp(r.Header.Get("Authorization"))))
		}
		next.ServeHTTP(w, r)
	})
}

var accounts = map[string]*claims{}

func lookUp(token string) *claims { return accounts[token] }

func refuse(w http.ResponseWriter, r *http.Request, scope string) bool {
	c := claimsOf(r)
	if c == nil || !slices.Contains(c.Scopes, scope) {
		http.Error(w, "forbidden", http.StatusForbidden)
		return true
	}
	return false
}

type wrapper = func(http.Handler) http.Handler

func strictly(scope string) wrapper {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !refuse(w, r, scope) {
				next.ServeHTTP(w, r)
			}
		})
	}
}

// loosely lets those pass who have no claims.
func loosely(scope string) wrapper {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if c := claimsOf(r); c != nil && !slices.Contains(c.Scopes, scope) {
				http.Error(w, "forbidden", http.StatusForbidden)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

// answers refuses without a return.
func answers(scope string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		refuse(w, r, scope)
		w.Write([]byte("data"))
	}
}

// texts writes a text behind the status.
func texts(scope string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if c := claimsOf(r); c == nil || !slices.Contains(c.Scopes, scope) {
			w.WriteHeader(http.StatusForbidden)
			w.Write([]byte("forbidden"))
			return
		}
		w.Write([]byte("data"))
	}
}

func compared(check func(*claims, string) error, scope string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := check(claimsOf(r), scope); errors.Is(err, errDenied) {
			http.Error(w, err.Error(), http.StatusForbidden)
			return
		}
		w.Write([]byte("data"))
	}
}

func wrapping(c *claims, scope string) error {
	if c == nil || !slices.Contains(c.Scopes, scope) {
		return fmt.Errorf("%s: %w", scope, errDenied)
	}
	return nil
}

func quoting(c *claims, scope string) error {
	if c == nil || !slices.Contains(c.Scopes, scope) {
		return fmt.Errorf("%s: %v", scope, errDenied)
	}
	return nil
}

func typing(c *claims, scope string) error {
	if c == nil || !slices.Contains(c.Scopes, scope) {
		return &refusal{denied: true}
	}
	return nil
}

type switched struct {
	scope string
	off   bool
}

func (s *switched) around(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !s.off && refuse(w, r, s.scope) {
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (s switched) copied() { s.off = true }

func silence(all ...*switched) {
	for _, s := range all {
		s.off = true
	}
}

// passOn and handOver call each other, and the next handler in the end.
func passOn(w http.ResponseWriter, r *http.Request, next http.Handler, turns int) {
	if turns == 0 {
		next.ServeHTTP(w, r)
		return
	}
	handOver(w, r, next, turns-1)
}

func handOver(w http.ResponseWriter, r *http.Request, next http.Handler, turns int) {
	passOn(w, r, next, turns)
}

// debugs is what does not decide after a refusal.
func debugs(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Debug") != "" {
		w.Header().Set("X-Debug", "1")
	}
}

func passedOn(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		refuse(w, r, "tag:read")
		debugs(w, r)
		passOn(w, r, next, 1)
	})
}

func handedOver(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		refuse(w, r, "tag:read")
		debugs(w, r)
		handOver(w, r, next, 1)
	})
}

// watched only logs what was refused.
func watched(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if refuse(w, r, "tag:read") {
			debugs(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// typed makes handlers of functions of any type.
func typed[T any](scope string, f func() T) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if refuse(w, r, scope) {
			return
		}
		fmt.Fprint(w, f())
	}
}

func count() int { return 1 }

func traps(early bool) http.Handler {
	r := chi.NewRouter()
	r.Use(verified)
	r.With(strictly("tag:read")).Get("/z/strict", ok) // want GET /z/strict guarded tag:read
	r.With(loosely("tag:read")).Get("/z/loose", ok)   // want GET /z/loose unguarded
	r.Get("/z/answers", answers("tag:read"))          // want GET /z/answers unguarded
	r.Get("/z/texts", texts("tag:read"))              // want GET /z/texts guarded tag:read
	r.Get("/z/wrap", compared(wrapping, "tag:read"))  // want GET /z/wrap guarded tag:read
	r.Get("/z/quote", compared(quoting, "tag:read"))  // want GET /z/quote unguarded
	r.Get("/z/type", compared(typing, "tag:read"))    // want GET /z/type guarded tag:read
	r.Get("/z/generic", typed("tag:read", count))     // want GET /z/generic guarded tag:read

	r.With(passedOn).Get("/z/passed", ok)   // want GET /z/passed unguarded
	r.With(handedOver).Get("/z/handed", ok) // want GET /z/handed unguarded
	r.With(watched).Get("/z/watched", ok)   // want GET /z/watched guarded tag:read

	base := append(make([]wrapper, 0, 4), verified)
	first := append(base, strictly("tag:read"))
	second := append(base, verified)       // in the place of the guard
	r.With(first...).Get("/z/first", ok)   // want GET /z/first unguarded
	r.With(second...).Get("/z/second", ok) // want GET /z/second unguarded
	full := append(base[:1:1], strictly("tag:read"))
	_ = append(base, verified)
	r.With(full...).Get("/z/full", ok) // want GET /z/full guarded tag:read
	replaced := []wrapper{strictly("tag:read"), verified}
	replaced[0] = replaced[1]
	r.With(replaced...).Get("/z/replaced", ok) // want GET /z/replaced unguarded

	on, off, same := &switched{scope: "tag:read"}, &switched{scope: "tag:read"}, &switched{scope: "tag:read"}
	r.With(on.around).Get("/z/on", ok)     // want GET /z/on guarded tag:read
	r.With(off.around).Get("/z/off", ok)   // want GET /z/off unproven (conditional)
	r.With(same.around).Get("/z/same", ok) // want GET /z/same guarded tag:read
	silence(off)
	same.copied()

	if early {
		r.Get("/z/either", ok) // want GET /z/either unguarded
	} else {
		r.With(strictly("tag:read")).Get("/z/either", ok) // want GET /z/either unproven (conditional)
	}
	return r
}
