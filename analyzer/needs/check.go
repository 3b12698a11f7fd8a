package needs

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"runtime"
	"sync"

	"golang.org/x/tools/go/packages"

	"github.com/scopelint/scopelint/analyzer/source"
	"github.com/scopelint/scopelint/catalog/regular"
)

// A unit is a package on its way from metadata to SSA.
type unit struct {
	*packages.Package
	fate
	files  []*ast.File
	info   *types.Info
	swaps  bool             // not followed, and may replace net/http's defaults
	tag    string           // of a struct's field, with the name of a server
	tagged token.Position   // where it stands
	errors []packages.Error // of listing, parsing and checking it
	done   chan struct{}
	stored bool // its types are not from its source
}

// checkAll parses and type-checks the packages, which come behind their
// imports, as many at a time as there are processors. Each is handed to built,
// which sees one at a time, before those that import it are begun.
func checkAll(fset *token.FileSet, all []*packages.Package, units map[*packages.Package]*unit, built func(*unit)) {
	checked := make(chan *unit)
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for _, p := range all {
		u := units[p]
		wg.Go(func() {
			for _, imp := range u.Imports {
				<-units[imp].done
			}
			slots <- struct{}{}
			defer func() { <-slots }()
			u.check(fset)
			checked <- u
		})
	}
	go func() {
		wg.Wait()
		close(checked)
	}()
	for u := range checked {
		built(u)
		close(u.done)
	}
}

func (u *unit) check(fset *token.FileSet) {
	if u.PkgPath == "unsafe" {
		u.Types = types.Unsafe
		return
	}
	if u.stored {
		return
	}
	u.parse(fset)
	conf := types.Config{
		IgnoreFuncBodies: !u.followed, FakeImportC: true, Sizes: u.TypesSizes,
		Importer: importer(u.Imports),
		Error: func(err error) {
			if e, ok := err.(types.Error); ok && !e.Soft && u.followed {
				u.errors = append(u.errors, packages.Error{Pos: fset.Position(e.Pos).String(), Msg: e.Msg, Kind: packages.TypeError})
			}
		},
	}
	if u.followed {
		var left []*ast.FuncDecl
		u.files, left = source.Translatable(u.files)
		for _, fn := range left {
			u.errors = append(u.errors, packages.Error{Pos: fset.Position(fn.Pos()).String(), Msg: fn.Name.Name + " has too many branches to be followed"})
		}
	}
	if u.Module != nil && u.Module.GoVersion != "" {
		conf.GoVersion = "go" + u.Module.GoVersion
	}
	if u.followed {
		u.info = source.NewInfo()
	}
	u.Types = types.NewPackage(u.PkgPath, u.Name)
	_ = types.NewChecker(&conf, fset, u.Types, u.info).Files(u.files) // conf.Error has them
	if !u.followed {
		u.files = nil
	}
}

func (u *unit) parse(fset *token.FileSet) {
	for _, name := range u.CompiledGoFiles {
		src, err := regular.ReadFile(name)
		if err != nil {
			u.errors = append(u.errors, packages.Error{Pos: name, Msg: err.Error(), Kind: packages.ParseError})
			continue
		}
		u.swaps = u.swaps || u.pruned() && swaps(src)
		file, err := parser.ParseFile(fset, name, src, parser.SkipObjectResolution)
		if err != nil {
			u.errors = append(u.errors, packages.Error{Pos: name, Msg: err.Error(), Kind: packages.ParseError})
		}
		if file != nil && file.Name.Name == u.Name { // of another package beside it the go command has told
			u.files = append(u.files, file)
		}
	}
	if err := source.LongConstant(fset, u.files); err != nil {
		u.errors = append(u.errors, packages.Error{Msg: err.Error(), Kind: packages.ParseError})
		u.files = nil
	}
}

// importer finds the packages that one package imports.
type importer map[string]*packages.Package

func (imports importer) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if p := imports[path]; p != nil && p.Types != nil && p.Name != "" { // a package that was not found has no name
		return p.Types, nil
	}
	return nil, errors.New("it did not load")
}
