// Package oracle asks running services which scopes their routes demand. The
// services of the sibling directories print what it finds, and a test holds
// the linter's reading of their source against it.
package oracle

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
)

// header carries the scopes of a request's token.
const header = "X-Scopes"

// Allowed reports whether the request's token has the scope.
func Allowed(r *http.Request, scope string) bool { return Has(r.Header.Get(header), scope) }

// Has reports whether a header lists the scope.
func Has(list, scope string) bool { return slices.Contains(strings.Fields(list), scope) }

// Header is the name of the header that lists the scopes.
func Header() string { return header }

// A Route is one that the router's own list names.
type Route struct{ Method, Path string }

// Handler adapts an http.Handler for [Print].
func Handler(h http.Handler) func(*http.Request) *http.Response {
	return func(r *http.Request) *http.Response {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w.Result()
	}
}

// Print writes a line for each route: method, path, and the scopes that it
// demands, found by sending requests with ever more of them.
func Print(serve func(*http.Request) *http.Response, routes []Route) {
	methods := make(map[string]int)
	for _, r := range routes {
		methods[r.Path]++
	}
	printed := make(map[string]bool)
	for _, r := range routes {
		method := r.Method
		if methods[r.Path] > 6 { // the router's list spells "all methods" out
			method = "*"
		}
		if r.Method == "HEAD" && methods[r.Path] < 7 { // goes with GET
			continue
		}
		ask := method
		if ask == "*" {
			ask = "GET"
		}
		line := strings.TrimSpace(fmt.Sprint(method, " ", r.Path, " ", demands(serve, ask, r.Path)))
		if !printed[line] {
			fmt.Println(line)
		}
		printed[line] = true
	}
}

var param = regexp.MustCompile(`\{[^}]*\}|:[A-Za-z0-9_]+|\*[A-Za-z0-9_]*`)

func demands(serve func(*http.Request) *http.Response, method, path string) string {
	status, _, scopes := answer(serve, method, param.ReplaceAllString(path, "x"))
	switch status {
	case http.StatusOK, http.StatusNoContent:
		return strings.Join(scopes, " ")
	case http.StatusForbidden:
		return "never enough"
	}
	return fmt.Sprint("status ", status)
}

// answer sends a request again with the scopes that it turns out to need.
func answer(serve func(*http.Request) *http.Response, method, path string) (status int, body string, scopes []string) {
	for range 12 {
		r := httptest.NewRequest(method, path, nil)
		r.Header.Set(header, strings.Join(scopes, " "))
		res := serve(r)
		b, _ := io.ReadAll(res.Body)
		status, body = res.StatusCode, strings.TrimSpace(string(b))
		if status != http.StatusForbidden {
			break
		}
		scopes = append(scopes, body)
	}
	return status, body, scopes
}
