// Package source loads Go packages from their source: nothing is compiled, and
// of dependencies the declarations alone are checked.
package source

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/packages"
)

// Config says which packages to load.
type Config struct {
	Context    context.Context
	Dir        string   // where the go command runs; "" for the working directory
	Patterns   []string // as for the go command
	Tests      bool     // test packages too
	BuildFlags []string // of the go command, such as "-tags=x"
	Env        []string // of the go command; nil for the process's own
	Overlay    map[string][]byte
}

const listMode = packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedDeps |
	packages.NeedTypesSizes | packages.NeedModule | packages.NeedForTest

// List lists the packages that the patterns name, without types and syntax.
func List(cfg Config) ([]*packages.Package, error) {
	return packages.Load(&packages.Config{
		Context: cfg.Context, Dir: cfg.Dir, Env: cfg.Env, BuildFlags: cfg.BuildFlags,
		Tests: cfg.Tests, Overlay: cfg.Overlay, Mode: listMode,
	}, cfg.Patterns...)
}

// WithoutCopies drops the test mains, and each package that is there a second
// time with its test files: that copy is the one that go vet judges too.
func WithoutCopies(pkgs []*packages.Package) []*packages.Package {
	withTests := make(map[string]bool)
	for _, p := range pkgs {
		if p.ForTest == p.PkgPath {
			withTests[p.PkgPath] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(pkgs), func(p *packages.Package) bool {
		testMain := p.Name == "main" && strings.HasSuffix(p.ID, ".test")
		return testMain || p.ForTest == "" && withTests[p.PkgPath]
	})
}

// Check type-checks the packages and what they import. Each package of roots
// is checked whole and handed to visit, with syntax and types, by several
// goroutines at a time; after that its syntax is dropped. Its mistakes are
// added to its Errors.
func Check(roots []*packages.Package, overlay map[string][]byte, visit func(*packages.Package)) {
	c := checker{fset: token.NewFileSet(), overlay: overlay, whole: make(map[*packages.Package]bool), done: make(map[*packages.Package]chan struct{})}
	for _, p := range roots {
		c.whole[p] = true
	}
	var all []*packages.Package // behind their imports
	packages.Visit(roots, nil, func(p *packages.Package) {
		all = append(all, p)
		c.done[p] = make(chan struct{})
	})
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for _, p := range all {
		wg.Go(func() {
			defer close(c.done[p])
			for _, imp := range p.Imports {
				<-c.done[imp]
			}
			slots <- struct{}{}
			defer func() { <-slots }()
			c.check(p)
			if c.whole[p] {
				visit(p)
				p.Syntax, p.TypesInfo = nil, nil
			}
		})
	}
	wg.Wait()
}

type checker struct {
	fset    *token.FileSet
	overlay map[string][]byte
	whole   map[*packages.Package]bool
	done    map[*packages.Package]chan struct{}
}

func (c *checker) check(p *packages.Package) {
	if p.PkgPath == "unsafe" {
		p.Types = types.Unsafe
		return
	}
	whole := c.whole[p]
	files := c.parse(p)
	// Without the compiler C's types are not known, and what is wrong for
	// want of them is not the code's mistake.
	cgo := slices.ContainsFunc(files, importsC)
	conf := types.Config{
		IgnoreFuncBodies: !whole, FakeImportC: true, Sizes: p.TypesSizes, Importer: importer(p.Imports),
		Error: func(err error) {
			if e, ok := err.(types.Error); ok && !e.Soft && whole && !cgo {
				p.Errors = append(p.Errors, packages.Error{Pos: c.fset.Position(e.Pos).String(), Msg: e.Msg, Kind: packages.TypeError})
			}
		},
	}
	if p.Module != nil && p.Module.GoVersion != "" {
		conf.GoVersion = "go" + p.Module.GoVersion
	}
	var info *types.Info
	if whole {
		info = NewInfo()
	}
	p.Types = types.NewPackage(p.PkgPath, p.Name)
	_ = types.NewChecker(&conf, c.fset, p.Types, info).Files(files) // conf.Error has the errors
	if whole {
		p.Fset, p.Syntax, p.TypesInfo, p.IllTyped = c.fset, files, info, len(p.Errors) > 0
	}
}

// parse reads the files of a package, and what can be read of broken ones.
func (c *checker) parse(p *packages.Package) []*ast.File {
	mode := parser.SkipObjectResolution
	if c.whole[p] {
		mode |= parser.ParseComments
	}
	var files []*ast.File
	for _, name := range p.GoFiles {
		var src any
		if text, ok := c.overlay[name]; ok {
			src = text
		}
		file, err := parser.ParseFile(c.fset, name, src, mode)
		if err != nil && c.whole[p] {
			p.Errors = append(p.Errors, packages.Error{Msg: err.Error(), Kind: packages.ParseError})
		}
		if file != nil {
			files = append(files, file)
		}
	}
	return files
}

func importsC(f *ast.File) bool {
	return slices.ContainsFunc(f.Imports, func(spec *ast.ImportSpec) bool { return spec.Path.Value == `"C"` })
}

// NewInfo returns what type-checking fills in for an analysis.
func NewInfo() *types.Info {
	return &types.Info{
		Types: make(map[ast.Expr]types.TypeAndValue), Defs: make(map[*ast.Ident]types.Object),
		Uses: make(map[*ast.Ident]types.Object), Implicits: make(map[ast.Node]types.Object),
		Instances: make(map[*ast.Ident]types.Instance), Scopes: make(map[ast.Node]*types.Scope),
		Selections: make(map[*ast.SelectorExpr]*types.Selection), FileVersions: make(map[*ast.File]string),
	}
}

// importer finds the packages that one package imports.
type importer map[string]*packages.Package

func (imports importer) Import(path string) (*types.Package, error) {
	switch p := imports[path]; {
	case path == "unsafe":
		return types.Unsafe, nil
	case p != nil && len(p.GoFiles) == 0 && len(p.Errors) > 0:
		return nil, errors.New(p.Errors[0].Msg) // why the go command could not find it
	case p == nil || p.Types == nil:
		return nil, fmt.Errorf("package %s did not load", path)
	default:
		return p.Types, nil
	}
}
