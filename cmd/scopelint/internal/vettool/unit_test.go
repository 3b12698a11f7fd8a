package vettool_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/constant"
	"go/types"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/scopelint/scopelint/cmd/scopelint/internal/prefilter"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/vettool"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/vetx"
)

// typesOf reports the type of each variable of a package.
var typesOf = &analysis.Analyzer{
	Name: "types", Doc: "report types", RunDespiteErrors: true,
	Run: func(pass *analysis.Pass) (any, error) {
		for _, file := range pass.Files {
			for _, decl := range file.Decls {
				if d, ok := decl.(*ast.GenDecl); ok {
					for _, spec := range d.Specs {
						if v, ok := spec.(*ast.ValueSpec); ok {
							pass.Reportf(v.Pos(), "%s is %s", v.Names[0].Name, pass.TypesInfo.TypeOf(v.Names[0]))
						}
					}
				}
			}
		}
		return nil, nil
	},
}

// silent reports nothing.
var silent = &analysis.Analyzer{
	Name: "silent", Doc: "report nothing", RunDespiteErrors: true,
	Run: func(*analysis.Pass) (any, error) { return nil, nil },
}

// A fakeFilter has an answer to what it is asked for.
type fakeFilter struct {
	prefilter.Filter // nil
	relevant         bool
	rules            string
}

func (f fakeFilter) Rules() string                     { return f.rules }
func (f fakeFilter) Package([][]byte) bool             { return f.relevant }
func (f fakeFilter) Constants(*types.Package) []string { return []string{"C"} }
func (f fakeFilter) Written([][]byte) []string         { return nil }
func (f fakeFilter) Adds([][]byte, []string) bool      { return true }

func (f fakeFilter) Names(files [][]byte, path string, constants []string, _ bool) bool {
	return bytes.Contains(files[0], []byte(path)) && len(constants) > 0
}

func tool(f fakeFilter) *vettool.Tool {
	return &vettool.Tool{Analyzer: typesOf, Filter: func(string) prefilter.Filter { return f }}
}

// unit writes a unit of a module whose package imports another one and a
// package of the standard library; nothing tells what the compiler exports.
func unit(t *testing.T, vetxOfImport string) (cfg, vetx string) {
	t.Helper()
	dir := t.TempDir()
	write := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return name
	}
	write("go.mod", "module example.com/m\n\ngo 1.24\n")
	write("dep/dep.go", "package dep\n\nimport \"example.com/m/far\"\n\nvar V *far.T\n")
	write("far/far.go", "package far\n\ntype T struct{}\n")
	file := write("m.go", "package m\n\nimport (\n\t\"example.com/m/dep\"\n\t\"sort\"\n)\n\nvar V = dep.V\n\nvar H = sort.IntSlice(nil)\n")
	vetx = filepath.Join(dir, "vet.out")
	data, err := json.Marshal(map[string]any{
		"ID": "example.com/m", "Dir": dir, "ImportPath": "example.com/m", "GoVersion": "go1.24", "GoFiles": []string{file},
		"ModulePath": "example.com/m", "ImportMap": map[string]string{"example.com/m/dep": "example.com/m/dep", "sort": "sort"},
		"Standard":    map[string]bool{"sort": true},
		"PackageVetx": map[string]string{"example.com/m/dep": write("dep.vetx", vetxOfImport)}, "VetxOutput": vetx,
	})
	if err != nil {
		t.Fatal(err)
	}
	return write("vet.cfg", string(data)), vetx
}

// capture runs the tool, and returns its status and what it prints.
func capture(t *testing.T, tool *vettool.Tool, args ...string) (int, string) {
	t.Helper()
	stdout, stderr := os.Stdout, os.Stderr
	defer func() { os.Stdout, os.Stderr = stdout, stderr }()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	os.Stdout, os.Stderr = w, w
	printed := make(chan string)
	go func() {
		data, _ := io.ReadAll(r)
		printed <- string(data)
	}()
	status := tool.Main(args)
	w.Close()
	return status, <-printed
}

// TestWithoutExports: a go command that compiles nothing for vet has no export
// data; the types come from source then.
func TestWithoutExports(t *testing.T) {
	cfg, vetx := unit(t, "")
	status, out := capture(t, tool(fakeFilter{relevant: true}), cfg)
	if status != 1 || !strings.Contains(out, "V is *example.com/m/far.T") || !strings.Contains(out, "H is sort.IntSlice") {
		t.Errorf("status %d, printed\n%s", status, out)
	}
	if _, err := os.Stat(vetx); err == nil {
		t.Error("the go command remembers a unit with findings")
	}
	quiet := &vettool.Tool{Analyzer: silent, Filter: func(string) prefilter.Filter { return fakeFilter{relevant: true} }}
	if status, out := capture(t, quiet, cfg); status != 0 || out != "" {
		t.Errorf("status %d, printed\n%s", status, out)
	}
	first, err := os.ReadFile(vetx)
	if err != nil || !strings.Contains(string(first), "\nC") {
		t.Errorf("vetx %q, %v", first, err)
	}
	// Dependents must be looked at again when what is imported changes.
	dep := filepath.Join(filepath.Dir(cfg), "dep.vetx")
	if err := os.WriteFile(dep, []byte("other"), 0o666); err != nil {
		t.Fatal(err)
	}
	capture(t, quiet, cfg)
	if second, _ := os.ReadFile(vetx); bytes.Equal(first, second) {
		t.Error("the vetx file does not depend on those of the imports")
	}
}

