package main

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"
	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"github.com/xeipuuv/gojsonschema"

	"github.com/scopelint/scopelint/analyzer"
)

// example lints testdata/src/example, which has findings of every rule that
// needs no configuration.
func example(t *testing.T) *report {
	t.Helper()
	o, err := parseOptions([]string{"../../testdata/src/example"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := examine(o, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.dir, _ = filepath.Abs("../../testdata/src/example")
	for i := range r.Findings {
		f := &r.Findings[i]
		f.Location.File = filepath.Base(f.Location.File)
	}
	return r
}

func TestExampleShowsEveryRule(t *testing.T) {
	r := example(t)
	for _, id := range analyzer.RuleIDs() {
		if _, err := os.Stat(filepath.Join("../../testdata/src", id, ".scopelint.toml")); err == nil {
			continue // it speaks only with a configuration, which the example does without
		}
		if id == "scope-request" {
			continue // it is about what providers other than the example's say of their requests
		}
		if !slices.ContainsFunc(r.Findings, func(f finding) bool { return f.Rule == id }) {
			t.Errorf("the example shows no %s", id)
		}
	}
}

// The JSON of findings and of problems has the form of the schema.
func TestJSONSchema(t *testing.T) {
	schema, err := os.ReadFile("schema/findings.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	r := example(t)
	r.Problems = append(r.Problems, problem{Package: "p", Message: "does not load"})
	r.Stats = r.count()
	var out bytes.Buffer
	if err := printJSON(&out, r); err != nil {
		t.Fatal(err)
	}
	validate(t, schema, out.Bytes())

	empty := &report{Version: 1, Findings: []finding{}, Problems: []problem{}}
	out.Reset()
	if err := printJSON(&out, empty); err != nil {
		t.Fatal(err)
	}
	validate(t, schema, out.Bytes())
}

func validate(t *testing.T, schema, document []byte) {
	t.Helper()
	result, err := gojsonschema.Validate(gojsonschema.NewBytesLoader(schema), gojsonschema.NewBytesLoader(document))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range result.Errors() {
		t.Errorf("%v", e)
	}
}

// The repository's own configuration, every key of the schema, and what the
// program reads are the same.
func TestConfigSchema(t *testing.T) {
	schema, err := os.ReadFile("schema/config.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Properties  map[string]any
		Definitions struct {
			Rules struct{ Properties map[string]any }
		}
	}
	if err := json.Unmarshal(schema, &doc); err != nil {
		t.Fatal(err)
	}
	rules := make([]string, 0)
	for id := range doc.Definitions.Rules.Properties {
		rules = append(rules, id)
	}
	slices.Sort(rules)
	if diff := cmp.Diff(slices.Sorted(slices.Values(analyzer.RuleIDs())), rules); diff != "" {
		t.Errorf("rules (-program +schema):\n%s", diff)
	}
	keys := make([]string, 0)
	for key := range doc.Properties {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	if diff := cmp.Diff(slices.Sorted(slices.Values(analyzer.ConfigKeys())), keys); diff != "" {
		t.Errorf("keys (-program +schema):\n%s", diff)
	}
	var sample map[string]any
	if _, err := toml.DecodeFile("../../"+analyzer.ConfigName, &sample); err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(sample)
	if err != nil {
		t.Fatal(err)
	}
	validate(t, schema, data)
}

// officialSchema returns the text of OASIS's schema of SARIF 2.1.0. The library
// go-sarif carries it as a constant, but validates only what it has read and
// written anew.
func officialSchema(t *testing.T) []byte {
	t.Helper()
	dir, err := exec.Command("go", "list", "-f", "{{.Dir}}", "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif").Output()
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(strings.TrimSpace(string(dir)), "schema.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, decl := range file.Decls {
		if gen, ok := decl.(*ast.GenDecl); ok && gen.Tok == token.CONST {
			text, err := strconv.Unquote(gen.Specs[0].(*ast.ValueSpec).Values[0].(*ast.BasicLit).Value)
			if err != nil || !strings.Contains(text, "docs.oasis-open.org/sarif/sarif/v2.1.0") {
				t.Fatalf("no schema of SARIF 2.1.0: %v", err)
			}
			return []byte(text)
		}
	}
	t.Fatal("no schema in go-sarif")
	return nil
}

// The SARIF log has the form of the official schema, locates every result, and
// can be read by another program.
func TestSARIF(t *testing.T) {
	r := example(t)
	r.Problems = append(r.Problems, problem{Package: "p", Message: "does not load"})
	var out bytes.Buffer
	if err := printSARIF(&out, r); err != nil {
		t.Fatal(err)
	}
	log, err := sarif.FromBytes(out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	validate(t, officialSchema(t), out.Bytes())
	run := log.Runs[0]
	if got, want := len(run.Tool.Driver.Rules), len(analyzer.Rules()); got != want {
		t.Errorf("%d rules are listed, want %d", got, want)
	}
	prints := make(map[string]bool)
	for _, res := range run.Results {
		if len(res.Locations) != 1 || !strings.HasSuffix(*res.Locations[0].PhysicalLocation.ArtifactLocation.URI, "example.go") {
			t.Errorf("result without location: %v", *res.Message.Text)
		}
		prints[res.PartialFingerprints["scopelint/v1"]] = true
	}
	if len(prints) != len(r.Findings) {
		t.Errorf("%d fingerprints for %d findings", len(prints), len(r.Findings))
	}
}

// Fingerprints survive lines that move.
func TestFingerprints(t *testing.T) {
	f := finding{Rule: "unknown-scope", Package: "p", Within: "F", Scope: "a:b", Location: location{File: "a.go", Line: 3}}
	moved := f
	moved.Location.Line = 30
	one, two := make(fingerprints), make(fingerprints)
	if one.of(f) != two.of(moved) {
		t.Error("the fingerprint depends on the line")
	}
	if one.of(f) == two.of(finding{Rule: "unknown-scope", Package: "p", Within: "F", Scope: "a:c"}) {
		t.Error("the fingerprint does not depend on the scope")
	}
	three := make(fingerprints)
	first, second := three.of(f), three.of(f)
	if first == second {
		t.Error("two findings have one fingerprint")
	}
}

// On a terminal the source line and what is right follow a finding.
func TestRichText(t *testing.T) {
	dir := t.TempDir()
	src := "package p\n\tvar é, scopes = 1, \"droplet:wirte\"\n"
	if err := os.WriteFile(filepath.Join(dir, "p.go"), []byte(src), 0o644); err != nil {
		t.Fatal(err)
	}
	at := strings.Index(src, "droplet") - strings.Index(src, "\tvar")
	f := finding{
		Rule: "unknown-scope", Severity: "error", Message: "unknown scope",
		Location: location{File: "p.go", Line: 2, Column: at + 1, EndLine: 2, EndColumn: at + 1 + len("droplet:wirte")},
		Related:  []related{{Message: "used here", Location: location{File: "q.go", Line: 1, Column: 2}}},
		Fixes:    []fix{{Class: "guessed", Message: "Replace it"}},
	}
	want := "p.go:2:23: unknown scope [unknown-scope]\n" +
		"\t\tvar é, scopes = 1, \"droplet:wirte\"\n" +
		"\t\t                    ~~~~~~~~~~~~~\n" +
		"\tq.go:1:2: used here\n" +
		"\tfix (guessed): Replace it\n"
	var out bytes.Buffer
	p := textPrinter{w: &out, rich: true, sources: newSources(dir)}
	p.finding(f)
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	out.Reset()
	p.color = true
	p.finding(f)
	if !strings.Contains(out.String(), "\x1b[31m~~~") {
		t.Errorf("no colour: %q", out.String())
	}
}

// SARIF names files from the root of the repository, as URIs.
func TestSARIFArtifacts(t *testing.T) {
	c := sarifConverter{dir: filepath.FromSlash("/repo/sub"), root: filepath.FromSlash("/repo")}
	for file, want := range map[string]sarifArtifact{
		"a b.go":      {URI: "sub/a%20b.go", URIBaseID: "%SRCROOT%"},
		"/repo/é.go":  {URI: "%C3%A9.go", URIBaseID: "%SRCROOT%"},
		"/else/c#.go": {URI: "file:///else/c%23.go"},
	} {
		if got := c.artifact(file); got != want {
			t.Errorf("artifact(%q) = %v, want %v", file, got, want)
		}
	}
}

// SARIF counts columns in UTF-16 code units.
func TestSARIFColumns(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "p.go"), []byte("// é😀 x\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	c := sarifConverter{sources: newSources(dir)}
	for column, want := range map[int]int{1: 1, 4: 4, 6: 5, 10: 7, 11: 8, 12: 9, 13: 10} {
		if got := c.column("p.go", 1, column); got != want {
			t.Errorf("byte %d is in column %d, want %d", column, got, want)
		}
	}
}
