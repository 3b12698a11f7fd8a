package analyzer_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/scopelint/scopelint/catalog"
)

// A service that has every operation of the built-in catalog, guarded as the
// specification says, has no mismatched route; with another verb or another
// resource in a guard, practically every route is one.
func TestSpecificationReplayed(t *testing.T) {
	if testing.Short() {
		t.Skip("it type-checks net/http and analyzes 2,000 routes")
	}
	c := catalog.DigitalOcean()
	var ops []catalog.Operation
	for _, op := range c.Operations() {
		if len(op.Scopes) > 0 && op.Server == "" {
			ops = append(ops, op)
		}
	}
	if len(ops) < 600 {
		t.Fatalf("only %d operations ask for scopes", len(ops))
	}
	mismatched := replay(t, ops, map[string]func(catalog.Scope) string{
		"same":     func(s catalog.Scope) string { return s.Name },
		"verb":     otherVerb,
		"resource": otherResource,
	})
	if found := mismatched["same"]; len(found) > 0 {
		t.Errorf("guarded as specified: %d findings:\n%s", len(found), strings.Join(found, "\n"))
	}
	for _, name := range []string{"verb", "resource"} {
		found := mismatched[name]
		t.Logf("another %s: %d of %d found", name, len(found), len(ops))
		if len(found)*100 < len(ops)*99 {
			t.Errorf("another %s: %d of %d found, want at least 99 %%", name, len(found), len(ops))
		}
	}
}

// otherVerb is a scope of the same resource with another action, or of another
// resource where it has but one.
func otherVerb(s catalog.Scope) string {
	for _, action := range catalog.DigitalOcean().Actions(s.Resource) {
		if to := s.Resource + ":" + action; action != s.Action && action != "admin" {
			return to
		}
	}
	return otherResource(s)
}

// otherResource is a scope with the same action, where there is one, on another
// resource.
func otherResource(s catalog.Scope) string {
	resource := "cdn"
	if s.Resource == resource {
		resource = "vpc"
	}
	if to := resource + ":" + s.Action; isKnown(to) {
		return to
	}
	return resource + ":update"
}

func isKnown(scope string) bool {
	_, ok := catalog.DigitalOcean().Lookup(scope)
	return ok
}

// replay analyzes services with the operations, each with guards of its own, and
// returns their mismatched routes.
func replay(t *testing.T, ops []catalog.Operation, guards map[string]func(catalog.Scope) string) map[string][]string {
	t.Helper()
	files := make(map[string]string)
	for name, guard := range guards {
		files["src/"+name+"/service.go"] = service(name, ops, guard)
	}
	found := make(map[string][]string)
	for _, result := range analysistest.Run(failures{}, write(t, files), byDefault, slices.Collect(maps.Keys(guards))...) {
		for _, d := range result.Diagnostics {
			if d.Category == "mismatched-route" {
				name := result.Pass.Pkg.Name()
				found[name] = append(found[name], d.Message)
			} else if d.Category != "unknown-scope" {
				t.Errorf("unexpected: %s", d.Message)
			}
		}
	}
	return found
}

// service is the source of a service.
func service(name string, ops []catalog.Operation, guard func(catalog.Scope) string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "package %s\n", name)
	b.WriteString(`

import (
	"net/http"
	"slices"
	"strings"
)

func hasScope(r *http.Request, scope string) bool {
	return slices.Contains(strings.Fields(r.Header.Get("Scope")), scope)
}

func requireScope(scope string, next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if !hasScope(r, scope) {
			http.Error(w, "forbidden", http.StatusForbidden)
			return
		}
		next(w, r)
	}
}

func handle(w http.ResponseWriter, r *http.Request) { w.WriteHeader(204) }

func routes() http.Handler {
	mux := http.NewServeMux()
`)
	for _, op := range ops {
		handler := "handle"
		for _, name := range op.Scopes[0] {
			s, _ := catalog.DigitalOcean().Lookup(name)
			handler = fmt.Sprintf("requireScope(%q, %s)", guard(s), handler)
		}
		fmt.Fprintf(&b, "\tmux.HandleFunc(%q, %s)\n", op.Method+" "+op.Path, handler)
	}
	b.WriteString("\treturn mux\n}\n")
	return b.String()
}
