package needs

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/go/ssa"
)

// A listing is the packages of a build as the go command lists them.
type listing struct {
	dir     string
	initial []*packages.Package // what the patterns name
	all     []*packages.Package // behind their imports
}

// list asks the go command. Its error is for patterns that cannot be listed;
// what is wrong in a single package is kept with it.
func list(ctx context.Context, cfg *Config) (*listing, error) {
	dir, err := filepath.Abs(cfg.Dir)
	if err != nil {
		return nil, err
	}
	// Of a package that lacks a dependency the go command has no compiled files;
	// go/packages takes the others then, with NeedFiles.
	initial, err := packages.Load(&packages.Config{
		Context: ctx, Dir: dir, Env: offline(cfg.Env), BuildFlags: readOnly(cfg.BuildFlags), Tests: cfg.Tests,
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports | packages.NeedDeps |
			packages.NeedEmbedFiles | packages.NeedTypesSizes | packages.NeedModule | packages.NeedForTest,
	}, cfg.Patterns...)
	if err != nil {
		if _, text, ok := strings.Cut(err.Error(), ": stderr: "); ok { // go/packages wraps what the go command says
			err = errors.New(strings.TrimSpace(text))
		}
		return nil, cmp.Or(absence(err.Error()), err)
	}
	if len(initial) == 0 {
		return nil, fmt.Errorf("no package matches %q", cfg.Patterns)
	}
	l := &listing{dir: dir, initial: initial}
	packages.Visit(initial, nil, func(p *packages.Package) { l.all = append(l.all, p) })
	if err := l.absent(); err != nil {
		return nil, err
	}
	for _, p := range initial {
		if len(p.CompiledGoFiles) == 0 && len(p.Errors) > 0 { // nothing to judge
			return nil, errors.New(message(p.Errors[0]))
		}
	}
	return l, nil
}

// message is an error's text in one line, behind its place where it has one.
func message(err packages.Error) string {
	err.Msg = strings.Join(strings.Fields(err.Msg), " ") // the go command puts its advice into lines of their own
	if err.Pos == "" || err.Pos == "-" {
		return err.Msg
	}
	return err.Error()
}

// program is the loaded program text.
type program struct {
	dir   string
	fset  *token.FileSet
	prog  *ssa.Program
	roots []*ssa.Package // what the patterns name

	units  map[*packages.Package]*unit
	listed map[*types.Package]*packages.Package
	opaque map[*types.Package]bool // may call what it is handed, unseen
}

// load checks the packages and builds those that are followed. Each is built as
// soon as it is checked, and what it was built from is dropped.
func (l *listing) load(cfg *Config, widened map[string]bool) *program {
	cfg.progress("reading packages")
	units := l.units(cfg, widened)
	s := &program{
		dir: l.dir, fset: token.NewFileSet(),
		units: units, listed: make(map[*types.Package]*packages.Package), opaque: make(map[*types.Package]bool),
	}
	s.prog = ssa.NewProgram(s.fset, ssa.InstantiateGenerics)
	created := make(map[*packages.Package]*ssa.Package)
	done := 0
	library := l.library(units)
	isStored := library.load(cfg.Std, s.fset)
	checkAll(s.fset, l.all, units, func(u *unit) {
		if done++; done%100 == 0 {
			cfg.progress(fmt.Sprintf("reading packages: %d of %d", done, len(l.all)))
		}
		pkg := s.prog.CreatePackage(u.Types, u.files, u.info, true)
		created[u.Package], s.listed[u.Types], s.opaque[u.Types] = pkg, u.Package, !u.followed || u.exposed
		if u.followed {
			u.build(pkg)
		}
		u.files, u.info = nil, nil
	})
	if !isStored {
		library.keep(cfg.Std, s.fset)
	}
	for _, p := range l.initial {
		s.roots = append(s.roots, created[p])
	}
	return s
}

// build makes SSA of a package. The SSA builder wants code without type errors
// and panics on some that has them; if these are not listed as load errors yet,
// that is.
func (u *unit) build(pkg *ssa.Package) {
	defer func() {
		if r := recover(); r != nil && len(u.errors) == 0 {
			u.errors = append(u.errors, packages.Error{Msg: fmt.Sprintf("the package could not be built: %v", r), Kind: packages.UnknownError})
		}
	}()
	pkg.Build()
}

// unit is what is known of a package of the program.
func (s *program) unit(pkg *types.Package) *unit { return s.units[s.listed[pkg]] }

func (s *program) isStd(pkg *types.Package) bool {
	u := s.unit(pkg)
	return u != nil && u.std
}

// ownPackages are the packages of the user's modules and of the root's.
func (s *program) ownPackages(root *ssa.Package) map[*types.Package]bool {
	own := make(map[*types.Package]bool)
	module := s.listed[root.Pkg].Module
	for pkg, p := range s.listed {
		if pkg == root.Pkg || s.units[p].own || p.Module != nil && module != nil && p.Module.Path == module.Path {
			own[pkg] = true
		}
	}
	return own
}

// isOwn reports whether a package is part of the user's modules.
func (l *listing) isOwn(p *packages.Package) bool {
	return p.Module != nil && p.Module.Main || slices.Contains(l.initial, p)
}
