package catalog_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scopelint/scopelint/catalog"
)

func TestDigitalOceanOperations(t *testing.T) {
	c := catalog.DigitalOcean()
	scoped := 0
	kinds := make(map[catalog.ConditionKind]int)
	for _, op := range c.Operations() {
		if len(op.Scopes) > 0 {
			scoped++
		}
		if found, ok := c.Operation(op.Method, op.Path); !ok || found.ID != op.ID {
			t.Errorf("%s is found as %q", op, found.ID)
		}
		for _, cond := range op.Conditions {
			kinds[cond.Kind]++
		}
	}
	// The specification's own figures, and what came since, of which drafts ask for nothing.
	const since, drafts = 24, 11
	if n := len(c.Operations()); n != 659+since || scoped != 641+since-drafts {
		t.Errorf("%d operations, %d with scopes; want %d and %d", n, scoped, 659+since, 641+since-drafts)
	}
	want := map[catalog.ConditionKind]int{catalog.Action: 17, catalog.Body: 46, catalog.Query: 5, catalog.Always: 6, catalog.View: 8, catalog.Drafted: drafts}
	if diff := cmp.Diff(want, kinds); diff != "" {
		t.Errorf("conditions (-want +got):\n%s", diff)
	}
	if !slices.Equal(c.Servers(), []string{"https://api.digitalocean.com"}) {
		t.Errorf("servers are %q", c.Servers())
	}
}

// The twelve operations that the specification had wrong ask for names that a
// token can have, and it is known what they asked for before.
func TestCorrectedOperations(t *testing.T) {
	c := catalog.DigitalOcean()
	list := rows(t, "testdata/digitalocean/operations.tsv")
	if len(list) != 12 {
		t.Fatalf("%d operations, want 12", len(list))
	}
	for _, f := range list {
		op, _ := c.Operation(f[0], f[1])
		if diff := cmp.Diff([][]string{{f[3]}}, op.Scopes); diff != "" || op.ID == "" || op.Since != "2026-09-10" {
			t.Errorf("%s %s since %s (-want +got):\n%s", f[0], f[1], op.Since, diff)
		}
		if len(op.Before) != 1 || op.Before[0].Until != op.Since || !cmp.Equal(op.Before[0].Scopes, [][]string{{f[2]}}) {
			t.Errorf("%s asked for %v before", op, op.Before)
		}
	}
	asked := make(map[string]bool)
	for _, op := range c.Operations() {
		for _, scope := range slices.Concat(op.Scopes...) {
			asked[scope] = true
		}
	}
	for _, f := range rows(t, "testdata/digitalocean/scopes.tsv") {
		if f[1] == "gone" && asked[f[0]] {
			t.Errorf("an operation asks for %s, which is gone", f[0])
		}
	}
}

func TestPathAliases(t *testing.T) {
	c := catalog.DigitalOcean()
	op, ok := c.Operation("POST", "/v2/harness-runtime/sessions/{}/sandbox/exec")
	if !ok || op.Path != "/v2/agents/sessions/{session_id}/sandbox/exec" {
		t.Errorf("found %t: %s", ok, op)
	}
	if op, ok := c.Operation("POST", "/v2/harness-runtimes/sessions"); ok {
		t.Errorf("found %s by a path that only begins like an alias", op)
	}
}

func TestAnswers(t *testing.T) {
	op, _ := catalog.DigitalOcean().Operation("POST", "/v2/droplets")
	want := catalog.Answer{Scope: "tag:create", Reports: 7, Date: "2026", What: "refused for tags"}
	if len(op.Answers) != 3 || op.Answers[0] != want {
		t.Errorf("answers are %+v", op.Answers)
	}
}

func TestOperation(t *testing.T) {
	c := catalog.DigitalOcean()
	for _, tt := range []struct {
		method, path string
		want         [][]string
	}{
		{"GET", "/v2/account", [][]string{{"account:read"}}},
		{"get", "/v2/droplets/{}", [][]string{{"droplet:read"}}},
		{"GET", "/v2/droplets/{any}/", [][]string{{"droplet:read"}}},
		{"GET", "/v2/sizes", [][]string{{"sizes:read", "regions:read"}}},
		{"GET", "/v2/volumes", [][]string{{"block_storage:read"}}}, // api:read and api:write dropped
		{"POST", "/v2/domains/{name}/records", [][]string{{"domain:create"}, {"domain:update"}}},
		{"GET", "/v2/1-clicks", nil},
	} {
		op, ok := c.Operation(tt.method, tt.path)
		if diff := cmp.Diff(tt.want, op.Scopes); !ok || diff != "" {
			t.Errorf("%s %s: found %v (-want +got):\n%s", tt.method, tt.path, ok, diff)
		}
	}
	for _, path := range []string{"/v2/droplets/123", "/v2/droplet", "/v1/account", "v2/account"} {
		if op, ok := c.Operation("GET", path); ok {
			t.Errorf("GET %s is found as %s", path, op)
		}
	}
	if op, _ := c.Operation("GET", "/v1/batches"); op.Server != "https://inference.do-ai.run" {
		t.Errorf("server of %s is %q", op.ID, op.Server)
	}
}

