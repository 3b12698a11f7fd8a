package analyzer_test

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/analyzer/shape"
	"github.com/scopelint/scopelint/analyzer/source"
	"github.com/scopelint/scopelint/catalog"
)

// TestRelevant: packages in which there is something to find are relevant, and
// the reason why others are not is the one that the rules name.
func TestRelevant(t *testing.T) {
	relevance := analyzer.NewRelevance(analyzer.NewConfig(), nil)
	for _, rule := range analyzer.Rules() {
		files := read(t, filepath.Join(testdata, "src", rule.ID))
		if !relevance.Package(files) {
			t.Errorf("%s: its test data is not relevant", rule.ID)
		}
		if !slices.ContainsFunc(files, func(data []byte) bool { return !shape.Silent(data) }) {
			t.Errorf("%s: each file of its test data is silent", rule.ID)
		}
	}
	calls := [][]byte{[]byte(`import "github.com/digitalocean/godo"`)}
	if relevance.Package(calls) {
		t.Error("calls of a client are relevant without a grant to hold them against")
	}
	cfg, err := analyzer.LoadConfig(filepath.Join(testdata, "src", "ungranted-call", analyzer.ConfigName))
	if err != nil {
		t.Fatal(err)
	}
	if !analyzer.NewRelevance(cfg, nil).Package(calls) {
		t.Error("calls of a client are not relevant with a grant")
	}
	if !analyzer.NewRelevance(nil, os.ErrInvalid).Package(nil) {
		t.Error("with a broken configuration nothing is relevant")
	}
}

// Each rule says what a package must show.
func TestTraits(t *testing.T) {
	for _, rule := range analyzer.Rules() {
		if len(rule.Traits()) == 0 {
			t.Errorf("%s does not say what in a file's bytes makes it relevant", rule.ID)
		}
	}
}

// read reads all Go files at and below a directory.
func read(t *testing.T, dir string) [][]byte {
	t.Helper()
	var files [][]byte
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") {
			return err
		}
		data, err := os.ReadFile(path)
		files = append(files, data)
		return err
	})
	if err != nil || len(files) == 0 {
		t.Fatal("no files:", err)
	}
	return files
}

