package routes_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scopelint/scopelint/analyzer/routes"
)

// TestStates reads testdata/routes/states, where a comment behind each
// registration says what is expected of it.
func TestStates(t *testing.T) {
	p := load(t, filepath.Join("..", "..", "testdata", "routes", "states"))
	want := make(map[string][]string)
	for _, file := range p.Syntax {
		for _, group := range file.Comments {
			if text, ok := strings.CutPrefix(group.Text(), "want"); ok {
				at := place(p.Fset.Position(group.Pos()))
				want[at] = append(want[at], strings.TrimSpace(text))
			}
		}
	}
	table, err := routes.Default().With(routes.Router{Package: "states/web", Without: []string{"states/web"}, Calls: map[string][]string{
		"Router": {"GET Get(path, handler, middleware...)", "group Group(prefix, routes, middleware...)"},
		"":       {"new NewRouter()"},
	}}, routes.Router{Package: "states/ordered", Inherit: "path", Calls: map[string][]string{
		"Router": {"GET Get(path, handler)", "use Use(mixed...)"},
		"":       {"new New()"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	res := routes.Gather(passOf(p), routes.Options{
		Table:   table,
		IsScope: word.MatchString,
		Guards:  []string{"states/elsewhere.Admin", "states/elsewhere.Has", "states/elsewhere.Require"},
		Logins:  []string{"states/elsewhere.LogIn", "states/elsewhere.LogInWith", "states/elsewhere.User"},
	})
	got := make(map[string][]string)
	for _, r := range res.Routes {
		at := place(p.Fset.Position(r.Pos))
		if r.Dynamic {
			continue
		}
		got[at] = append(got[at], describe(r))
	}
	for _, m := range res.Coverage.Dynamic {
		at := place(p.Fset.Position(m.Pos))
		got[at] = append(got[at], "-dynamic")
	}
	for _, m := range res.Coverage.Unknown {
		at := place(p.Fset.Position(m.Pos))
		got[at] = append(got[at], "-unknown")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("routes (-want +got):\n%s", diff)
	}
	if c := res.Coverage; c.Understood+len(c.Dynamic)+len(c.Unknown) != c.Registered {
		t.Errorf("understood %d of %d registrations: %v", c.Understood, c.Registered, c.Missed)
	}
}

func place(p interface{ String() string }) string {
	return strings.Join(strings.SplitN(filepath.Base(p.String()), ":", 3)[:2], ":")
}

// describe writes a route as the comments do.
func describe(r *routes.Route) string {
	s := r.Method + " " + r.Template
	if r.Below {
		s += " below"
	}
	s += " " + string(r.State)
	if r.Login {
		s += " login"
	}
	for _, g := range r.Guards {
		s += " " + strings.Join(g.Scopes, " ")
		if g.Mode == routes.AnyOf {
			s += " (any)"
		}
	}
	if r.State == routes.Unproven {
		var reasons []string
		for _, e := range r.Evidence {
			reasons = append(reasons, string(e.Reason))
		}
		slices.Sort(reasons)
		s += " (" + strings.Join(slices.Compact(reasons), ", ") + ")"
	}
	return strings.TrimSpace(s)
}

// TestGeneratedServers reads what oapi-codegen v2.8.2 made of
// testdata/routes/oapi/openapi.yaml for six routers. The scopes that it puts
// into the context are nobody's guard: nothing here reads them.
func TestGeneratedServers(t *testing.T) {
	for pkg, outside := range map[string]bool{ // whether Handler functions get a router in every form
		"chi": false, "gorilla": false, "stdhttp": false,
		"echo": true, "fiber": true, "gin": true,
	} {
		t.Run(pkg, func(t *testing.T) {
			res := gather(t, filepath.Join("..", "..", "testdata", "routes", "oapi", pkg), routes.Options{})
			var got []string
			for _, r := range res.Routes {
				if r.Outside.IsValid() != outside {
					t.Errorf("%s %s: comes from elsewhere: %t", r.Method, r.Template, r.Outside.IsValid())
				}
				scopes := ""
				for _, g := range r.Guards {
					scopes += " " + strings.Join(g.Scopes, " ")
				}
				got = append(got, fmt.Sprint(r.Method, " ", r.Template, " ", r.State, scopes))
			}
			slices.Sort(got)
			want := []string{
				"DELETE /widgets/{id} unproven",
				"GET /health unproven",
				"GET /widgets unproven",
				"GET /widgets/{id} unproven",
				"POST /widgets unproven",
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("routes (-want +got):\n%s", diff)
			}
			if c := res.Coverage; c.Registered != 5 || c.Understood != 5 {
				t.Errorf("understood %d of %d registrations", c.Understood, c.Registered)
			}
		})
	}
}
