// Package service is what the forms of this folder have in common: who asks,
// what they may, and the handler behind the middlewares.
package service

import (
	"context"
	"errors"
	"net/http"
	"os"
	"slices"
	"strings"
)

const (
	read  = "notes:read"
	write = "notes:write"
)

type token struct {
	Subject string
	Role    string
	Scope   string // separated by spaces
	Scopes  []string
	Grants  map[string]bool
	Bits    uint8
	Revoked bool
}

// A store is implemented elsewhere.
type store interface {
	Find(secret string) (*token, error)
	Log(what ...string)
}

var tokens store

func use(s store) { tokens = s }

type key struct{}

var (
	errNoToken = errors.New("no token")
	errScope   = errors.New("scope is missing")
)

func bearer(r *http.Request) string {
	s, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok {
		return ""
	}
	return s
}

// find returns the request's token, or nil.
func find(r *http.Request) *token {
	secret := bearer(r)
	if secret == "" {
		return nil
	}
	t, err := tokens.Find(secret)
	if err != nil {
		return nil
	}
	return t
}

func verify(r *http.Request) (*token, error) {
	secret := bearer(r)
	if secret == "" {
		return nil, errNoToken
	}
	return tokens.Find(secret)
}

// scopes lists what the request's token grants.
func scopes(r *http.Request) []string {
	t := find(r)
	if t == nil {
		return nil
	}
	return t.Scopes
}

// logged puts the token of the request into its context.
func logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		t := find(r)
		if t == nil {
			http.Error(w, "no token", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), key{}, t)))
	})
}

func current(ctx context.Context) *token {
	t, _ := ctx.Value(key{}).(*token)
	return t
}

func refuse(w http.ResponseWriter) { http.Error(w, "forbidden", http.StatusForbidden) }

// serve is the handler that middlewares stand in front of.
func serve(w http.ResponseWriter, r *http.Request) { w.Write([]byte("a note")) }

func has(r *http.Request, scope string) bool { return slices.Contains(scopes(r), scope) }

var debug = os.Getenv("DEBUG") != ""
