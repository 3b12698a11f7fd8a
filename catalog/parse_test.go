package catalog_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scopelint/scopelint/catalog"
	"github.com/scopelint/scopelint/catalog/tomlfile"
)

const head = "name = \"Acme\"\ngrammar = [\"resource:action\"]\n"

// Each mistake is told with file, line, column, the line, and the remedy.
func TestParseErrors(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"syntax", head + "[scopes\n", "acme.toml:3:8: expected '.' or ']' to end table name, but got '\\n' instead\n\t[scopes"},
		{"no name", "grammar = [\"resource:action\"]\n", `acme.toml:1:1: the catalog has no name: write name = "…" at the top`},
		{"no scopes", head, `acme.toml:1:1: the catalog has no scopes: list them`},
		{"unknown key", head + "[scope]\n", "acme.toml:3:2: unknown key \"scope\": did you mean \"scopes\"?\n\t[scope]"},
		{"wrong type", head + "[scopes]\n\"a:b\" = 1\n", "acme.toml:4:1: scopes.\"a:b\": wrong type: this is of type integer, wanted is string\n\t\"a:b\" = 1"},
		{"bad form", "name = \"A\"\ngrammar = [\"resource\"]\n[scopes]\n\"a:b\" = \"\"\n", `acme.toml:2:1: grammar "resource": one word is not enough`},
		{"no action", "name = \"A\"\ngrammar = [\"a:b\"]\n[scopes]\n\"a:b\" = \"\"\n", `acme.toml:2:1: grammar "a:b": the word action is missing`},
		{"action inside", "name = \"A\"\ngrammar = [\"a:action:b\"]\n[scopes]\n\"a:b:c\" = \"\"\n", `action must be the first word or the last`},
		{"one word", head + "[scopes]\n\"a:b\" = \"\"\n\"repo\" = \"\"\n", "acme.toml:5:1: scope \"repo\" does not have the catalog's grammar, resource:action: correct one of them, or add \"*\" to the grammar"},
		{"a list", head + "[scopes]\n\"a:b c:d\" = \"\"\n", "acme.toml:4:1: \"a:b c:d\" is no scope: blanks, commas and quotes stand between scopes"},
		{"circle", head + "[scopes]\n\"a:b\" = \"\"\n\"a:c\" = \"\"\n\"a:d\" = \"\"\n[implies]\n\"a:b\" = [\"a:c\"]\n\"a:c\" = [\"a:d\"]\n\"a:d\" = [\"a:c\"]\n", "acme.toml:9:1: this is a circle, a:c grants a:d grants a:c"},
		{"broad", head + "[scopes]\n\"a:b\" = \"\"\n[broad]\n\"a:c\" = \"a:b\"\n", `acme.toml:6:1: "a:c" is no scope of this catalog`},
		{"needs", head + "[scopes]\n\"a:b\" = \"\"\n[needs]\n\"a:b\" = [\"a:c\"]\n", `acme.toml:6:1: "a:c" is no scope of this catalog`},
		{"retired", head + "[scopes]\n\"a:b\" = \"\"\n[retired]\n\"a:b\" = \"\"\n", `acme.toml:6:1: "a:b" is retired, but still in the catalog`},
		{"separators", head + "separators = [\";\"]\n[scopes]\n\"a:b\" = \"\"\n", `acme.toml:3:1: ";" separates no scopes in a request`},
		{"grade", head + "[scopes]\n\"a:b\" = \"\"\n[[added]]\ndate = \"2026\"\ngrade = \"sure\"\n", `acme.toml:7:1: "sure" is no grade`},
		{"added without a date", head + "[scopes]\n\"a:b\" = \"\"\n[[added]]\nsource = \"x\"\n", `acme.toml:5:3: this list has no date`},
		{"paths", head + "[scopes]\n\"a:b\" = \"\"\n[paths]\n\"/v1/\" = \"/v2\"\n", `acme.toml:6:1: "/v1/" is no prefix of paths`},
		{"not the grammar", head + "[scopes]\n\"a:b\" = \"\"\n\"a.b\" = \"\"\n", "acme.toml:5:1: scope \"a.b\" does not have the catalog's grammar, resource:action: correct one of them, or add \"*\" to the grammar for names of any form\n\t\"a.b\" = \"\""},
		{"duplicate", head + "[scopes]\n\"a:b\" = \"\"\n\"a:b\" = \"\"\n", "acme.toml:5:"},
		{"duplicate unlisted", head + "[scopes]\n\"a:b\" = \"\"\n[unlisted]\n\"a:b\" = \"\"\n", `acme.toml:6:1: scope "a:b" is listed already, in line 4`},
		{"folding", head + "[scopes]\n\"a_b:c\" = \"\"\n'a-b:c' = \"\"\n", `acme.toml:5:1: scope "a-b:c" differs from "a_b:c" (line 4) only in case or hyphens`},
		{"alias", head + "[scopes]\n\"a:b\" = \"\"\n[aliases]\n\"a:c\" = [\"*:*\"]\n", `acme.toml:6:1: "a:c" is no scope of this catalog`},
		{"alias of nothing", head + "[scopes]\n\"a:b\" = \"\"\n[aliases]\n\"a:b\" = [\"*:read\"]\n", `acme.toml:6:1: "*:read" matches no scope of this catalog`},
		{"renamed to nothing", head + "[scopes]\n\"widget:b\" = \"\"\n[[renamed]]\n[renamed.names]\nx = \"widgit:b\"\n", `acme.toml:7:1: "x" is renamed to "widgit:b", which is neither a scope nor a resource of this catalog: did you mean "widget:b"?`},
		{"renamed, still there", head + "[scopes]\n\"a:b\" = \"\"\n\"c:b\" = \"\"\n[[renamed]]\n[renamed.names]\na = \"c\"\n", `acme.toml:8:1: "a" is renamed, but still in the catalog`},
		{"slip", head + "slips = [\"a:b\"]\n[scopes]\n\"a:b\" = \"\"\n", `acme.toml:3:1: "a:b" is not below [unlisted]`},
		{"synonyms", head + "[scopes]\n\"a:b\" = \"\"\n[synonyms]\nread = [\"get\"]\n", `acme.toml:6:1: no scope of this catalog has the action "read"`},
		{"distinct", head + "distinct = [[\"a\", \"as\"]]\n[scopes]\n\"a:b\" = \"\"\n", `acme.toml:3:1: "as" is no resource of this catalog`},
		{"evidence", head + "[scopes]\n\"a:b\" = \"\"\n[evidence]\nresources = [\"c\"]\n", `acme.toml:6:1: "c" is no resource of this catalog`},
		{"comma", "name = \"A\"\ngrammar = [\"resource,action\"]\n[scopes]\n\"a,b\" = \"\"\n", `acme.toml:2:1: grammar "resource,action": blanks and commas separate scopes`},
		{"folding, unlisted", head + "[scopes]\n\"a_b:c\" = \"\"\n[unlisted]\n'a-b:c' = \"\"\n", `acme.toml:6:1: scope "a-b:c" differs from "a_b:c" (line 4)`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := catalog.Parse("acme.toml", []byte(tt.text))
			if err == nil {
				t.Fatal("no error")
			}
			if !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error:\n%v\nwant it to contain:\n%s", err, tt.want)
			}
		})
	}
}

