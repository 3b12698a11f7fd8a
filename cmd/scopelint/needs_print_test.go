package main

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/scopelint/scopelint/analyzer/needs"
)

// sampleNeeds is an answer with every part that one can have.
func sampleNeeds() *needsAnswer {
	steps := []needs.Step{
		{Function: "example.com/a.main", Place: needs.Place{File: "main.go", Line: 3, Column: 2}},
		{Function: "(*example.com/x/godo.Client).Get[<T>]", Place: needs.Place{File: "/mod/godo/godo.go", Line: 30, Column: 12}},
	}
	place := &needs.Place{File: "main.go", Line: 5, Column: 7}
	return &needsAnswer{Version: 1, Programs: []needsProgram{
		{
			Closure: []string{"regions:read"},
			Program: needs.Program{
				Package: "example.com/a", Scopes: []string{"droplet:create", "tag:create"},
				Paths: []needs.Path{
					{Scope: "droplet:create", Operation: "POST /v2/droplets", Steps: steps},
					{Scope: "tag:create", Operation: "POST /v2/droplets", Reason: "Tags is set", Where: place, Steps: steps},
				},
				Maybe: []needs.Maybe{{Scopes: []string{"vpc:read"}, Operation: "POST /v2/droplets", Reason: `if "VPC" & <more> is set`, Where: place, Steps: steps}},
				Unresolved: []needs.Unresolved{
					{Kind: needs.UnknownRequest, Request: "GET /{}", Reason: "the URL is known only at run time", Place: *place, Steps: steps},
					{Kind: needs.LoadError, Reason: "does not load", Place: needs.Place{File: "example.com/b"}, Steps: []needs.Step{}},
				},
			},
		},
		{Program: needs.Program{
			Package: "example.com/none", Complete: true,
			Scopes: []string{}, Paths: []needs.Path{}, Maybe: []needs.Maybe{}, Unresolved: []needs.Unresolved{},
		}},
	}}
}

// printed is the sample in a format.
func printed(t *testing.T, format string) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := needsPrinters[format](&out, sampleNeeds()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestNeedsJSONSchema(t *testing.T) {
	schema, err := os.ReadFile("schema/needs.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	validate(t, schema, printed(t, "json"))
}

// Every call path is a code flow of the official form, and what did not load a
// notification.
func TestNeedsSARIF(t *testing.T) {
	data := printed(t, "sarif")
	validate(t, officialSchema(t), data)
	log, err := sarif.FromBytes(data)
	if err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	if n := len(run.Results); n != 4 {
		t.Errorf("%d results, want 4", n)
	}
	for _, r := range run.Results {
		if len(r.CodeFlows) != 1 || len(r.CodeFlows[0].ThreadFlows[0].Locations) != 2 {
			t.Errorf("%s: the call path is not there", *r.Message.Text)
		}
		if uri := *r.Locations[0].PhysicalLocation.ArtifactLocation.URI; uri != "cmd/scopelint/main.go" {
			t.Errorf("%s is at %s, want the user's own code", *r.Message.Text, uri)
		}
		if *r.RuleID != *run.Tool.Driver.Rules[r.RuleIndex].ID {
			t.Errorf("rule %s has the index %d", *r.RuleID, r.RuleIndex)
		}
	}
	invocation := run.Invocations[0]
	if len(invocation.ToolExecutionNotifications) != 1 || *invocation.ExecutionSuccessful {
		t.Errorf("the load error is not told: %+v", invocation)
	}
}

// The page shows every part of the answer, and nothing of the code becomes markup.
func TestNeedsHTML(t *testing.T) {
	page := string(printed(t, "html"))
	checkPage(t, page,
		"droplet:create,<wbr>tag:create", "needs at least 2 scopes", "regions:read", "Tags is set", "main.go:5:7",
		"&lt;more&gt;", "(*godo.Client).Get[&lt;T&gt;]", "example.com/b", "does not load", "example.com/none needs no scope.")
	if strings.Contains(page, "<more>") {
		t.Error("a text became markup")
	}
}

func TestNeedsDot(t *testing.T) {
	want := `digraph needs {
	rankdir=LR;
	node [shape=box, fontname="monospace"];
	"example.com/a" [label="example.com/a", style=bold];
	"example.com/a.main" [label="a.main"];
	"example.com/a" -> "example.com/a.main";
	"(*example.com/x/godo.Client).Get[<T>]" [label="(*godo.Client).Get[<T>]"];
	"example.com/a.main" -> "(*example.com/x/godo.Client).Get[<T>]";
	"POST /v2/droplets" [label="POST /v2/droplets"];
	"(*example.com/x/godo.Client).Get[<T>]" -> "POST /v2/droplets";
	"droplet:create" [label="droplet:create", shape=ellipse];
	"POST /v2/droplets" -> "droplet:create";
	"tag:create" [label="tag:create", shape=ellipse];
	"POST /v2/droplets" -> "tag:create";
	"vpc:read" [label="vpc:read", shape=ellipse, style=dashed];
	"POST /v2/droplets" -> "vpc:read" [style=dashed];
	"GET /{}" [label="GET /{}", style=dashed];
	"(*example.com/x/godo.Client).Get[<T>]" -> "GET /{}" [style=dashed];
	"example.com/b: does not load" [label="example.com/b: does not load", style=dashed];
	"example.com/a" -> "example.com/b: does not load" [style=dashed];
	"example.com/none" [label="example.com/none", style=bold];
}
`
	if got := string(printed(t, "dot")); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