func TestRelevantText(t *testing.T) {
	tests := []struct {
		text string
		want bool
	}{
		{`"droplet:read"`, true},
		{`"droplet:nonsense"`, true},
		{`"Droplet:Read"`, true},
		{`"droplets:read"`, true},
		{`"reserved-ip:read"`, true},
		{`"floating_ip:read"`, true},
		{`"account:read"`, true},
		{`"image:read"`, true},
		{`"image:latest"`, false}, // no scope, and nothing speaks of the catalog
		{"\"image:latest\" // DigitalOcean's", true},
		{`"scope=droplet%3Aread"`, true},
		{`"scope=droplet%3aread"`, true},
		{`"droplet%3read"`, false},
		{`"droplet%3`, false},
		{`{"scope": "droplet:read"}`, true},
		{`"http://x:80" + a[i:j]`, false},
		{`x := y`, false},
		{`"droplet: Read"`, true},
		{`"droplet : read"`, true},
		{`Image{Tag: latest}`, false},
		{`"account: delete"`, false}, // no such scope
		{`const r = "droplet" + ":read"`, true},
		{`const r = "droplet:" + read`, true},
		{`const r = "image" + ":" + read`, true},
		{`const r = "image" + ":latest"`, false},
		{`const ( r = "image"; s = r + ":read" )`, true},
		{`const r = Resource("image"); var s = r + ":read"`, true},
		{`name := "image"; s := name + ":read"`, false}, // no constant
		{`const r = "image"`, false},
		{"f(\"droplet\" + // which\n\t\":read\")", true},
		{"f(\"droplet\" /* which */ + \":read\")", true},
		{"f(\"droplet\" +\n\t// which\n\tread + /* on */ \":read\")", true},
		{`const r = "image"; var s = f(r, x) + ":" + port`, false},
		{"const (\n\tr Resource = \"image\"\n)\nvar s = r + \":\" + read", true},
		{`host + ":" + port`, false},
		{`const volume = "volume"; var s = volume + x; var t = host + ":8080"`, false},
		{`const r = "droplet" + ":nonsense "`, true},
		{`const r Resource = "droplet"; var s = string(r) + ":wirte"`, true},
		{`const r = "image"; const s = r; var t = s + ":read"`, true},
		{"const (\n\tr = \"image\"\n\ts\n)\nvar t = s + \":read\"", true}, // s repeats it
		{"const (\n\tr = \"image\"\n\ts = 1\n)\nvar t = s + \":read\"", false},
		{"const tag = \"tag\" // to which\nf(tag + read, msg + \":\");", false}, // nothing is added
		{"const tag = \"tag\"\nf(tag + read, (msg + \":\") + x)", true},
		{"const tag = \"tag\"\nf(tag + (\":\"), x)", false},
		{"const tag = \"tag\"\nconst t = T(tag + \":\");", true},
		{"const tag = \"tag\"\nconst t = tag +\n\t\":\";", true},
		{"const tag = \"tag\"\nconst t = T(\n\ttag + \":\");", true},
		{"const tag = \"tag\"\nconst t = // of all\n\ttag + \":\";", true},
		{"const tag = \"tag\"\nconst u, t = 1,\n\ttag + \":\";", true},
		{"const tag = \"tag\"\nvar s = tag + x\nconst t = x.\n\tTag + \":\";", true},
		{"const tag = \"tag\"\nconst t = /*\n*/ tag + \":\";", true},
		{"const tag = \"tag\"\nvar s = tag + x\nconst t = `\n` + \":\";", true},
		{`f("/" + name("tag"), x + ":" + y)`, false},
		{`f("/" + name("tag") + x, x + ":" + y)`, true},
		{"f(\n\t\"/\" + name(\"tag\"), x + \":\" + y)", true}, // for all that its line shows
		{"//scopelint:ignore x y", true},
		{"\"t\u0430g:read\"", true},
		{`"t\u0430g:read"`, true},
		{`"\ttag:read"`, true},
		{"\"tag\u200b:read\"", true},
		{"\"tag:\u00a0 read\"", true},
		{`"tag::read"`, true},
		{`"std::read"`, false},
		{`"tag::nonsense"`, false},
		{"\"größe:read\"", false},
		{`"tag:\n"`, false},
		{"const r = \"t\u0430g\" + \":read\"", true},
		{"const r = \"tag\" + \":re\u0430d\"", true},
	}
	relevance := analyzer.NewRelevance(analyzer.NewConfig(), nil)
	for _, test := range tests {
		if got := relevance.Package([][]byte{[]byte(test.text)}); got != test.want {
			t.Errorf("%s: relevant: %t", test.text, got)
		}
		if test.want && (shape.Silent([]byte(test.text)) || shape.SilentTogether([][]byte{[]byte(test.text)})) {
			t.Errorf("%s: silent, but relevant", test.text)
		}
	}
}

// TestSilentTogether: of all that the catalog has, or had, nothing is silent that
// is relevant, and what other code has, too, is silent there.
func TestSilentTogether(t *testing.T) {
	relevance := analyzer.NewRelevance(analyzer.NewConfig(), nil)
	c := catalog.DigitalOcean()
	count := map[bool]int{}
	for _, scope := range c.Scopes() {
		names := []string{scope.Name}
		for _, old := range c.Formerly(scope) {
			names = append(names, old.From, old.From+":"+scope.Action)
		}
		for _, name := range names {
			resource, action, _ := strings.Cut(name, ":")
			for _, text := range []string{
				name, strings.ToUpper(name), strings.ReplaceAll(name, "_", "-"), resource + "s:" + action, resource + ": " + action, resource + ":nonsense", strings.TrimSuffix(resource, "s") + ":Others",
				resource + `" + ":` + action, resource + `" + ":nonsense`, resource + ":" + `" + x + "`, resource + `" + ":" + "x`,
			} {
				for _, comment := range []string{"", " // of DigitalOcean"} {
					src := [][]byte{[]byte("package p\n\nvar s = \"" + text + "\"" + comment + "\n")}
					silent := shape.SilentTogether(src)
					if silent && relevance.Package(src) {
						t.Errorf("silent, but relevant: %s", src)
					}
					count[silent]++
				}
			}
		}
	}
	if count[true] == 0 || count[false] == 0 {
		t.Errorf("silent or not: %v", count)
	}
}

