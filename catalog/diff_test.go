package catalog_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scopelint/scopelint/catalog"
	"github.com/scopelint/scopelint/catalog/stem"
)

func TestDiff(t *testing.T) {
	parse := func(text string) *catalog.Catalog {
		c, err := catalog.Parse("c.toml", []byte("name = \"A\"\ngrammar = [\"resource:action\"]\n"+text))
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	old := parse(`
[scopes]
"widget:read"   = "Look"
"widget:paint"  = "Paint"
"gadget:read"   = "Look at gadgets"
"parts:read"    = ""
"thing:list"    = ""
"old:read"      = "Gone"
"all:read"      = "Everything"
[unlisted]
"beta:read" = ""
[aliases]
"all:read" = ["*:read"]
[operations]
"GET /v1/widgets/{id}"  = ["widget:read", "all:read"]
"PUT /v1/widgets"       = ["widget:paint"]
"GET /v1/gadgets"       = ["gadget:read"]
"GET /v1/gadgets/{id}"  = ["gadget:read"]
"GET /v1/gadgets/{id}/parts/{part}" = ["parts:read"]
"GET /v1/old"           = ["old:read"]
"GET /v1/news"          = []
"PUT /v1/bits/{bit}"    = []
`)
	new := parse(`
[scopes]
"widget:read"   = "Look at widgets"
"widget:paint"  = "Paint"
"device:read"   = "Look at devices"
"part:read"     = ""
"thing:read"    = ""
"beta:read"     = ""
"new:read"      = "Fresh"
"all:read"      = "Everything"
[aliases]
"all:read" = ["*:read"]
[implies]
"widget:paint" = ["widget:read"]
[[renamed]]
[renamed.names]
"thing:list" = "thing:read"
[operations]
"GET /v1/widgets/{widget}/" = ["widget:read"]
"PUT /v1/widgets"       = [["widget:paint"], ["new:read", "widget:read"]]
"GET /v1/gadgets"       = ["device:read"]
"GET /v1/devices/{id}"  = ["device:read"]
"GET /v1/devices/{id}/bits/{part}" = ["part:read"]
"GET /v1/news"          = []
"GET /v1/new"           = ["new:read"]
"POST /v1/bits/{bit}"   = []
`)
	want := &catalog.Difference{
		Scopes: []catalog.Change{
			{Kind: catalog.Renamed, Old: "gadget:read", New: "device:read", Evidence: "the same operations ask for it"},
			{Kind: catalog.Removed, Old: "old:read", OldValue: "Gone"},
			{Kind: catalog.Renamed, Old: "parts:read", New: "part:read", Evidence: "it looks alike"},
			{Kind: catalog.Renamed, Old: "thing:list", New: "thing:read", Evidence: "the new catalog says so"},
			{Kind: catalog.Added, New: "new:read", NewValue: "Fresh"},
			{Kind: catalog.Changed, Old: "widget:read", New: "widget:read", OldValue: "Look", NewValue: "Look at widgets"},
			{Kind: catalog.Changed, Old: "widget:paint", New: "widget:paint", OldValue: "grants nothing else", NewValue: "implies widget:read"},
			{Kind: catalog.Changed, Old: "gadget:read", New: "device:read", OldValue: "Look at gadgets", NewValue: "Look at devices"},
			{Kind: catalog.Changed, Old: "beta:read", New: "beta:read", OldValue: "unlisted", NewValue: "listed"},
		},
		Operations: []catalog.Change{
			{Kind: catalog.Changed, Old: "PUT /v1/widgets", New: "PUT /v1/widgets", OldValue: "widget:paint", NewValue: "new:read + widget:read | widget:paint"},
			{Kind: catalog.Renamed, Old: "GET /v1/gadgets/{id}", New: "GET /v1/devices/{id}", Evidence: "one word of its path differs"},
			// two words of its path differ
			{Kind: catalog.Removed, Old: "GET /v1/gadgets/{id}/parts/{part}", OldValue: "parts:read"},
			{Kind: catalog.Removed, Old: "GET /v1/old", OldValue: "old:read"},
			{Kind: catalog.Removed, Old: "PUT /v1/bits/{bit}", OldValue: "nothing"}, // the method is no word of the path
			{Kind: catalog.Added, New: "GET /v1/devices/{id}/bits/{part}", NewValue: "part:read"},
			{Kind: catalog.Added, New: "GET /v1/new", NewValue: "new:read"},
			{Kind: catalog.Added, New: "POST /v1/bits/{bit}", NewValue: "nothing"},
		},
	}
	if diff := cmp.Diff(want, catalog.Diff(old.Edition(), new.Edition())); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for _, c := range []*catalog.Catalog{old, new, catalog.DigitalOcean()} {
		if d := catalog.Diff(c.Edition(), c.Edition()); !d.Same() {
			t.Errorf("a catalog differs from itself: %+v", d)
		}
	}
}

// A specification that lists no scopes says nothing about those that no
// operation asks for, and knows no aliases, but IDs.
func TestDiffSpecification(t *testing.T) {
	c, err := catalog.Parse("c.toml", []byte(`
name = "A"
grammar = ["resource:action"]
[scopes]
"widget:read" = "Look"
"form:only" = "Nothing asks for it"
"all:read" = ""
[aliases]
"all:read" = ["*:read"]
[operations]
"GET /widgets" = ["widget:read"]
`))
	if err != nil {
		t.Fatal(err)
	}
	op := catalog.Operation{Method: "GET", Path: "/widgets", ID: "list", Scopes: [][]string{{"all:read", "widget:read"}}}
	spec := catalog.Edition{
		Scopes:     []catalog.Scope{{Name: "all:read"}, {Name: "widget:read", Status: catalog.Listed}},
		Operations: []catalog.Operation{op}, AskedOnly: true,
	}
	if d := catalog.Diff(c.Edition(), spec); !d.Same() {
		t.Errorf("%+v", d)
	}
	moved := spec
	op.Method, op.Path, op.Scopes = "POST", "/other/{place}", nil
	moved.Operations = []catalog.Operation{op}
	want := &catalog.Difference{
		Scopes: []catalog.Change{{Kind: catalog.Removed, Old: "all:read"}, {Kind: catalog.Removed, Old: "widget:read"}},
		Operations: []catalog.Change{
			{Kind: catalog.Renamed, Old: "GET /widgets", New: "POST /other/{place}", Evidence: "it has the same ID"},
			{Kind: catalog.Changed, Old: "GET /widgets", New: "POST /other/{place}", OldValue: "all:read + widget:read", NewValue: "nothing"},
		},
	}
	if diff := cmp.Diff(want, catalog.Diff(spec, moved)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestInferGrammar(t *testing.T) {
	for _, tt := range []struct{ names, grammar, rest []string }{
		{[]string{"widget:read", "widget:paint", "openid"}, []string{"resource:action"}, []string{"openid"}},
		{[]string{"read:org-members", "write:org"}, []string{"action:resource"}, nil},
		{[]string{"user-read-private", "app-remote-control"}, []string{"part-resource-action"}, nil},
		{[]string{"a.b", "a.b.read", "x.y.z.read"}, []string{"resource.action", "part.resource.action", "part.part.resource.action"}, nil},
		{[]string{"ORDERS-READ", "ITEMS-LIST"}, []string{"RESOURCE-ACTION"}, nil},
		{[]string{"fs:ReadObject", "fs:List"}, []string{"resource:Action"}, nil},
		{[]string{"https://a.example/auth/drive", "openid"}, nil, []string{"https://a.example/auth/drive", "openid"}},
		{[]string{"a:", ":b", "*:read", "9:a", "a::b", ""}, nil, []string{"a:", ":b", "*:read", "9:a", "a::b", ""}},
	} {
		grammar, rest := catalog.InferGrammar(tt.names)
		if diff := cmp.Diff([2][]string{tt.grammar, tt.rest}, [2][]string{grammar, rest}); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.names, diff)
		}
	}
}

// Whatever fits an inferred grammar makes a sound catalog.
func FuzzInferGrammar(f *testing.F) {
	f.Add("a:read", "B-c.d:write", "x:y:z", "d \"e\\")
	f.Fuzz(func(t *testing.T, a, b, c, description string) {
		d := &catalog.Draft{Name: "A " + description, Source: description, Comment: description}
		var rest []string
		d.Grammar, rest = catalog.InferGrammar([]string{a, b, c})
		for _, name := range []string{a, b, c} {
			if !slices.Contains(rest, name) && !slices.ContainsFunc(d.Scopes, func(s catalog.Scope) bool { return stem.Fold(s.Name) == stem.Fold(name) }) {
				d.Scopes = append(d.Scopes, catalog.Scope{Name: name, Description: description, Status: catalog.Listed})
			}
		}
		if len(d.Scopes) == 0 {
			return
		}
		if data, err := d.TOML("c.toml"); err != nil {
			t.Errorf("%v\n%s", err, data)
		}
	})
}

// A maintainer is told what a change looks like: a correction, or a side that
// is behind.
func TestDiffTellsCorrections(t *testing.T) {
	old := parse(t, head+`[scopes]
"widget:read" = ""
"widget:list" = ""
[operations]
"GET /widgets" = ["widget:list"]
"GET /widgets/{id}" = ["widget:read"]
`)
	new := parse(t, head+`[scopes]
"widget:read" = ""
[[renamed]]
source = "release 3"
date = "2026-09-10"
[renamed.names]
"widget:list" = "widget:read"
[operations]
"GET /widgets" = ["widget:read"]
"GET /widgets/{id}" = ["widget:read"]
`)
	forth, back := catalog.Diff(old.Edition(), new.Edition()), catalog.Diff(new.Edition(), old.Edition())
	if want := `the operation that asked for it asks for widget:read now: if that is a correction, it is "widget:list" = "widget:read" below [[renamed]]`; len(forth.Scopes) != 1 || forth.Scopes[0].Evidence != want {
		t.Errorf("got %+v\nwant %s", forth.Scopes, want)
	}
	if want := "the old side calls it widget:read since 2026-09-10 (release 3): the new side is behind, or the old one is wrong"; len(back.Scopes) != 1 || back.Scopes[0].Evidence != want {
		t.Errorf("got %+v\nwant %s", back.Scopes, want)
	}
}
