package unguarded

import (
	"net/http"
	"slices"
)

type session struct {
	user   string
	scopes []string
}

var sessions = make(map[string]*session)

func Open(token string, s *session) { sessions[token] = s }

func logIn(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if sessions[r.Header.Get("Authorization")] == nil {
			http.Error(w, "who are you?", http.StatusUnauthorized)
			return
		}
		next(w, r)
	}
}

func needs(scope string, next http.HandlerFunc) http.HandlerFunc {
	return logIn(func(w http.ResponseWriter, r *http.Request) {
		if s := sessions[r.Header.Get("Authorization")]; !slices.Contains(s.scopes, scope) {
			http.Error(w, "token lacks "+scope, http.StatusForbidden)
			return
		}
		next(w, r)
	})
}

// ServeUsers is for users who have logged in, and for their tokens.
func ServeUsers() error {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /images", needs("image:read", handle))
	mux.HandleFunc("DELETE /images/{id}", logIn(handle)) // want `unguarded route DELETE /images/{id}: every request to it is authenticated, and none needs a scope, and its neighbour GET /images names image:read \[unguarded-route\]`
	mux.HandleFunc("PUT /images/{id}", handle)           // want `unguarded route PUT /images/{id}: no request to it needs a scope, and its neighbour GET /images names image:read \[unguarded-route\]`
	mux.HandleFunc("GET /me", logIn(handle))             // another area, for all users
	mux.HandleFunc("GET /health", handle)                // want `unguarded route GET /health: no request to it needs a scope`
	return http.ListenAndServe(":8080", mux)
}