func TestRelevantConstants(t *testing.T) {
	relevance := analyzer.NewRelevance(analyzer.NewConfig(), nil)
	pkg, err := parse(`package scopes
const (
	Read     = "droplet:read"
	Resource = "droplet"
	Action   = ":read"
	Other    = "other"
	hidden   = "droplet:create"
	Number   = 1
)`)
	if err != nil {
		t.Fatal(err)
	}
	constants := relevance.Constants(pkg.Types)
	if got := fmt.Sprint(constants); got != "[:scopes.Action scopes.Read +scopes.Resource]" {
		t.Errorf("constants %s", got)
	}
	for text, want := range map[string]bool{
		`import "x/scopes"; var _ = scopes.Read`:                         true,
		`import "x/scopes"; var _ = scopes.Resource + scopes.Action`:     true,
		`import "x/scopes"; var _ = f(x, scopes.Resource)`:               false,
		`import "x/scopes"; var _ = string(scopes.Resource) + ":x"`:      true,
		`import "x/scopes"; const Mine = scopes.Resource`:                true,
		`import "x/scopes"; var _ = scopes.Other`:                        false,
		`import "y/scopes"; var _ = scopes.Read`:                         false,
		`import s "x/scopes"; var _ = "x" + s.Resource`:                  true,
		`import . "x/scopes"; var _ = f(Read, "x")`:                      true,
		"import `x/scopes`; var _ = scopes.Read // an unusual quotation": true,
	} {
		if got := relevance.Names([][]byte{[]byte(text)}, "x/scopes", constants, true); got != want {
			t.Errorf("%s: named: %t", text, got)
		}
	}
}

// TestAdding: where nothing is added to resources, naming one matters only if it
// is exported once more.
func TestAdding(t *testing.T) {
	relevance := analyzer.NewRelevance(analyzer.NewConfig(), nil)
	for text, want := range map[string]bool{
		"import \"x/scopes\"\nvar _ = scopes.Droplet + \"/\"":     false,
		"import \"x/scopes\"\nconst Mine = scopes.Droplet":        true,
		"import \"x/scopes\"\nconst mine = scopes.Droplet":        false,
		"import \"x/scopes\"\nx.Field = scopes.Droplet":           false,
		"import \"x/scopes\"\nconst Mine = \"x\" + scopes.Action": true,
		"import \"x/scopes\"\nvar _ = other.Whole":                false,
		"import other \"x/scopes\"\nvar _ = other.Whole":          true,
		"import \"x/scopes\"\nvar _ = scopes.Whole":               true,
	} {
		if got := relevance.Names([][]byte{[]byte(text)}, "x/scopes", []string{"+scopes.Droplet", ":scopes.Action", "scopes.Whole"}, false); got != want {
			t.Errorf("%s: %t", text, got)
		}
	}
	for text, want := range map[string]bool{
		`x + ":read"`: true, `x + ":" + y`: true, `x + "/read"`: false, `"droplet"`: false,
	} {
		if got := relevance.Adds([][]byte{[]byte(text)}, []string{"A", "+B"}); got != want {
			t.Errorf("%s: adds: %t", text, got)
		}
	}
	if !relevance.Adds(nil, []string{"A", ":B"}) {
		t.Error("a constant does not add")
	}
}

