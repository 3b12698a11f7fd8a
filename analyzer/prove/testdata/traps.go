package service

import (
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
)

func may(r *http.Request, scope string) bool { return true }

// want: open
func stub(w http.ResponseWriter, r *http.Request) {
	if !may(r, read) {
		refuse(w)
		return
	}
	serve(w, r)
}

func requireAll(wanted ...string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			for _, s := range wanted {
				if !has(r, s) {
					refuse(w)
					return
				}
			}
			next.ServeHTTP(w, r)
		})
	}
}

// want: open
func emptyRequirement(next http.Handler) http.Handler { return requireAll()(next) }

// want: open
func noSessionIsTrue(w http.ResponseWriter, r *http.Request) {
	allowed := func(t *token, scope string) bool { return t == nil || t.Grants[scope] }
	if !allowed(find(r), read) {
		refuse(w)
		return
	}
	serve(w, r)
}

func (t *token) can(scope string) bool {
	if t == nil {
		return true
	}
	return t.Grants[scope]
}

// want: open
func nilReceiver(w http.ResponseWriter, r *http.Request) {
	if !find(r).can(read) {
		refuse(w)
		return
	}
	serve(w, r)
}

func lax(r *http.Request, scope string) error {
	if bearer(r) == "" {
		return nil
	}
	if !has(r, scope) {
		return errScope
	}
	return nil
}

// want: open
func nilErrorWithoutToken(w http.ResponseWriter, r *http.Request) {
	if err := lax(r, read); err != nil {
		refuse(w)
		return
	}
	serve(w, r)
}

// want: open
func audited(w http.ResponseWriter, r *http.Request) {
	tokens.Log(r.URL.Path, read)
	serve(w, r)
}

// want: login
func auditedBehindLogin(next http.Handler) http.Handler {
	return logged(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(os.Stderr, r.URL.Path, read, has(r, read))
		next.ServeHTTP(w, r)
	}))
}

// want: open
func validated(w http.ResponseWriter, r *http.Request) {
	if scope := read; !strings.Contains(scope, ":") || len(scope) > 64 {
		refuse(w)
		return
	}
	serve(w, r)
}

// want: open
func knownScopes(w http.ResponseWriter, r *http.Request) {
	if !slices.Contains([]string{read, write}, read) {
		refuse(w)
		return
	}
	serve(w, r)
}

// want: unproven self
func askedFor(w http.ResponseWriter, r *http.Request) {
	if r.FormValue("scope") != read {
		refuse(w)
		return
	}
	serve(w, r)
}

// want: login
func anotherInLoop(next http.Handler) http.Handler {
	return logged(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, s := range current(r.Context()).Scopes {
			if s == read {
				refuse(w)
				return
			}
		}
		next.ServeHTTP(w, r)
	}))
}

// want: open
func differsInLoop(w http.ResponseWriter, r *http.Request) {
	for _, s := range scopes(r) {
		if s != read {
			refuse(w)
			return
		}
	}
	serve(w, r)
}

// want: open
func behindNext(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r)
		if !has(r, read) {
			refuse(w)
		}
	})
}

// want: open
func deferred(w http.ResponseWriter, r *http.Request) {
	defer func() {
		if !has(r, read) {
			refuse(w)
		}
	}()
	serve(w, r)
}

// want: open
func goroutine(w http.ResponseWriter, r *http.Request) {
	go func() {
		if !has(r, read) {
			refuse(w)
		}
	}()
	serve(w, r)
}

// want: open
func refusalGoesOn(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !has(r, read) {
			refuse(w)
		}
		next.ServeHTTP(w, r)
	})
}

// want: open
func inverted(w http.ResponseWriter, r *http.Request) {
	if has(r, read) {
		refuse(w)
		return
	}
	serve(w, r)
}

// want: guarded notes:write
func lastOneWins(w http.ResponseWriter, r *http.Request) {
	ok := false
	for _, s := range []string{read, write} {
		ok = has(r, s)
	}
	if !ok {
		refuse(w)
		return
	}
	serve(w, r)
}

// want: open
func shadowedError(w http.ResponseWriter, r *http.Request) {
	var err error
	if bearer(r) != "" {
		err := check(r, read)
		_ = err
	}
	if err != nil {
		refuse(w)
		return
	}
	serve(w, r)
}

// want: open
func swallowed(w http.ResponseWriter, r *http.Request) {
	guarded := func(scope string) error {
		if err := check(r, scope); err != nil {
			tokens.Log(err.Error())
		}
		return nil
	}
	if guarded(read) != nil {
		refuse(w)
		return
	}
	serve(w, r)
}

// want: open
func forgotten(w http.ResponseWriter, r *http.Request) {
	check(r, read)
	serve(w, r)
}

// want: guarded notes:read
func silentReturn(w http.ResponseWriter, r *http.Request) {
	if !has(r, read) {
		return
	}
	serve(w, r)
}

// want: open
func silentFallthrough(w http.ResponseWriter, r *http.Request) {
	if !has(r, read) {
		tokens.Log("refused")
	}
	serve(w, r)
}

// want: open
func breakOnly(w http.ResponseWriter, r *http.Request) {
	for range 1 {
		if !has(r, read) {
			break
		}
	}
	serve(w, r)
}

// want: open
func mints(w http.ResponseWriter, r *http.Request) {
	t := token{Scopes: []string{read, write}}
	if !slices.Contains(t.Scopes, read) {
		refuse(w)
		return
	}
	fmt.Fprint(w, strings.Join(t.Scopes, " "))
}