func TestConditions(t *testing.T) {
	op, _ := catalog.DigitalOcean().Operation("POST", "/v2/droplets/{}/actions")
	got := op.Conditions[slices.IndexFunc(op.Conditions, func(c catalog.Condition) bool { return c.Where == "type=resize" })]
	want := catalog.Condition{Kind: catalog.Action, Where: "type=resize", Scopes: []string{"droplet:update", "droplet:create"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("resize (-want +got):\n%s", diff)
	}
	droplets, _ := catalog.DigitalOcean().Operation("POST", "/v2/droplets")
	for _, cond := range droplets.Conditions {
		if cond.Doubtful != (cond.Where == "image") {
			t.Errorf("%s is doubtful: %v", cond.Where, cond.Doubtful)
		}
	}
}

func TestPrerequisite(t *testing.T) {
	got, ok := catalog.DigitalOcean().Prerequisite("certificate:create")
	want := catalog.Prerequisite{Scope: "certificate:create", Required: []string{"certificate:read"},
		Offered: []string{"domain:read", "domain:update"}, Date: "2025-08-28"}
	if diff := cmp.Diff(want, got); !ok || diff != "" {
		t.Errorf("found %v (-want +got):\n%s", ok, diff)
	}
	if p, ok := catalog.DigitalOcean().Prerequisite("nfs:read"); ok {
		t.Errorf("nfs:read has %+v, and its page was not read", p)
	}
}

const widgets = `name = "Widgets"
grammar = ["resource:action"]
servers = ["https://api.widgets.example/"]
[scopes]
"widget:read" = "View"
"widget:delete" = "Remove"
"all:write" = "Everything"
[aliases]
"all:write" = ["*:*"]
[operations]
"GET /v1/widgets" = ["widget:read", "all:write"]
"DELETE /v1/widgets/{id}" = [["widget:delete"], ["all:write"]]
"GET /v2/account" = []
`

func TestOperationsFile(t *testing.T) {
	c, err := catalog.Parse("w.toml", []byte(widgets))
	if err != nil {
		t.Fatal(err)
	}
	m, err := catalog.Merge(catalog.DigitalOcean(), c)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(m.Operations()); n != len(catalog.DigitalOcean().Operations())+2 { // GET /v2/account is in both
		t.Errorf("%d operations after merging", n)
	}
	if diff := cmp.Diff([]string{"Bearer"}, catalog.DigitalOcean().Schemes()); diff != "" {
		t.Errorf("schemes (-want +got):\n%s", diff)
	}
	if s := m.Schemes(); len(s) > 0 { // widgets may take tokens under any
		t.Errorf("schemes of both are %q", s)
	}
	if len(m.Servers()) != 2 || m.Servers()[1] != "https://api.widgets.example" {
		t.Errorf("servers are %q", m.Servers())
	}
	for key, want := range map[string][][]string{
		"GET /v1/widgets":        {{"widget:read"}},
		"DELETE /v1/widgets/{x}": {{"widget:delete"}},
		"GET /v2/account":        nil, // the later catalog's
	} {
		method, path, _ := strings.Cut(key, " ")
		op, ok := m.Operation(method, path)
		if diff := cmp.Diff(want, op.Scopes); !ok || diff != "" {
			t.Errorf("%s: found %v (-want +got):\n%s", key, ok, diff)
		}
	}
}

func TestOperationsFileMistakes(t *testing.T) {
	for _, tt := range []struct{ line, want string }{
		{`"GET v1/things" = []`, `w.toml:14:1: "GET v1/things" is no method and path: write it as "GET /v2/widgets/{id}"`},
		{`"get /v1/things" = []`, `is no method and path`},
		{`"/v1/things" = []`, `is no method and path`},
		{`"GT /v1/things" = []`, `w.toml:14:1: "GT" is no HTTP method: write GET, POST`},
		{`"GET /v1/things" = "widget:read"`, `w.toml:14:1: wrong type: wanted is a list of scopes`},
		{`"GET /v1/things" = ["widget:read", ["widget:delete"]]`, `wrong type`},
		{`"GET /v1/things" = [1]`, `wrong type`},
		{`"GET /v1/things" = ["widget:raed"]`, `"widget:raed" is no scope of this catalog: did you mean "widget:read"?`},
		{`"DELETE /v1/widgets/{name}" = []`, `"DELETE /v1/widgets/{id}" is listed already, in line 12: remove one of the two`},
	} {
		_, err := catalog.Parse("w.toml", []byte(widgets+tt.line+"\n"))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s:\n got %v\nwant %s", tt.line, err, tt.want)
		}
	}
}