// pluses are how a sum may be laid out.
var pluses = []string{" + ", " +\n\t", " + // of both\n\t", " /* of */ + /* both */ "}

// FuzzRelevance: whatever the analyzer has anything to say about is relevant.
func FuzzRelevance(f *testing.F) {
	for _, seed := range [][2]string{
		{"droplet:read", "x"}, {"Droplet:Read", "droplets:raed"}, {"account:read", "image:latest"}, {"droplet", ":read"}, {"droplet", "raed"}, {"tag", "digitalocean"},
		{`{"scopes": ["droplet:read","tag:x"]}`, "api:write"}, {"?scope=droplet%3Aread+x:y", "a b, droplet: read"}, {"spaces_keys:create", "digitalocean"},
		{"t\u200bag:read", "dr\u043eplet:read"}, {"t\u0430g", ":re\u0430d"}, {"droplet:read\u00a0tag:read", "tag\u3000: read"}, {"tag::read", "Droplet:read"},
		{"tag:read\n", "account:read "}, {"vpc\u2060:\ufeffread", "image"}, {"image\u200b", "\u200b:read"}, {"ｄroplet:read", "i\u043cage:\u00adread"},
		{"\uff44ro\x15plet:reAd", "0"}, {"dro\x7fplet:read", "tag:\x01read"}, {"droplet\x02", "\x1b:read"},
	} {
		for glue := range pluses {
			f.Add(seed[0], seed[1], byte(glue))
			f.Add(seed[0], seed[1], byte(0x80+glue))
		}
	}
	relevance := analyzer.NewRelevance(analyzer.NewConfig(), nil)
	byDefault := analyzer.New(analyzer.NewConfig())
	f.Fuzz(func(t *testing.T, a, b string, glue byte) {
		if strings.Contains(a+b, "`") || strings.Contains(a+b, "\r") {
			t.Skip("cannot be written in a raw string")
		}
		plus := pluses[int(glue)%len(pluses)]
		src := fmt.Sprintf("package p\n\nfunc needScopes(scopes ...string) {}\n\nfunc init() {\n\tneedScopes(`%s`%s`%s`)\n\tneedScopes(q%s(`:`)%s`%s`)\n}\n", a, plus, b, plus, plus, b)
		if glue < 0x80 {
			src += fmt.Sprintf("\nvar scopes = []string{`%s`, `%s`}\n", a, b)
		}
		src += fmt.Sprintf("\nconst (\n\tr = `%s`\n\tq\n)\n", a)
		pkg, err := parse(src)
		if err != nil {
			t.Skip("not UTF-8, or a NUL")
		}
		graph, err := checker.Analyze([]*analysis.Analyzer{byDefault}, []*packages.Package{pkg}, nil)
		if err != nil {
			t.Fatal(err)
		}
		relevant := relevance.Package([][]byte{[]byte(src)})
		if result := graph.Roots[0].Result.(*analyzer.Result); !result.Idle && !relevant {
			t.Errorf("not relevant, but found %v in\n%s", result.Findings, src)
		}
		if relevant && (shape.Silent([]byte(src)) || shape.SilentTogether([][]byte{[]byte(src)})) {
			t.Errorf("silent, but relevant:\n%s", src)
		}
	})
}

// parse type-checks a package of one file.
func parse(src string) (*packages.Package, error) {
	pkg := &packages.Package{ID: "p", Name: "p", PkgPath: "p", Fset: token.NewFileSet(), TypesInfo: source.NewInfo(), TypesSizes: types.SizesFor("gc", "amd64")}
	file, err := parser.ParseFile(pkg.Fset, "p.go", src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	pkg.Syntax = []*ast.File{file}
	conf := types.Config{Importer: importer.Default()}
	pkg.Types, err = conf.Check("p", pkg.Fset, pkg.Syntax, pkg.TypesInfo)
	return pkg, err
}
