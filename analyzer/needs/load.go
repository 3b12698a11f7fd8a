package needs

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/go/ssa"

	"github.com/scopelint/scopelint/analyzer/source"
)

// program is the loaded program text.
type program struct {
	dir   string
	fset  *token.FileSet
	prog  *ssa.Program
	roots []*ssa.Package // what the patterns name

	metadata map[*ssa.Package]*packages.Package
}

// A unit is a package on its way from metadata to SSA.
type unit struct {
	*packages.Package
	std    bool // part of the standard library
	opaque bool // types only
	files  []*ast.File
	info   *types.Info
	done   chan struct{}
}

// load reads, checks and builds the packages. Its error is for patterns that
// cannot be listed; what is wrong in a single package is kept with it.
func load(ctx context.Context, cfg *Config) (*program, error) {
	fset := token.NewFileSet()
	dir, err := filepath.Abs(cfg.Dir)
	if err != nil {
		return nil, err
	}
	initial, err := packages.Load(&packages.Config{
		Context: ctx, Dir: dir, Env: cfg.Env, BuildFlags: cfg.BuildFlags, Tests: cfg.Tests, Fset: fset,
		Mode: packages.NeedName | packages.NeedCompiledGoFiles | packages.NeedImports | packages.NeedDeps |
			packages.NeedTypesSizes | packages.NeedModule | packages.NeedForTest,
	}, cfg.Patterns...)
	if err != nil {
		return nil, err
	}
	if len(initial) == 0 {
		return nil, fmt.Errorf("no package matches %q", cfg.Patterns)
	}
	for _, p := range initial {
		if len(p.CompiledGoFiles) == 0 && len(p.Errors) > 0 { // nothing to judge
			return nil, p.Errors[0]
		}
	}
	cfg.progress("checking types")
	units := order(initial)
	checkAll(fset, units)
	cfg.progress("building the program")
	return build(dir, fset, initial, units), nil
}

// order lists the packages behind their imports.
func order(initial []*packages.Package) []*unit {
	var units []*unit
	packages.Visit(initial, nil, func(p *packages.Package) {
		// Only the standard library's packages have no module; a main package
		// without one is a file or a test binary.
		std := p.Module == nil && p.ForTest == "" && !slices.Contains(initial, p)
		units = append(units, &unit{Package: p, std: std, done: make(chan struct{})})
	})
	return units
}

// checkAll parses and type-checks the packages, as many at a time as there are
// processors.
func checkAll(fset *token.FileSet, units []*unit) {
	byPackage := make(map[*packages.Package]*unit, len(units))
	for _, u := range units {
		byPackage[u.Package] = u
	}
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for _, u := range units {
		wg.Go(func() {
			defer close(u.done)
			var imports []*unit
			for _, imp := range u.Imports {
				imports = append(imports, byPackage[imp])
				<-byPackage[imp].done
			}
			slots <- struct{}{}
			defer func() { <-slots }()
			if u.PkgPath == "unsafe" {
				u.Types = types.Unsafe
				return
			}
			u.parse(fset)
			u.opaque = u.std || !isDispatcher(u.PkgPath) && !slices.ContainsFunc(imports, (*unit).matters)
			u.check(fset)
		})
	}
	wg.Wait()
}

// matters reports whether a package's importers are needed with their function
// bodies: they can make a request, or call what the package keeps.
func (u *unit) matters() bool { return !u.opaque || u.PkgPath == "net/http" }

// dispatchers are libraries that keep functions and call one of them by the
// command line: some programs run their commands, and others, generators of
// documentation, only list them. Without the library's own code both would look
// alike. Majors of a library are its versions below it.
var dispatchers = []string{
	"github.com/spf13/cobra", "github.com/urfave/cli", "github.com/alecthomas/kingpin", "gopkg.in/alecthomas/kingpin.v2",
	"github.com/mitchellh/cli", "github.com/hashicorp/cli", "github.com/google/subcommands", "github.com/peterbourgon/ff",
}

func isDispatcher(path string) bool {
	return slices.ContainsFunc(dispatchers, func(d string) bool { return path == d || strings.HasPrefix(path, d+"/v") })
}

func (u *unit) parse(fset *token.FileSet) {
	for _, name := range u.CompiledGoFiles {
		file, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			u.Errors = append(u.Errors, packages.Error{Pos: name, Msg: err.Error(), Kind: packages.ParseError})
		}
		if file != nil {
			u.files = append(u.files, file)
		}
	}
}

func (u *unit) check(fset *token.FileSet) {
	conf := types.Config{
		IgnoreFuncBodies: u.opaque, FakeImportC: true, Sizes: u.TypesSizes,
		Importer: importer(u.Imports),
		Error: func(err error) {
			if e, ok := err.(types.Error); ok && !e.Soft && !u.opaque {
				u.Errors = append(u.Errors, packages.Error{Pos: fset.Position(e.Pos).String(), Msg: e.Msg, Kind: packages.TypeError})
			}
		},
	}
	if u.Module != nil && u.Module.GoVersion != "" {
		conf.GoVersion = "go" + u.Module.GoVersion
	}
	if !u.opaque {
		u.info = source.NewInfo()
	}
	u.Types = types.NewPackage(u.PkgPath, u.Name)
	_ = types.NewChecker(&conf, fset, u.Types, u.info).Files(u.files) // conf.Error has them
	if u.opaque {
		u.files = nil
	}
}

// importer finds the packages that one package imports.
type importer map[string]*packages.Package

func (imports importer) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if p := imports[path]; p != nil && p.Types != nil {
		return p.Types, nil
	}
	return nil, fmt.Errorf("package %s did not load", path)
}

// build makes SSA of the packages; syntax and type information are dropped on
// the way.
func build(dir string, fset *token.FileSet, initial []*packages.Package, units []*unit) *program {
	s := &program{dir: dir, fset: fset, prog: ssa.NewProgram(fset, ssa.InstantiateGenerics), metadata: make(map[*ssa.Package]*packages.Package)}
	created := make(map[*packages.Package]*ssa.Package)
	for _, u := range units {
		pkg := s.prog.CreatePackage(u.Types, u.files, u.info, true)
		created[u.Package], s.metadata[pkg] = pkg, u.Package
	}
	for _, u := range units {
		if pkg := created[u.Package]; pkg != nil && !u.opaque {
			buildPackage(pkg, u.Package)
		}
		u.files, u.info = nil, nil
	}
	for _, p := range initial {
		if pkg := created[p]; pkg != nil {
			s.roots = append(s.roots, pkg)
		}
	}
	return s
}

// buildPackage makes SSA of one package. The SSA builder wants code without
// type errors and panics on some that has them; what it left out is then
// listed as a load error.
func buildPackage(pkg *ssa.Package, p *packages.Package) {
	defer func() {
		if r := recover(); r != nil {
			p.Errors = append(p.Errors, packages.Error{Msg: fmt.Sprintf("the package could not be built: %v", r), Kind: packages.UnknownError})
		}
	}()
	pkg.Build()
}

// ownPackages are the packages of the user's modules and of the root's.
func (s *program) ownPackages(root *ssa.Package) map[*types.Package]bool {
	own := make(map[*types.Package]bool)
	module := s.metadata[root].Module
	for pkg, p := range s.metadata {
		if pkg == root || p.Module != nil && (p.Module.Main || module != nil && p.Module.Path == module.Path) {
			own[pkg.Pkg] = true
		}
	}
	return own
}
