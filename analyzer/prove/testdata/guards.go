package service

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// want: guarded notes:read
func contains(w http.ResponseWriter, r *http.Request) {
	if !slices.Contains(scopes(r), read) {
		refuse(w)
		return
	}
	serve(w, r)
}

// want: guarded notes:read
func mapIndex(w http.ResponseWriter, r *http.Request) {
	t := find(r)
	if t == nil || !t.Grants[read] {
		refuse(w)
		return
	}
	serve(w, r)
}

// want: guarded notes:read
func mapCommaOK(w http.ResponseWriter, r *http.Request) {
	granted := make(map[string]struct{})
	for _, s := range scopes(r) {
		granted[s] = struct{}{}
	}
	if _, ok := granted[read]; ok {
		serve(w, r)
		return
	}
	refuse(w)
}

// want: guarded all notes:read notes:write
func labels(w http.ResponseWriter, r *http.Request) {
	granted := scopes(r)
wanted:
	for _, want := range []string{read, write} {
		for _, have := range granted {
			if have == want {
				continue wanted
			}
		}
		refuse(w)
		return
	}
	serve(w, r)
}

// want: guarded notes:read notes:write
func flags(w http.ResponseWriter, r *http.Request) {
	found := false
outer:
	for _, have := range scopes(r) {
		for _, want := range []string{read, write} {
			if have == want {
				found = true
				break outer
			}
		}
	}
	if found {
		serve(w, r)
	} else {
		w.WriteHeader(http.StatusForbidden)
	}
}

func missing(have []string, want ...string) []string {
	var lacks []string
	for _, s := range want {
		if !slices.Contains(have, s) {
			lacks = append(lacks, s)
		}
	}
	return lacks
}

// want: guarded all notes:read notes:write
func missingList(w http.ResponseWriter, r *http.Request) {
	if lacks := missing(scopes(r), read, write); len(lacks) > 0 {
		http.Error(w, "missing "+strings.Join(lacks, ", "), http.StatusForbidden)
		return
	}
	serve(w, r)
}

// want: guarded notes:read
func containsFunc(w http.ResponseWriter, r *http.Request) {
	if slices.ContainsFunc(scopes(r), func(s string) bool { return s == read }) {
		serve(w, r)
		return
	}
	refuse(w)
}

// want: guarded notes:write
func indexFunc(w http.ResponseWriter, r *http.Request) {
	if slices.IndexFunc(scopes(r), func(s string) bool { return strings.EqualFold(s, write) }) < 0 {
		refuse(w)
		return
	}
	serve(w, r)
}

// want: guarded notes:write
func index(w http.ResponseWriter, r *http.Request) {
	if i := slices.Index(scopes(r), write); i == -1 {
		refuse(w)
		return
	}
	serve(w, r)
}

// want: guarded notes:read
func fields(w http.ResponseWriter, r *http.Request) {
	t := find(r)
	if t == nil {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	for _, s := range strings.Fields(t.Scope) {
		if s == read {
			serve(w, r)
			return
		}
	}
	refuse(w)
}

// want: guarded notes:read
func padded(w http.ResponseWriter, r *http.Request) {
	if t := find(r); t == nil || !strings.Contains(" "+t.Scope+" ", " "+read+" ") {
		refuse(w)
		return
	}
	serve(w, r)
}

// want: guarded notes:read
func split(w http.ResponseWriter, r *http.Request) {
	t := find(r)
	if t == nil {
		refuse(w)
		return
	}
	rest := t.Scope
	for rest != "" {
		var s string
		s, rest, _ = strings.Cut(rest, " ")
		if s == read {
			serve(w, r)
			return
		}
	}
	refuse(w)
}

type verdict int

const (
	deny verdict = iota
	allow
)

func judge(r *http.Request, scope string) verdict {
	if has(r, scope) {
		return allow
	}
	return deny
}

// want: guarded notes:read
func verdictValue(w http.ResponseWriter, r *http.Request) {
	switch judge(r, read) {
	case allow:
		serve(w, r)
	default:
		refuse(w)
	}
}

type decision struct {
	Allowed bool
	Reason  string
}

func decide(r *http.Request, scope string) decision {
	d := decision{Reason: scope + " is missing"}
	if has(r, scope) {
		d.Allowed, d.Reason = true, ""
	}
	return d
}

// want: guarded notes:write
func structValue(w http.ResponseWriter, r *http.Request) {
	if d := decide(r, write); !d.Allowed {
		http.Error(w, d.Reason, http.StatusForbidden)
		return
	}
	serve(w, r)
}

// want: guarded notes:read
func verdictText(w http.ResponseWriter, r *http.Request) {
	why := ""
	if !has(r, read) {
		why = "scope is missing"
	}
	if why != "" {
		http.Error(w, why, http.StatusForbidden)
		return
	}
	serve(w, r)
}

// want: guarded notes:read notes:write
func switchDefault(w http.ResponseWriter, r *http.Request) {
	granted := scopes(r)
	switch {
	case slices.Contains(granted, read), slices.Contains(granted, write):
	default:
		refuse(w)
		return
	}
	serve(w, r)
}

// want: guarded notes:read notes:write
func switchScope(w http.ResponseWriter, r *http.Request) {
	for _, s := range scopes(r) {
		switch s {
		case read, write:
			serve(w, r)
			return
		}
	}
	refuse(w)
}

const (
	bitRead uint8 = 1 << iota
	bitWrite
)

var bits = map[string]uint8{read: bitRead, write: bitWrite}

func mask(granted []string) (m uint8) {
	for _, s := range granted {
		m |= bits[s]
	}
	return m
}

// want: guarded notes:write
func bitMask(w http.ResponseWriter, r *http.Request) {
	if mask(scopes(r))&bitWrite == 0 {
		refuse(w)
		return
	}
	serve(w, r)
}

func level(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead:
		return "read"
	}
	return "write"
}

