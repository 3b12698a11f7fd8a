package states

import (
	"net/http"
	"os"

	"states/elsewhere"

	"github.com/go-chi/chi/v5"
)

func checked(w http.ResponseWriter, r *http.Request) {
	name, err := elsewhere.User(r)
	if err != nil {
		http.Error(w, "who are you?", http.StatusUnauthorized)
		return
	}
	w.Write([]byte(name))
}

// The configuration says that LogIn, LogInWith and User log in and do nothing
// else, and that Require and Admin are guards; nobody can look into them.
func logins() {
	ok := func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusNoContent) }
	r := chi.NewRouter()
	r.With(elsewhere.LogIn).Get("/l/in", ok)                                                         // want GET /l/in unguarded login
	r.With(elsewhere.LogInWith(os.Getenv("KEY"))).Get("/l/with", ok)                                 // want GET /l/with unguarded login
	r.Method("GET", "/l/around", elsewhere.LogIn(http.HandlerFunc(ok)))                              // want GET /l/around unguarded login
	r.Method("GET", "/l/curried", elsewhere.LogInWith("key")(http.HandlerFunc(ok)))                  // want GET /l/curried unguarded login
	r.Get("/l/checked", checked)                                                                     // want GET /l/checked unguarded login
	r.With(elsewhere.LogIn, elsewhere.Require("tag:read")).Get("/l/guarded", ok)                     // want GET /l/guarded guarded tag:read
	r.Method("GET", "/l/guard", elsewhere.Require("tag:read")(http.HandlerFunc(ok)))                 // want GET /l/guard guarded tag:read
	r.Method("GET", "/l/both", elsewhere.LogIn(elsewhere.Require("tag:read")(http.HandlerFunc(ok)))) // want GET /l/both guarded tag:read
	r.Method("GET", "/l/admin", elsewhere.Admin(http.HandlerFunc(ok)))                               // want GET /l/admin guarded
	r.With(elsewhere.LogIn, elsewhere.Middleware).Get("/l/more", ok)                                 // want GET /l/more unproven (middleware)
	r.Method("GET", "/l/unread", elsewhere.LogIn(elsewhere.Middleware(http.HandlerFunc(ok))))        // want GET /l/unread unproven (middleware)
}