func TestIrrelevant(t *testing.T) {
	for name, test := range map[string]struct {
		imported string // the vetx file of the import
		rules    string
		reported bool
	}{
		"nothing":                         {"", "", false},
		"of another program":              {"vetx\x00\x00C", "", false},
		"a constant is named":             {string(vetx.Encode("", []string{"C"})), "", true},
		"a constant of the same rules":    {string(vetx.Encode("x.toml", []string{"C"})), "x.toml", true},
		"no constants":                    {string(vetx.Encode("", nil)) + "#00ff\n", "", false},
		"no constants by the same rules":  {string(vetx.Encode("x.toml", nil)) + "#00ff\n", "x.toml", false},
		"no constants by others of its":   {string(vetx.Encode("y.toml", nil)), "x.toml", true},
		"no constants by others":          {string(vetx.Encode("y.toml", nil)), "", true},
		"no constants where rules differ": {"", "x.toml", true},
	} {
		cfg, vetx := unit(t, test.imported)
		status, out := capture(t, tool(fakeFilter{rules: test.rules}), cfg)
		if (status == 1) != test.reported || strings.Contains(out, "V is") != test.reported {
			t.Errorf("%s: status %d, printed\n%s", name, status, out)
		}
		if _, err := os.Stat(vetx); (err == nil) == test.reported {
			t.Errorf("%s: the go command remembers it: %t", name, err == nil)
		}
	}
}

// A listing filter lists the string constants of a relevant package.
type listing struct{ fakeFilter }

func (listing) Constants(pkg *types.Package) (list []string) {
	for _, name := range pkg.Scope().Names() {
		if c, ok := pkg.Scope().Lookup(name).(*types.Const); ok && c.Val().Kind() == constant.String {
			list = append(list, name+"="+constant.StringVal(c.Val()))
		}
	}
	return list
}

// TestDependency: of a dependency the constants are told, in whichever of its
// files the types of them stand.
func TestDependency(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return name
	}
	constants := write("a.go", "package m\n\nconst A S = \"a\" + S(B)\n")
	more := write("b.go", "package m\n\nconst B T = \"b\"\n\ntype T = string\n")
	typ := write("c.go", "package m\n\ntype S T\n\nfunc F() {}\n")
	out := filepath.Join(dir, "vet.out")
	for name, files := range map[string][]string{"a type elsewhere": {constants, more, typ}, "a type that is not there": {more, constants}} {
		data, err := json.Marshal(map[string]any{
			"ID": "example.com/m", "Dir": filepath.Join(dir, "m@v1.0.0"), "ImportPath": "example.com/m", "GoVersion": "go1.24", "GoFiles": files,
			"ModulePath": "example.com/m", "VetxOnly": true, "VetxOutput": out,
		})
		if err != nil {
			t.Fatal(err)
		}
		tool := &vettool.Tool{Analyzer: typesOf, Filter: func(string) prefilter.Filter { return listing{fakeFilter{relevant: true}} }}
		if status, printed := capture(t, tool, write("vet.cfg", string(data))); status != 0 || printed != "" {
			t.Errorf("%s: status %d, printed\n%s", name, status, printed)
		}
		want := []string{"A=ab", "B=b"}
		if len(files) == 2 {
			want = want[1:]
		}
		got, err := os.ReadFile(out)
		if err != nil || !bytes.Equal(got, vetx.Encode("", want)) {
			t.Errorf("%s: vetx %q, %v", name, got, err)
		}
	}
}

// TestRemembered: a unit with findings is not remembered, whether it was asked for
// or is a dependency, for the go command would not ask again. Nor is one that
// imports it remembered where the go command's key has nothing of that.
func TestRemembered(t *testing.T) {
	for name, test := range map[string]struct {
		analyzer      *analysis.Analyzer
		change        map[string]any
		remembered    bool
		printsNothing bool
	}{
		"clean":                        {silent, nil, true, true},
		"findings":                     {typesOf, nil, false, false},
		"a clean dependency":           {silent, map[string]any{"VetxOnly": true}, true, true},
		"a dependency with findings":   {typesOf, map[string]any{"VetxOnly": true}, false, true},
		"one of the module cache":      {typesOf, map[string]any{"VetxOnly": true, "Dir": "/mod/example.com/m@v1.0.0", "ImportMap": nil}, true, true},
		"it imports one with findings": {silent, map[string]any{"PackageVetx": nil}, false, true},
	} {
		cfg, vetx := unit(t, "")
		data, err := os.ReadFile(cfg)
		if err != nil {
			t.Fatal(err)
		}
		u := make(map[string]any)
		if err := json.Unmarshal(data, &u); err != nil {
			t.Fatal(err)
		}
		maps.Copy(u, test.change)
		if data, err = json.Marshal(u); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(cfg, data, 0o666); err != nil {
			t.Fatal(err)
		}
		tool := &vettool.Tool{Analyzer: test.analyzer, Filter: func(string) prefilter.Filter { return fakeFilter{relevant: true} }}
		if _, out := capture(t, tool, cfg); (out == "") != test.printsNothing {
			t.Errorf("%s: printed\n%s", name, out)
		}
		if _, err := os.Stat(vetx); (err == nil) != test.remembered {
			t.Errorf("%s: the go command remembers it: %t", name, err == nil)
		}
	}
}

func TestBadUnit(t *testing.T) {
	file := filepath.Join(t.TempDir(), "vet.cfg")
	for _, text := range []string{"", "{", fmt.Sprintf(`{"GoFiles": [%q]}`, filepath.Join(t.TempDir(), "gone.go"))} {
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		if status, _ := capture(t, tool(fakeFilter{relevant: true}), file); status != 1 {
			t.Errorf("status %d for the unit %q", status, text)
		}
	}
}