func byMethod(resource string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !has(r, resource+":"+level(r.Method)) {
				refuse(w)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

// want: guarded notes:write
func resourceAndLevel(next http.Handler) http.Handler { return byMethod("notes")(next) }

// want: guarded notes:read
func formatted(w http.ResponseWriter, r *http.Request) {
	if has(r, fmt.Sprintf("%s:%s", "notes", "read")) {
		serve(w, r)
		return
	}
	refuse(w)
}

type predicate func([]string) bool

func one(scope string) predicate {
	return func(granted []string) bool { return slices.Contains(granted, scope) }
}

func anyOf(ps ...predicate) predicate {
	return func(granted []string) bool {
		for _, p := range ps {
			if p(granted) {
				return true
			}
		}
		return false
	}
}

func allOf(ps ...predicate) predicate {
	return func(granted []string) bool {
		for _, p := range ps {
			if !p(granted) {
				return false
			}
		}
		return true
	}
}

func require(p predicate) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !p(scopes(r)) {
				refuse(w)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

// want: guarded notes:read notes:write
func either(next http.Handler) http.Handler { return require(anyOf(one(read), one(write)))(next) }

// want: guarded all notes:read notes:write
func both(next http.Handler) http.Handler { return require(allOf(one(read), one(write)))(next) }

type rule interface{ Eval(granted []string) bool }

type (
	needs string
	every []rule
)

func (n needs) Eval(granted []string) bool { return slices.Contains(granted, string(n)) }

func (e every) Eval(granted []string) bool {
	for _, r := range e {
		if !r.Eval(granted) {
			return false
		}
	}
	return true
}

// want: guarded all notes:read notes:write
func evaluator(next http.Handler) http.Handler {
	var policy rule = every{needs(read), needs(write)}
	return require(policy.Eval)(next)
}

func contain[S ~string](granted []S, want S) bool {
	for _, s := range granted {
		if s == want {
			return true
		}
	}
	return false
}

type set[T comparable] map[T]struct{}

func setOf[T comparable](elems []T) set[T] {
	s := make(set[T])
	for _, e := range elems {
		s[e] = struct{}{}
	}
	return s
}

func (s set[T]) has(e T) bool { _, ok := s[e]; return ok }

// want: guarded notes:read
func genericFunc(w http.ResponseWriter, r *http.Request) {
	if !contain(scopes(r), read) {
		refuse(w)
		return
	}
	serve(w, r)
}

// want: guarded notes:read
func genericSet(w http.ResponseWriter, r *http.Request) {
	if !setOf(scopes(r)).has(read) {
		refuse(w)
		return
	}
	serve(w, r)
}

func check(r *http.Request, scope string) error {
	t, err := verify(r)
	if err != nil {
		return fmt.Errorf("verify: %w", err)
	}
	if !slices.Contains(t.Scopes, scope) {
		return fmt.Errorf("%s: %w", scope, errScope)
	}
	return nil
}

// want: guarded notes:read
func errorPlain(w http.ResponseWriter, r *http.Request) {
	if err := check(r, read); err != nil {
		http.Error(w, err.Error(), http.StatusForbidden)
		return
	}
	serve(w, r)
}

// want: guarded notes:read
func errorWrapped(w http.ResponseWriter, r *http.Request) {
	switch err := check(r, read); {
	case errors.Is(err, errScope):
		refuse(w)
	case err != nil:
		w.WriteHeader(http.StatusUnauthorized)
	default:
		serve(w, r)
	}
}

type scopeError struct{ scope string }

func (e *scopeError) Error() string { return e.scope }

// want: guarded notes:read
func errorType(w http.ResponseWriter, r *http.Request) {
	err := func() error {
		if !has(r, read) {
			return fmt.Errorf("check: %w", &scopeError{read})
		}
		return nil
	}()
	var lacks *scopeError
	if errors.As(err, &lacks) {
		http.Error(w, lacks.scope, http.StatusForbidden)
		return
	}
	serve(w, r)
}

func recovering(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if v := recover(); v != nil {
				refuse(w)
			}
		}()
		next.ServeHTTP(w, r)
	})
}

