package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
)

// exampleRoutes lists the routes of testdata/src/example, and others by hand
// so that every key of every format is used.
func exampleRoutes(t *testing.T) *routesReport {
	t.Helper()
	g, err := gatherRoutes(&common{patterns: []string{"../../testdata/src/example"}})
	if err != nil {
		t.Fatal(err)
	}
	g.dir, _ = filepath.Abs("../../testdata/src/example")
	r := g.report()
	if r.Coverage.Guarded == 0 || r.Coverage.Unguarded == 0 || len(r.Problems) > 0 {
		t.Fatalf("the example shows too little: %s, %v", r.Coverage, r.Problems)
	}
	here := r.Routes[0].Location
	r.Routes = append(r.Routes, routeEntry{
		Method: "GET", Path: "/me", Template: "/me", Scopes: []string{}, State: "unguarded", Login: true, Package: "p", Location: here,
		Guards: []guardEntry{}, Evidence: []evidenceEntry{},
	}, routeEntry{
		Method: "GET", Host: "api.example", Path: "/<b>|`{id}", Template: "/{id}", Scopes: []string{"tag:read", "tag:create"},
		State: "unproven", Handler: "h", Router: "net/http", Package: "p", Dynamic: true, Location: here,
		Guards: []guardEntry{
			{Kind: "group", Name: "any", Scopes: []string{"tag:read", "tag:create"}, Mode: "any", Location: here, Via: []location{here}},
			{Kind: "route", Name: "named", Scopes: []string{}, Location: here},
		},
		Evidence: []evidenceEntry{{Reason: "outside", Message: "the router comes from elsewhere", Location: here}},
	}, routeEntry{
		Method: "*", Path: "/p", Template: "/p", Scopes: []string{}, State: public, Reason: "a probe", Package: "p", Location: here,
		Guards: []guardEntry{}, Evidence: []evidenceEntry{},
	})
	r.NotUnderstood = append(r.NotUnderstood, missedEntry{"dynamic", "(*ServeMux).Handle", "its method or path is not a constant", here})
	r.Uncalled = append(r.Uncalled, missedEntry{"uncalled", "(*ServeMux).HandleFunc", "nothing calls it", here})
	r.Problems = append(r.Problems, problem{Package: "p", Message: "does not load"})
	return r
}

func printRoutes(t *testing.T, format string, r *routesReport) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := routePrinters[format](&out, r); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// The JSON has the form of the schema, empty or not.
func TestRoutesSchema(t *testing.T) {
	schema, err := os.ReadFile("schema/routes.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	validate(t, schema, printRoutes(t, "json", exampleRoutes(t)))
	validate(t, schema, printRoutes(t, "json", (&gathered{}).report()))
}

// The SARIF log has the form of the official schema, locates every route, and
// reports none of them as a failure.
func TestRoutesSARIF(t *testing.T) {
	r := exampleRoutes(t)
	out := printRoutes(t, "sarif", r)
	validate(t, officialSchema(t), out)
	log, err := sarif.FromBytes(out)
	if err != nil {
		t.Fatal(err)
	}
	prints := make(map[string]bool)
	kinds := make(map[string]bool)
	for _, res := range log.Runs[0].Results {
		if len(res.Locations) != 1 || *res.Locations[0].PhysicalLocation.ArtifactLocation.URI != "testdata/src/example/example.go" {
			t.Errorf("result without location: %v", *res.Message.Text)
		}
		if res.Level != "none" {
			t.Errorf("level %s of kind %s: SARIF 2.1.0, 3.27.10 wants none", res.Level, res.Kind)
		}
		kinds[res.Kind] = true
		prints[res.PartialFingerprints["scopelint/v1"]] = true
	}
	if diff := cmp.Diff(map[string]bool{"pass": true, "informational": true, "review": true}, kinds); diff != "" {
		t.Errorf("kinds (-want +got):\n%s", diff)
	}
	if len(prints) != len(r.Routes) {
		t.Errorf("%d fingerprints for %d routes", len(prints), len(r.Routes))
	}
	var fewer struct {
		Runs []struct {
			Results []struct{ PartialFingerprints map[string]string }
		}
	}
	if err := json.Unmarshal(printRoutes(t, "sarif", &routesReport{Routes: r.Routes[1:]}), &fewer); err != nil {
		t.Fatal(err)
	}
	for i, res := range fewer.Runs[0].Results {
		if res.PartialFingerprints["scopelint/v1"] != log.Runs[0].Results[i+1].PartialFingerprints["scopelint/v1"] {
			t.Error("a fingerprint depends on the other routes")
		}
	}
	unproven := log.Runs[0].Results[len(r.Routes)-2]
	if n := len(unproven.RelatedLocations); n != 4 { // two guards, the way to one of them, and the evidence
		t.Errorf("%d related locations, want 4", n)
	}
	if s := log.Runs[0].Results[len(r.Routes)-1].Suppressions; len(s) != 1 || *s[0].Justification != "a probe" {
		t.Errorf("no justification of the public route")
	}
}

// What is missing stands below the same headings in every format.
func TestMissing(t *testing.T) {
	r := exampleRoutes(t)
	keys := map[string]string{"not understood": `"notunderstood": [`, "not called, and counted apart": `"uncalled": [`}
	for format := range routePrinters {
		if format == "openapi" {
			continue // it describes what was understood
		}
		page := strings.ToLower(string(printRoutes(t, format, r)))
		for _, want := range []string{"not understood", "its method or path is not a constant", "not called, and counted apart", "nothing calls it"} {
			if key := keys[want]; format == "json" && key != "" {
				want = key
			}
			if !strings.Contains(page, want) {
				t.Errorf("%s: no %q in\n%s", format, want, page)
			}
		}
	}
}

// A login without a scope is told apart in every format.
func TestRoutesLogin(t *testing.T) {
	r := exampleRoutes(t)
	r.Coverage.count(routeEntry{State: "unguarded", Login: true})
	r.Coverage.count(routeEntry{State: public, Login: true})
	for format, want := range map[string][]string{
		"text": {"unguarded (login)", "unguarded (1 behind a login), "}, "markdown": {"| unguarded (login) |"},
		"html": {">unguarded (login)<", "Every request is authenticated, and nothing on the way"},
		"json": {`"login": true`, `"login": 1`}, "sarif": {`"login": true`, "GET /me is unguarded: every request is authenticated, and none needs a scope"},
	} {
		page := string(printRoutes(t, format, r))
		for _, text := range want {
			if strings.Count(page, text) != 1 {
				t.Errorf("%s: %q stands there %d times", format, text, strings.Count(page, text))
			}
		}
	}
}

// The page quotes what it shows.
func TestRoutesHTML(t *testing.T) {
	checkPage(t, string(printRoutes(t, "html", exampleRoutes(t))),
		"api.example/&lt;b&gt;|`{id}", "<p>Public: a probe</p>", "any of <code>tag:read</code>", `title="tag:create is enough">○`,
		`title="droplet:read is needed">●`, "Packages do not load", "its method or path is not a constant")
}

// A cell of a Markdown table stays one.
func TestRoutesMarkdown(t *testing.T) {
	page := string(printRoutes(t, "markdown", exampleRoutes(t)))
	for _, want := range []string{
		"| GET | `` api.example/<b>\\|`{id} `` | `tag:read \\| tag:create` | unproven | `h` |",
		"| * | `/p` |  | public: a probe |  |",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q in\n%s", want, page)
		}
	}
}

