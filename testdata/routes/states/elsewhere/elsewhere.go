// Package elsewhere has what the linter cannot look into while it reads the
// package above.
package elsewhere

import "net/http"

func Middleware(next http.Handler) http.Handler { return next }

func Require(scopes ...string) func(http.Handler) http.Handler { return Middleware }

func Handler(w http.ResponseWriter, r *http.Request) {}

func Admin(next http.Handler) http.Handler { return next }

func Has(r *http.Request, scope string) bool { return true }

func Check(r *http.Request) error { return nil }

func Store(scope string) error { return nil }

func Scope(resource string) string { return resource + ":read" }

func Path() string { return "/computed" }

// A Command is what a program can be told to do.
type Command struct {
	Before func() error
	Run    func()
}

func Invoke(f any) {}

func Decode(from any, into ...any) {}

func Status(err error) int { return 0 }

func Made() http.HandlerFunc { return Handler }

func Serve(next http.HandlerFunc, w http.ResponseWriter, r *http.Request) {}

func LogIn(next http.Handler) http.Handler { return next }

func LogInWith(secret string) func(http.Handler) http.Handler { return LogIn }

func User(r *http.Request) (name string, err error) { return "", nil }