// All mistakes are told at once, in the order of the file, and none that only
// follows from another one.
func TestAllMistakes(t *testing.T) {
	_, err := catalog.Parse("acme.toml", []byte(head+`[scopes]
"a:b" = ""
"a-b" = ""
"c d" = ""
[implies]
"a:b" = ["a-b", "x:y"]
[operations]
"GET /a" = ["a-b"]
"GET b"  = []
`))
	want := `acme.toml:5:1: scope "a-b" does not have the catalog's grammar, resource:action: correct one of them, or add "*" to the grammar for names of any form
	"a-b" = ""
acme.toml:6:1: "c d" is no scope: blanks, commas and quotes stand between scopes
	"c d" = ""
acme.toml:8:1: "x:y" matches no scope of this catalog
	"a:b" = ["a-b", "x:y"]
acme.toml:11:1: "GET b" is no method and path: write it as "GET /v2/widgets/{id}"
	"GET b"  = []`
	if diff := cmp.Diff(want, fmt.Sprint(err)); diff != "" {
		t.Errorf("mistakes (-want +got):\n%s", diff)
	}
	var one *tomlfile.Error
	if !errors.As(err, &one) {
		t.Errorf("%T is no mistake in a file", err)
	}
}

func parse(t *testing.T, text string) *catalog.Catalog {
	t.Helper()
	c, err := catalog.Parse("test.toml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// A team's grammar decides what a scope looks like.
func TestGrammars(t *testing.T) {
	for _, tt := range []struct {
		grammar, scope   string
		resource, action string
		others           []string // that have the grammar
		no               []string // that do not
		typo, suggestion string
	}{
		{"action:resource", "read:repository", "repository", "read", []string{"write:x"}, []string{"Read:x", "read", "a:b:c"}, "raed:repository", "read:repository"},
		{"RESOURCE-ACTION", "ORDERS-READ", "ORDERS", "READ", []string{"A_1-B"}, []string{"orders-read", "ORDERS"}, "ORDERS-RAED", "ORDERS-READ"},
		{"resource:Action", "fs:ReadObject", "fs", "ReadObject", []string{"x:Y"}, []string{"FS:ReadObject"}, "fs:ReadObjcet", "fs:ReadObject"},
		{"service:resource:action", "patch:system:write", "patch:system", "write", []string{"a:b:c"}, []string{"patch:write"}, "patch:sytsem:write", "patch:system:write"},
		{"resource.action", "app.create", "app", "create", nil, []string{"app:create"}, "app.craete", "app.create"},
		{"resource:action", "two-words:read", "two-words", "read", []string{"a-b:c"}, []string{"-a:b"}, "two-wrods:read", "two-words:read"},
		{"resource/action", "https/read", "https", "read", nil, nil, "https/raed", "https/read"},
	} {
		t.Run(tt.grammar, func(t *testing.T) {
			c := parse(t, "name = \"T\"\ngrammar = [\""+tt.grammar+"\"]\n[scopes]\n\""+tt.scope+"\" = \"\"\n")
			n, ok := c.Split(tt.scope)
			if !ok || n.Resource != tt.resource || n.Action != tt.action {
				t.Errorf("Split(%q) = %q, %q, %t", tt.scope, n.Resource, n.Action, ok)
			}
			for _, s := range tt.others {
				if _, ok := c.Split(s); !ok {
					t.Errorf("%q should have the grammar", s)
				}
			}
			for _, s := range tt.no {
				if _, ok := c.Split(s); ok {
					t.Errorf("%q should not have the grammar", s)
				}
			}
			if got, _ := c.Suggest(tt.typo); got != tt.suggestion {
				t.Errorf("Suggest(%q) = %q, want %q", tt.typo, got, tt.suggestion)
			}
		})
	}
}

func TestWildcards(t *testing.T) {
	c := parse(t, `
name = "Patch"
grammar = ["service:resource:action"]
wildcard = "*"
[scopes]
"patch:system:read" = ""
"patch:system:write" = ""
"content:*:read" = ""
`)
	for name, want := range map[string]bool{
		"patch:system:read":   true,
		"patch:*:read":        true,
		"patch:*:*":           true,
		"content:source:read": true,
		"patch:*:delete":      false,
		"patch:advisor:read":  false,
	} {
		if _, ok := c.Lookup(name); ok != want {
			t.Errorf("Lookup(%q) is %t", name, ok)
		}
	}
	if !c.Covers("patch:*:*", "patch:system:read") || c.Covers("patch:system:read", "patch:*:read") {
		t.Error("a wildcard covers what it matches, and nothing covers a wildcard")
	}
}

// Words that the catalog has are meant as they stand, in any case.
func TestSuggestUpperCase(t *testing.T) {
	c := parse(t, "name = \"T\"\ngrammar = [\"RESOURCE-ACTION\"]\n[scopes]\n\"CARD-READ\" = \"\"\n\"CART-READ\" = \"\"\n\"CART-WRITE\" = \"\"\n[synonyms]\nREAD = [\"GET\"]\n")
	for name, want := range map[string]string{
		"CARD-WRITE": "",
		"CARD-GET":   "CARD-READ",
		"CART-WRIET": "CART-WRITE",
	} {
		if got, _ := c.Suggest(name); got != want {
			t.Errorf("Suggest(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestImplications(t *testing.T) {
	c := parse(t, head+"[scopes]\n\"w:admin\" = \"\"\n\"w:write\" = \"\"\n\"w:read\" = \"\"\n\"x:all\" = \"\"\n\"x:full\" = \"\"\n"+
		"[implies]\n\"w:admin\" = [\"w:write\"]\n\"w:write\" = [\"w:read\"]\n\"x:all\" = [\"x:full\"]\n")
	if !c.Covers("w:admin", "w:read") || c.Covers("w:read", "w:admin") || c.Covers("x:all", "w:read") {
		t.Error("implications hold over several steps, and one way")
	}
	if diff := cmp.Diff([]string{"x:all", "w:admin"}, c.Minimal([]string{"x:full", "w:read", "x:all", "w:admin"})); diff != "" {
		t.Errorf("Minimal (-want +got):\n%s", diff)
	}
}

func TestDistinct(t *testing.T) {
	text := head + "%[scopes]\n\"list:read\" = \"\"\n\"lists:read\" = \"\"\n\"lists:write\" = \"\"\n"
	c := parse(t, strings.Replace(text, "%", "", 1))
	want := []catalog.Pair{{Preferred: "lists:read", Twin: "list:read"}}
	if diff := cmp.Diff(want, c.Lookalikes()); diff != "" {
		t.Errorf("look-alikes (-want +got):\n%s", diff)
	}
	c = parse(t, strings.Replace(text, "%", "distinct = [[\"list\", \"lists\"]]\n", 1))
	if got := c.Lookalikes(); got != nil {
		t.Errorf("look-alikes that are distinct: %v", got)
	}
}

func TestMerge(t *testing.T) {
	team := parse(t, head+"[scopes]\n\"widget:read\" = \"\"\n\"droplet:read\" = \"Ours\"\n\"volume:read\" = \"\"\n")
	c, err := catalog.Merge(catalog.DigitalOcean(), team)
	if err != nil {
		t.Fatal(err)
	}
	if s, _ := c.Lookup("droplet:read"); s.Description != "Ours" {
		t.Errorf("droplet:read is described as %q, want the later description", s.Description)
	}
	if !c.Covers("api:read", "widget:read") {
		t.Error("aliases hold for scopes of later catalogs too")
	}
	if got, ok := c.Renamed("volume:update"); ok {
		t.Errorf("volume is a resource of the later catalog, but renamed to %v", got)
	}
	if got, want := c.String(), "the DigitalOcean and Acme catalogs"; got != want {
		t.Errorf("String() = %q, want %q", got, want)
	}
	clash := parse(t, "name = \"B\"\ngrammar = [\"RESOURCE:ACTION\"]\n[scopes]\n\"DROPLET:READ\" = \"\"\n")
	if _, err := catalog.Merge(catalog.DigitalOcean(), clash); err == nil || !strings.Contains(err.Error(), "only in case") {
		t.Errorf("merging names that differ in case: %v", err)
	}
}

// Whatever a file holds, parsing it gives a catalog or a located error, and
// asking the catalog anything does not panic.
func FuzzParse(f *testing.F) {
	builtIn, err := os.ReadFile("digitalocean.toml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(builtIn), "droplet:raed")
	f.Add(head+"wildcard = \"*\"\n[scopes]\n\"a:b\" = \"\"\n[aliases]\n\"a:b\" = [\"*:*\"]\n", "a:*")
	f.Add("name = \"A\"\ngrammar = [\"a/b-action\"]\n[scopes]\n\"x/y-z\" = \"\"\n", "x/y-")
	f.Fuzz(func(t *testing.T, text, name string) {
		c, err := catalog.Parse("f.toml", []byte(text))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "f.toml:") {
				t.Errorf("an error without position: %v", err)
			}
			return
		}
		c.Lookup(name)
		c.Spelling(name)
		c.Renamed(name)
		c.Covers(name, name)
		if to, ok := c.Suggest(name); ok && c.IsAlias(to) {
			t.Errorf("Suggest(%q) is the alias %q", name, to)
		}
		for _, s := range c.Scopes() {
			if got, ok := c.Lookup(s.Name); !ok || got.Name != s.Name {
				t.Errorf("Lookup(%q) = %v, %t", s.Name, got, ok)
			}
		}
	})
}

// Names of any form can be in a catalog: a list is enough, a grammar helps to
// see misspellings.
func TestAnyForm(t *testing.T) {
	for _, grammar := range []string{"", "grammar = [\"action:resource\", \"*\"]\n"} {
		c := parse(t, "name = \"T\"\n"+grammar+`separators = [" "]
complete = false
[scopes]
"repo" = ""
"repo:status" = ""
"read:user" = ""
"user:email" = ""
"https://mail.example/" = ""
"User.Read.All" = ""
"channel:manage:polls" = ""
"urn:acme:full" = ""
[implies]
"repo" = ["repo:status"]
[broad]
"repo" = "repo:status"
[needs]
"user:email" = ["read:user"]
[deprecated]
"urn:acme:full" = "repo"
[retired]
"gist" = "a GitHub App"
`)
		if len(c.Scopes()) != 8 || c.Complete() {
			t.Errorf("%d scopes, complete: %t", len(c.Scopes()), c.Complete())
		}
		for _, s := range c.Scopes() {
			if _, ok := c.Lookup(s.Name); !ok {
				t.Errorf("%q is not found", s.Name)
			}
		}
		if !c.Covers("repo", "repo:status") || c.Covers("repo:status", "repo") {
			t.Error("repo does not grant repo:status, or the other way round")
		}
		for name, want := range map[string]string{"rpeo": "repo", "user:read": "read:user", "User.Raed.All": "User.Read.All", "chanel:manage:polls": "channel:manage:polls"} {
			if to, ok := c.Suggest(name); !ok || to != want {
				t.Errorf("Suggest(%q) = %q, want %q", name, to, want)
			}
		}
		if s, ok := c.Past("gist"); !ok || s.Instead != "a GitHub App" {
			t.Errorf("gist is remembered as %+v", s)
		}
		if s, _ := c.Lookup("urn:acme:full"); s.Status != catalog.Deprecated || s.Instead != "repo" {
			t.Errorf("urn:acme:full is %+v", s)
		}
	}
}