func TestDemand(t *testing.T) {
	one := guardEntry{Name: "f", Scopes: []string{"a:b"}}
	some := guardEntry{Name: "f", Scopes: []string{"c:d", "e:f"}}
	either, both := some, some
	either.Mode, both.Mode = "any", "all"
	for _, tt := range []struct {
		guards []guardEntry
		want   string
	}{
		{nil, ""},
		{[]guardEntry{one}, "a:b"},
		{[]guardEntry{one, one}, "a:b"},
		{[]guardEntry{some}, "c:d, e:f"},
		{[]guardEntry{either}, "c:d | e:f"},
		{[]guardEntry{both}, "c:d + e:f"},
		{[]guardEntry{one, some}, "a:b + (c:d, e:f)"},
		{[]guardEntry{either, one}, "(c:d | e:f) + a:b"},
		{[]guardEntry{both, one}, "c:d + e:f + a:b"},
		{[]guardEntry{{Name: "web.Login"}, some}, "c:d, e:f"},
		{[]guardEntry{{Name: "web.Login"}, {Name: "web.Owner"}}, "web.Login() + web.Owner()"},
	} {
		r := routeEntry{Guards: tt.guards}
		for _, g := range tt.guards {
			r.Scopes = append(r.Scopes, g.Scopes...)
		}
		if got := r.Demand(); got != tt.want {
			t.Errorf("%v: %q, want %q", tt.guards, got, tt.want)
		}
	}
}

// A scope that one guard needs is needed, though another takes it as one of
// several.
func TestCells(t *testing.T) {
	r := routeEntry{Guards: []guardEntry{
		{Scopes: []string{"a:a"}},
		{Scopes: []string{"a:a", "b:b"}, Mode: "any"},
		{Scopes: []string{"c:c", "d:d"}},
	}}
	want := []matrixCell{{"a:a", "needed"}, {"b:b", "enough"}, {"c:c", "named"}, {"d:d", "named"}, {}}
	if diff := cmp.Diff(want, cellsOf(r, []string{"a:a", "b:b", "c:c", "d:d", "e:e"})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Doubts are counted by route and by place.
func TestDoubts(t *testing.T) {
	at := func(line int) location { return location{File: "a.go", Line: line, Column: 1, Offset: line} }
	doubtful := func(evidence ...evidenceEntry) routeEntry { return routeEntry{State: "unproven", Evidence: evidence} }
	r := &routesReport{Routes: []routeEntry{
		doubtful(evidenceEntry{Reason: "x", Message: "one", Location: at(9)}),
		doubtful(evidenceEntry{Reason: "x", Message: "two", Location: at(5)}, evidenceEntry{Reason: "x", Message: "two", Location: at(3)}),
		doubtful(evidenceEntry{Reason: "x", Message: "two", Location: at(5)}, evidenceEntry{Reason: "base", Message: "three", Location: at(5)}),
		{State: "guarded", Evidence: []evidenceEntry{{Reason: "x", Message: "one", Location: at(1)}}},
	}}
	var got []string
	for _, d := range r.Doubts() {
		got = append(got, d.String())
	}
	want := []string{"2 routes: two, at a.go:3:1 and 1 other place", "1 route: one, at a.go:9:1"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Registrations that nothing leads to are told beside the others.
func TestCoverage(t *testing.T) {
	c := routesCoverage{Registered: 3, Understood: 2, Missed: 1, Routes: 2, Guarded: 1, Unguarded: 1}
	const want = "3 registrations: 2 understood, 0 dynamic, 1 missed; 2 routes: 1 guarded, 1 unguarded, 0 unproven, 0 public"
	if got := c.String(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	c.Uncalled = 2
	if got, want := c.String(), strings.Replace(want, ";", ", and 2 that nothing calls;", 1); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
