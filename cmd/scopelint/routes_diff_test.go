package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCompareRoutes(t *testing.T) {
	guard := func(mode string, scopes ...string) guardEntry {
		return guardEntry{Kind: "group", Name: "require", Mode: mode, Scopes: scopes}
	}
	route := func(method, path string, guards ...guardEntry) routeEntry {
		r := routeEntry{Method: method, Path: path, Template: path, State: "unguarded", Package: "p", Guards: guards}
		if len(guards) > 0 {
			r.State = "guarded"
		}
		return r
	}
	in := func(state string, r routeEntry) routeEntry {
		r.State = state
		return r
	}
	login := route("GET", "/a")
	login.Login = true
	moved := route("GET", "/a")
	moved.Package = "q"
	for _, test := range []struct {
		name          string
		before, after []routeEntry
		want          []string
	}{
		{"nothing", []routeEntry{route("GET", "/a", guard("", "x"))}, []routeEntry{route("GET", "/a", guard("", "x"))}, nil},
		{"guard gone", []routeEntry{route("GET", "/a", guard("", "x"))}, []routeEntry{route("GET", "/a")}, []string{"less GET /a"}},
		{"guard added", []routeEntry{route("GET", "/a")}, []routeEntry{route("GET", "/a", guard("", "x"))}, []string{"more GET /a"}},
		{"another scope", []routeEntry{route("GET", "/a", guard("", "x"))}, []routeEntry{route("GET", "/a", guard("", "y"))}, []string{"less GET /a"}},
		{"all to any", []routeEntry{route("GET", "/a", guard("all", "x", "y"))}, []routeEntry{route("GET", "/a", guard("any", "x", "y"))}, []string{"less GET /a"}},
		{"any to one", []routeEntry{route("GET", "/a", guard("any", "x", "y"))}, []routeEntry{route("GET", "/a", guard("", "y"))}, []string{"more GET /a"}},
		{"one guard or two", []routeEntry{route("GET", "/a", guard("", "x"), guard("", "y"))}, []routeEntry{route("GET", "/a", guard("all", "y", "x"))}, nil},
		{"no longer proved", []routeEntry{route("GET", "/a", guard("", "x"))}, []routeEntry{in("unproven", route("GET", "/a"))}, []string{"less GET /a"}},
		{"public now", []routeEntry{route("GET", "/a", guard("", "x"))}, []routeEntry{in("public", route("GET", "/a"))}, []string{"less GET /a"}},
		{"login gone", []routeEntry{login}, []routeEntry{route("GET", "/a")}, []string{"less GET /a"}},
		{"new and gone", []routeEntry{route("GET", "/a")}, []routeEntry{route("GET", "/b")}, []string{"new GET /b", "gone GET /a"}},
		{"moved to another package", []routeEntry{route("GET", "/a", guard("", "x"))}, []routeEntry{moved}, []string{"less GET /a"}},
		{"parameter renamed", []routeEntry{route("GET", "/a/{id}", guard("", "x"))}, []routeEntry{route("GET", "/a/{key}")}, []string{"less GET /a/{key}"}},
		{"all methods now", []routeEntry{route("GET", "/a"), route("POST", "/a", guard("", "x"))}, []routeEntry{route("*", "/a")}, []string{"less * /a"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, r := range compareRoutes(test.before, test.after).Routes {
				got = append(got, r.Change+" "+r.Method+" "+r.Path)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("changes (-want +got):\n%s", diff)
			}
		})
	}
}
