package analyzer_test

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/analysis"

	"github.com/scopelint/scopelint/analyzer"
)

const nogoService = `package api

import "net/http"

var tokenScopes = []string{"droplet:read", "droplet:create", "droplet:write"}

func requireScope(scope string, next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Scope") != scope {
			http.Error(w, "forbidden", http.StatusForbidden)
			return
		}
		next(w, r)
	}
}

func list(http.ResponseWriter, *http.Request) {}

func routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v2/droplets", requireScope("droplet:read", list))
	mux.HandleFunc("GET /v2/droplets/{id}/logs", list)
	return mux
}
`

// Bazel's nogo runs the package-level Analyzer with a pass that has neither a
// module nor a way to read files, on files that are named from the root of its
// sandbox, where no configuration is; see nogo_main.go of rules_go.
func TestNogo(t *testing.T) {
	dir := write(t, map[string]string{"svc/api/api.go": nogoService})
	t.Chdir(dir)
	const scope, route = "svc/api/api.go:5:63 unknown-scope", "svc/api/api.go:22:2 unguarded-route"
	got := runLikeNogo(t, analyzer.Analyzer, "svc/api/api.go")
	if diff := cmp.Diff([]string{scope, route}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	for text, want := range map[string][]string{
		"exclude = [\"svc/api\"]":                                               nil,
		"[rules]\nunknown-scope = \"off\"":                                      {route},
		"[scopes]\nallow = [\"*:write\"]":                                       {route},
		"catalogs = [\"digitalocean\"]\n":                                       {scope, route},
		"[[override]]\npaths=[\"svc/**\"]\nrules={ unguarded-route = \"off\" }": {scope},
	} {
		a := analyzer.New(nil)
		if err := a.Flags.Set("config-text", text); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, runLikeNogo(t, a, "svc/api/api.go")); diff != "" {
			t.Errorf("%s: (-want +got):\n%s", text, diff)
		}
	}
}

// What is wrong with the text of a configuration fails before anything runs.
func TestConfigTextErrors(t *testing.T) {
	for text, want := range map[string]string{
		"exclud = []":                   `config-text:1:1: unknown key "exclud": did you mean "exclude"?`,
		"[rules]\nbroad-scop = \"off\"": `config-text:2:1: unknown rule "broad-scop": did you mean "broad-scope"?`,
	} {
		err := analyzer.New(nil).Flags.Set("config-text", text)
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

// A team's catalog can be a part of the program.
func TestConfigFS(t *testing.T) {
	files := fstest.MapFS{
		"lint/scopelint.toml":  {Data: []byte("catalogs = [\"own/scopes.toml\"]")},
		"lint/own/scopes.toml": {Data: []byte("name = \"Team\"\ngrammar = [\"resource:action\"]\n[scopes]\n\"droplet:read\" = \"\"\n\"droplet:create\" = \"\"\n\"droplet:write\" = \"\"")},
	}
	cfg, err := analyzer.LoadConfigFS(files, "lint/scopelint.toml")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(write(t, map[string]string{"api.go": nogoService}))
	if diff := cmp.Diff([]string{"api.go:22:2 unguarded-route"}, runLikeNogo(t, analyzer.New(cfg), "api.go")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	delete(files, "lint/own/scopes.toml")
	if _, err := analyzer.LoadConfigFS(files, "lint/scopelint.toml"); err == nil || !strings.Contains(err.Error(), `no catalog "own/scopes.toml"`) {
		t.Errorf("without the catalog: %v", err)
	}
}

// runLikeNogo returns the positions and rules of what an analyzer finds in one
// file.
func runLikeNogo(t *testing.T, a *analysis.Analyzer, file string) []string {
	t.Helper()
	fset := token.NewFileSet()
	syntax, err := parser.ParseFile(fset, file, nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{
		Types: make(map[ast.Expr]types.TypeAndValue), Instances: make(map[*ast.Ident]types.Instance),
		Uses: make(map[*ast.Ident]types.Object), Defs: make(map[*ast.Ident]types.Object),
		Implicits: make(map[ast.Node]types.Object), Scopes: make(map[ast.Node]*types.Scope),
		Selections: make(map[*ast.SelectorExpr]*types.Selection), FileVersions: make(map[*ast.File]string),
	}
	lookup, err := exportData()
	if err != nil {
		t.Fatal(err)
	}
	config := types.Config{Importer: importer.ForCompiler(fset, "gc", lookup)}
	pkg, err := config.Check("example.com/svc/api", fset, []*ast.File{syntax}, info)
	if err != nil {
		t.Fatal(err)
	}
	results := make(map[*analysis.Analyzer]any)
	var found []string
	var run func(a *analysis.Analyzer)
	run = func(a *analysis.Analyzer) {
		if len(a.FactTypes) > 0 {
			t.Errorf("%s has facts", a) // nogo would analyze all dependencies
		}
		if _, done := results[a]; done {
			return
		}
		for _, dep := range a.Requires {
			run(dep)
		}
		result, err := a.Run(&analysis.Pass{
			Analyzer: a, Fset: fset, Files: []*ast.File{syntax}, Pkg: pkg, TypesInfo: info, ResultOf: results,
			TypesSizes: types.SizesFor("gc", "amd64"),
			Report: func(d analysis.Diagnostic) {
				found = append(found, fmt.Sprintf("%s %s", fset.Position(d.Pos), d.Category))
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		results[a] = result
	}
	run(a)
	return found
}

// exportData finds what the compiler tells about net/http and what that
// imports.
var exportData = sync.OnceValues(func() (importer.Lookup, error) {
	list, err := exec.Command("go", "list", "-export", "-deps", "-f", "{{.ImportPath}}={{.Export}}", "net/http").Output()
	if err != nil {
		return nil, err
	}
	files := make(map[string]string)
	for line := range strings.Lines(string(list)) {
		path, file, _ := strings.Cut(strings.TrimSpace(line), "=")
		files[path] = file
	}
	return func(path string) (io.ReadCloser, error) { return os.Open(files[path]) }, nil
})
