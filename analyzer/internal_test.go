package analyzer

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/scopelint/scopelint/analyzer/routes"
	"github.com/scopelint/scopelint/catalog"
)

func TestWords(t *testing.T) {
	for name, want := range map[string]string{
		"scopes":            "scopes",
		"requiredScopes":    "required scopes",
		"REQUIRED_SCOPES":   "required scopes",
		"--required-scopes": "required scopes",
		"OAuthScope":        "o auth scope",
		"HTTPScopes":        "http scopes",
		"scopeV2ID":         "scope v 2 id",
		"scopes2":           "scopes 2",
		"OAuth2Scope":       "o auth 2 scope",
		"microscope":        "microscope",
		"X-OAuth-Scopes":    "x o auth scopes",
		"":                  "",
		"größteScopes":      "größte scopes",
		"ArgTokenScopes":    "arg token scopes",
		"a\xffScope":        "a scope",
	} {
		if got := strings.Join(words(name), " "); got != want {
			t.Errorf("words(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestSplit(t *testing.T) {
	for _, tt := range []struct {
		value   string
		inScope bool
		want    []string
	}{
		{"droplet:read", false, []string{"droplet:read"}},
		{"account:read ", false, []string{"account:read "}},
		{"tag:read\n", false, []string{"tag:read\n"}},
		{"tag::read", false, []string{"tag::read"}},
		{"tаg:read", false, []string{"tаg:read"}}, // Cyrillic
		{"droplet:read\u00a0tag:read", false, []string{"droplet:read\u00a0", "tag:read"}},
		{"droplet:read\u200btag:read vpc:read\u2003", true, []string{"droplet:read\u200b", "tag:read", "vpc:read\u2003"}},
		{"?scope=droplet:read\u00a0tag:read", false, []string{"droplet:read\u00a0", "tag:read"}},
		{"nothing\u00a0to see:here", false, nil},
		{"droplet:read tag:read", false, []string{"droplet:read", "tag:read"}},
		{"droplet:read,tag:read\n", false, []string{"droplet:read", "tag:read"}},
		{"droplet:read, tag: read", false, []string{"droplet:read", "tag: read"}},
		{"needs droplet:read", false, nil},
		{"needs droplet:read", true, []string{"droplet:read"}},
		{"this sentence needs droplet:read", true, nil},
		{"--scopes=droplet:read,tag:read", false, []string{"droplet:read", "tag:read"}},
		{"run doctl token create --scopes droplet:read,tag:read now", false, []string{"droplet:read", "tag:read"}},
		{"https://x.example/?a=b:c&scope=droplet:read%20tag:read+vpc:read&d=e:f", false, []string{"droplet:read", "tag:read", "vpc:read"}},
		{"https://x.example/?scope=droplet%3Aread+tag%3aread", false, []string{"droplet:read", "tag:read"}},
		{`Bearer realm="x", scope="droplet:read tag:read"`, false, []string{"droplet:read", "tag:read"}},
		{`{"scope": "tag:read\u00a0", "scopes": ["vpc:re\u0061d"]}`, false, []string{"tag:read\u00a0", "vpc:read"}},
		{`{"ScopesRequired": 1, "Scopes": ["droplet:read"]}`, false, []string{"droplet:read"}},
		{`{"scopes": ["droplet:read", "tag:read"], "image": "image:v1"}`, false, []string{"droplet:read", "tag:read"}},
		{`{"scope": "droplet:read tag:read"}`, false, []string{"droplet:read", "tag:read"}},
		{`{"scopes": [{"name": "droplet:read", "note": "a:b"}, {"note": "c:d", "name": "tag:read"}]}`, false, []string{"droplet:read", "tag:read"}},
		{`{"required_scopes": ["vpc:read"]} {"requiredScopes": ["tag:read"]}`, false, []string{"vpc:read", "tag:read"}},
		{`{"id": %d, "scopes": ["droplet:read"`, false, []string{"droplet:read"}},
		{`{"grants": "backups:read"}`, false, nil},
		{`{"telescope": "a:b"}`, false, nil},
		{"", true, nil},
		{" ", true, nil},
		{"image", true, nil},
	} {
		var got []string
		for _, f := range split(catalog.DigitalOcean(), tt.value, tt.inScope, false) {
			got = append(got, f.text)
			if tt.value[f.off:f.to] != f.text && !strings.Contains(tt.value, "%3A") && !strings.Contains(tt.value, "\\u") {
				t.Errorf("split(%q): %q is not at %d", tt.value, f.text, f.off)
			}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("split(%q, %t) (-want +got):\n%s", tt.value, tt.inScope, diff)
		}
	}
}

// The source of a part of a constant's value, wherever it is written.
func TestSpan(t *testing.T) {
	for _, tt := range []struct {
		expr, part, want string
		own              bool // nothing else stands there
	}{
		{`"droplet:read"`, "droplet:read", "droplet:read", true},
		{`"a:b droplet:read"`, "droplet:read", "droplet:read", true},
		{"`a:b\n\tdroplet:read`", "droplet:read", "droplet:read", true},
		{`"\"é\" droplet:read"`, "droplet:read", "droplet:read", true},
		{`"\u00e9\x41 droplet:read"`, "droplet:read", "droplet:read", true},
		{`"drop\x6cet:read"`, "droplet:read", `drop\x6cet:read`, true},
		{`"a:b tag:read\u00a0"`, "tag:read\u00a0", `tag:read\u00a0`, true},
		{`"a:b " + ("droplet:read" + " c:d")`, "droplet:read", "droplet:read", true},
		{`"drop" + "let:read"`, "droplet:read", `drop" + "let:read`, false},
		{`"a:b " + name`, "droplet:read", "name", false},
		{`"droplet:" + verb`, "droplet:read", `droplet:" + verb`, false},
	} {
		src := "package p\nconst name, verb = \"droplet:read\", \"read\"\nconst c = " + tt.expr
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, "p.go", src, 0)
		if err != nil {
			t.Fatal(err)
		}
		info := &types.Info{Types: make(map[ast.Expr]types.TypeAndValue), Uses: make(map[*ast.Ident]types.Object)}
		if _, err := new(types.Config).Check("p", fset, []*ast.File{file}, info); err != nil {
			t.Fatal(err)
		}
		spec := file.Decls[1].(*ast.GenDecl).Specs[0].(*ast.ValueSpec)
		value, _ := stringValue(info, spec.Values[0])
		from := strings.Index(value, tt.part)
		pos, end, source := newSpans(fset, info, spec.Values[0]).of(from, from+len(tt.part))
		got := src[fset.Position(pos).Offset:fset.Position(end).Offset]
		if got != tt.want || (source == got) != tt.own {
			t.Errorf("span of %q in %s = %q, %q, want %q, %t", tt.part, tt.expr, got, source, tt.want, tt.own)
		}
	}
}

// Whatever a string holds, its fragments stand where they say they do.
func FuzzSplit(f *testing.F) {
	f.Add(`{"scopes": ["droplet:read", {"name": "x:y"}]}`, true)
	f.Add("--scopes=a:b,c:d&scope=e:f+g:h", false)
	f.Add("droplet: read, tag:read\n", true)
	f.Fuzz(func(t *testing.T, value string, inScope bool) {
		for _, frag := range split(catalog.DigitalOcean(), value, inScope, false) {
			if value[frag.off:frag.to] != frag.text && !strings.Contains(strings.ToUpper(value), "%3A") && !strings.Contains(value, `\`) {
				t.Errorf("split(%q): %q is not at %d", value, frag.text, frag.off)
			}
		}
	})
}

// The bytes of a literal's value are found in its text.
func FuzzLitSpan(f *testing.F) {
	f.Add("\"a\\u00e9\\n:b\"", 1, 3)
	f.Add("`a:b`", 0, 3)
	f.Fuzz(func(t *testing.T, lit string, from, to int) {
		expr, err := parser.ParseExpr(lit)
		if err != nil {
			return
		}
		basic, ok := expr.(*ast.BasicLit)
		if !ok || basic.Kind != token.STRING || strings.Contains(lit, "\r") {
			return
		}
		value := constantString(t, basic.Value)
		if from < 0 || from > to || to > len(value) {
			return
		}
		start, stop, ok := (&literal{text: basic.Value}).span(from, to)
		if !ok {
			return // inside of an escape
		}
		if part := basic.Value[start:stop]; stop-start == to-from && part != value[from:to] {
			t.Errorf("of %s, span(%d, %d) = %q, want %q", basic.Value, from, to, part, value[from:to])
		}
	})
}

func constantString(t *testing.T, lit string) string {
	t.Helper()
	value, err := strconv.Unquote(lit)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// A package without a string that could be a scope costs no catalog.
func TestCatalogIsNotLoaded(t *testing.T) {
	cfg := NewConfig()
	cfg.catalog = func() *catalog.Catalog {
		t.Error("the catalog was loaded")
		return catalog.DigitalOcean()
	}
	testdata, err := filepath.Abs("../testdata")
	if err != nil {
		t.Fatal(err)
	}
	analysistest.Run(t, testdata, New(cfg), "config/quiet")
}

// What a neighbour's guard asks for is told, or, if it names no scope, the guard.
func TestNeighbourStates(t *testing.T) {
	for want, guard := range map[string]routes.Guard{
		"names droplet:read and tag:read": {Name: "auth.Require", Scopes: []string{"droplet:read", "tag:read"}},
		"has the guard web.Login":         {Name: "web.Login"},
	} {
		if got := states(guard); got != want {
			t.Errorf("%v: %q, want %q", guard, got, want)
		}
	}
}