func mustHave(r *http.Request, scope string) {
	if !has(r, scope) {
		panic(errScope)
	}
}

// want: guarded notes:write
func panics(next http.Handler) http.Handler {
	return recovering(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mustHave(r, write)
		next.ServeHTTP(w, r)
	}))
}

// want: guarded notes:write
func panicUnrecovered(w http.ResponseWriter, r *http.Request) {
	mustHave(r, write)
	serve(w, r)
}

// want: guarded notes:read
func fromContext(next http.Handler) http.Handler {
	return logged(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if t := current(r.Context()); t == nil || !t.Grants[read] {
			refuse(w)
			return
		}
		next.ServeHTTP(w, r)
	}))
}

// want: guarded notes:read
func listInContext(next http.Handler) http.Handler {
	type listKey struct{}
	inner := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		have, _ := r.Context().Value(listKey{}).([]string)
		if !slices.Contains(have, read) {
			refuse(w)
			return
		}
		next.ServeHTTP(w, r)
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		inner.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), listKey{}, scopes(r))))
	})
}

type options struct {
	scopes []string
	any    bool
}

type option func(*options)

func withScopes(ss ...string) option { return func(o *options) { o.scopes = append(o.scopes, ss...) } }
func withAny() option                { return func(o *options) { o.any = true } }

func protect(opts ...option) func(http.Handler) http.Handler {
	var o options
	for _, opt := range opts {
		opt(&o)
	}
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			n := 0
			for _, s := range o.scopes {
				if has(r, s) {
					n++
				}
			}
			if o.any && n == 0 || !o.any && n < len(o.scopes) {
				refuse(w)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

// want: guarded notes:read notes:write
func optionsAny(next http.Handler) http.Handler {
	return protect(withScopes(read, write), withAny())(next)
}

// want: guarded all notes:read notes:write
func optionsAll(next http.Handler) http.Handler {
	return protect(withScopes(read), withScopes(write))(next)
}

type guard struct {
	next  http.Handler
	scope string
}

func (g *guard) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !has(r, g.scope) {
		refuse(w)
		return
	}
	g.next.ServeHTTP(w, r)
}

// want: guarded notes:write
func handlerType(next http.Handler) http.Handler { return &guard{next: next, scope: write} }

// want: guarded notes:read
func closureCheck(w http.ResponseWriter, r *http.Request) {
	t := find(r)
	can := func(scope string) bool { return t != nil && t.Grants[scope] }
	if can(read) {
		serve(w, r)
		return
	}
	refuse(w)
}

// want: guarded notes:read
func earlyCollect(w http.ResponseWriter, r *http.Request) {
	ok := false
	for _, s := range scopes(r) {
		ok = ok || s == read
	}
	if !ok {
		refuse(w)
		return
	}
	serve(w, r)
}

// want: guarded notes:read
func counter(w http.ResponseWriter, r *http.Request) {
	n := 0
	for _, s := range scopes(r) {
		if s == read {
			n++
		}
	}
	if n == 0 {
		refuse(w)
		return
	}
	serve(w, r)
}

// want: guarded notes:read
func redirected(w http.ResponseWriter, r *http.Request) {
	if !has(r, read) {
		http.Redirect(w, r, "/login", http.StatusSeeOther)
		return
	}
	serve(w, r)
}

// want: guarded notes:read
func gotoEnd(w http.ResponseWriter, r *http.Request) {
	if !has(r, read) {
		goto refused
	}
	serve(w, r)
	return
refused:
	refuse(w)
}

// want: guarded notes:read
func named(w http.ResponseWriter, r *http.Request) {
	check := func() (ok bool) {
		defer func() { ok = ok && has(r, read) }()
		return true
	}
	if !check() {
		refuse(w)
		return
	}
	serve(w, r)
}

// Sessions are opened elsewhere.
var sessions = make(map[string]*token)

func open(secret string, t *token) { sessions[secret] = t }

// want: guarded notes:read
func sessionTable(w http.ResponseWriter, r *http.Request) {
	if s, ok := sessions[r.Header.Get("Token")]; !ok || !slices.Contains(s.Scopes, read) {
		refuse(w)
		return
	}
	serve(w, r)
}

var looks = []http.HandlerFunc{look}

func look(w http.ResponseWriter, r *http.Request) { _ = r.URL.Path }

// want: guarded notes:read
func looksFirst(w http.ResponseWriter, r *http.Request) {
	for _, f := range looks {
		f(w, r)
	}
	if !has(r, read) {
		refuse(w)
		return
	}
	serve(w, r)
}