// want: unproven condition
func roleBypass(w http.ResponseWriter, r *http.Request) {
	if t := find(r); t == nil || t.Role != "admin" && !t.Grants[read] {
		refuse(w)
		return
	}
	serve(w, r)
}

// want: unproven condition
func subjectBypass(w http.ResponseWriter, r *http.Request) {
	if t := find(r); t == nil || t.Subject != r.PathValue("owner") && !t.Grants[read] {
		refuse(w)
		return
	}
	serve(w, r)
}

// want: unproven condition
func configBypass(w http.ResponseWriter, r *http.Request) {
	if !debug && !has(r, read) {
		refuse(w)
		return
	}
	serve(w, r)
}

// want: unproven condition
func headerBypass(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("X-Internal") == "" && !has(r, read) {
		refuse(w)
		return
	}
	serve(w, r)
}

// want: unproven condition
func queryBypass(w http.ResponseWriter, r *http.Request) {
	if r.URL.Query().Get("preview") != "1" && !has(r, read) {
		refuse(w)
		return
	}
	serve(w, r)
}

// want: open
func prefixOfEmpty(w http.ResponseWriter, r *http.Request) {
	if t := find(r); t != nil && !strings.HasPrefix(read, t.Scope) {
		refuse(w)
		return
	}
	serve(w, r)
}

// want: login
func scopeHasAny(w http.ResponseWriter, r *http.Request) {
	if t := find(r); t == nil || !strings.HasPrefix(read, t.Scope) {
		refuse(w)
		return
	}
	serve(w, r)
}

// want: login
func lengths(w http.ResponseWriter, r *http.Request) {
	t := find(r)
	if t == nil || len(t.Scopes) > len([]string{read}) {
		refuse(w)
		return
	}
	serve(w, r)
}

// want: login
func loginOnly(next http.Handler) http.Handler { return logged(next) }

// want: login
func revoked(next http.Handler) http.Handler {
	return logged(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if current(r.Context()).Revoked {
			refuse(w)
			return
		}
		next.ServeHTTP(w, r)
	}))
}

// want: open
func notFound(w http.ResponseWriter, r *http.Request) {
	if r.PathValue("id") == "" {
		http.NotFound(w, r)
		return
	}
	serve(w, r)
}

// want: open
func recoveredAndServed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		func() {
			defer func() { recover() }()
			mustHave(r, read)
		}()
		next.ServeHTTP(w, r)
	})
}

// want: open
func sharedList(next http.Handler) http.Handler {
	var wanted []string
	add := func(list []string, s string) { list = append(list, s) }
	add(wanted, read)
	return requireAll(wanted...)(next)
}

// want: open
func orTrue(w http.ResponseWriter, r *http.Request) {
	if has(r, read) || bearer(r) == "" || find(r) == nil {
		serve(w, r)
		return
	}
	refuse(w)
}

// want: open
func emptyScopeGranted(w http.ResponseWriter, r *http.Request) {
	granted := map[string]bool{"": true}
	for _, s := range scopes(r) {
		granted[s] = true
	}
	if granted[strings.TrimPrefix(read, read)] {
		serve(w, r)
		return
	}
	refuse(w)
}

// want: open
func typedNil(w http.ResponseWriter, r *http.Request) {
	var failed *scopeError
	if !has(r, read) && failed != nil {
		refuse(w)
		return
	}
	serve(w, r)
}

// want: open
func answersFirst(w http.ResponseWriter, r *http.Request) {
	serve(w, r)
	if !has(r, read) {
		refuse(w)
		return
	}
}

// want: login
func lastTokenWins(next http.Handler) http.Handler {
	return logged(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ok := false
		for _, s := range current(r.Context()).Scopes {
			ok = s == read
			ok = s != write
		}
		if len(current(r.Context()).Scopes) > 0 && !ok {
			refuse(w)
			return
		}
		next.ServeHTTP(w, r)
	}))
}

// want: login
func moreForScope(next http.Handler) http.Handler {
	return logged(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		tokens.Log("delete", r.PathValue("id"))
		if current(r.Context()).Grants[read] {
			next.ServeHTTP(w, r)
		}
	}))
}

// want: login
func detailsForScope(w http.ResponseWriter, r *http.Request) {
	t := find(r)
	if t == nil {
		refuse(w)
		return
	}
	tokens.Log("delete", r.PathValue("id"))
	if t.Grants[read] {
		serve(w, r)
	}
}

// want: guarded notes:read
func silentGrants(w http.ResponseWriter, r *http.Request) {
	t := find(r)
	if t == nil {
		return
	}
	for _, s := range t.Scopes {
		if s == read {
			serve(w, r)
		}
	}
}

// want: guarded notes:read
func silentMiddleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if has(r, read) {
			next.ServeHTTP(w, r)
		}
	})
}

// want: open
func silentWork(w http.ResponseWriter, r *http.Request) {
	if has(r, read) {
		serve(w, r)
		return
	}
	tokens.Log("delete", r.PathValue("id"))
}

var seen = make(map[string]int)

// want: open
func silentCount(w http.ResponseWriter, r *http.Request) {
	if has(r, read) {
		serve(w, r)
		return
	}
	seen[r.PathValue("id")]++
}

// want: open
func nothing(w http.ResponseWriter, r *http.Request) {}

// want: login
func sessionOnly(w http.ResponseWriter, r *http.Request) {
	if sessions[r.Header.Get("Token")] == nil {
		refuse(w)
		return
	}
	serve(w, r)
}

var published = make(map[string]bool)

func publish(id string) { published[id] = true }

// want: unproven check
func publishedOnly(w http.ResponseWriter, r *http.Request) {
	if !published[r.PathValue("id")] {
		refuse(w)
		return
	}
	serve(w, r)
}
