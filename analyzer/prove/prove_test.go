package prove_test

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"

	"github.com/scopelint/scopelint/analyzer/prove"
)

// TestForms proves each function of testdata whose comment says what is
// expected of it: a handler, or a middleware in front of "serve".
func TestForms(t *testing.T) {
	want, got := verdicts(t, forms(t))
	if len(want) < 80 {
		t.Errorf("%d forms", len(want))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("verdicts (-want +got):\n%s", diff)
	}
}

// A source is a package's files by name, as they are written.
type source map[string][]byte

// forms reads testdata.
func forms(t *testing.T) source {
	t.Helper()
	src := make(source)
	names, err := filepath.Glob(filepath.Join("testdata", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if src[filepath.Base(name)], err = os.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	return src
}

// verdicts tells what is wanted of each form, and what is proved.
func verdicts(t *testing.T, src source, more ...source) (want, got map[string]string) {
	t.Helper()
	fset := token.NewFileSet()
	passes := []*analysis.Pass{}
	imp := &chained{std: importer.ForCompiler(fset, "gc", exportData(t)), own: make(map[string]*types.Package)}
	for _, s := range append(more, src) {
		pass := check(t, fset, imp, s)
		imp.own[pass.Pkg.Path()] = pass.Pkg
		passes = append(passes, pass)
	}
	p := prove.New(passes, prove.Config{
		IsScope:  func(s string) bool { return s == "notes:read" || s == "notes:write" },
		Harmless: func(fn *types.Func) bool { return fn.Pkg() != nil && imp.own[fn.Pkg().Path()] == nil },
	})
	last := passes[len(passes)-1]
	serve := prove.Func{Obj: last.Pkg.Scope().Lookup("serve").(*types.Func)}
	want, got = make(map[string]string), make(map[string]string)
	for _, file := range last.Files {
		for _, d := range file.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			_, wanted, ok := strings.Cut(fn.Doc.Text(), "want: ")
			if !ok {
				continue
			}
			obj := last.TypesInfo.Defs[fn.Name].(*types.Func)
			route := &prove.Route{Method: "POST", Handler: prove.Func{Obj: obj}}
			if obj.Signature().Results().Len() == 1 {
				route.Links, route.Handler = []prove.Val{prove.Func{Obj: obj}}, serve
			}
			want[fn.Name.Name] = strings.TrimSpace(wanted)
			got[fn.Name.Name] = describe(p.Prove(route))
		}
	}
	return want, got
}

// describe writes a verdict as the comments do.
func describe(v prove.Verdict) string {
	words := []string{map[prove.State]string{prove.Guarded: "guarded", prove.Open: "open", prove.Login: "login", prove.Unproven: "unproven"}[v.State]}
	var scopes, reasons []string
	for _, g := range v.Guards {
		if g.All && len(g.Scopes) > 1 {
			words = append(words, "all")
		}
		scopes = append(scopes, g.Scopes...)
	}
	for _, n := range v.Notes {
		reasons = append(reasons, string(n.Why))
	}
	slices.Sort(scopes)
	slices.Sort(reasons)
	return strings.Join(slices.Concat(words, scopes, slices.Compact(reasons)), " ")
}

// check parses and type-checks a package.
func check(t *testing.T, fset *token.FileSet, imp types.Importer, src source) *analysis.Pass {
	t.Helper()
	pass := &analysis.Pass{Fset: fset, TypesInfo: &types.Info{
		Types: make(map[ast.Expr]types.TypeAndValue), Defs: make(map[*ast.Ident]types.Object), Uses: make(map[*ast.Ident]types.Object),
		Selections: make(map[*ast.SelectorExpr]*types.Selection), Implicits: make(map[ast.Node]types.Object), Scopes: make(map[ast.Node]*types.Scope),
		Instances: make(map[*ast.Ident]types.Instance), FileVersions: make(map[*ast.File]string),
	}}
	names := make([]string, 0, len(src))
	for name := range src {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		file, err := parser.ParseFile(fset, name, src[name], parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatalf("%v\n%s", err, src[name])
		}
		pass.Files = append(pass.Files, file)
	}
	var err error
	conf := types.Config{Importer: imp}
	if pass.Pkg, err = conf.Check("example.com/"+pass.Files[0].Name.Name, fset, pass.Files, pass.TypesInfo); err != nil {
		t.Fatal(err)
	}
	return pass
}

// A chained importer knows packages of the test beside the standard library's.
type chained struct {
	std types.Importer
	own map[string]*types.Package
}

func (c *chained) Import(path string) (*types.Package, error) {
	if p := c.own[path]; p != nil {
		return p, nil
	}
	return c.std.Import(path)
}

// exportData opens the compiler's export data of what the forms import.
func exportData(t *testing.T) func(path string) (io.ReadCloser, error) {
	t.Helper()
	files, err := exportFiles()
	if err != nil {
		t.Fatal(err)
	}
	return func(path string) (io.ReadCloser, error) { return os.Open(files[path]) }
}

var exportFiles = sync.OnceValues(func() (map[string]string, error) {
	files := make(map[string]string)
	pkgs, err := packages.Load(&packages.Config{Mode: packages.NeedName | packages.NeedImports | packages.NeedDeps | packages.NeedExportFile}, "net/http")
	packages.Visit(pkgs, nil, func(p *packages.Package) { files[p.PkgPath] = p.ExportFile })
	return files, err
})
