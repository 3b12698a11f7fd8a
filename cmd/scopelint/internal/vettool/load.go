package vettool

import (
	"crypto/sha256"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"go/version"
	"io"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/scopelint/scopelint/analyzer/shape"
	"github.com/scopelint/scopelint/analyzer/source"
)

// load parses and type-checks a unit. Where the compiler's export data cannot
// be read, the packages that it imports are read from source.
func (u *unit) load() (*packages.Package, error) {
	pkg, err := u.check(true)
	if err == nil && len(pkg.Errors) > 0 && len(pkg.Syntax) < len(u.GoFiles) { // a type may stand in a file that was left out
		pkg, err = u.check(false)
	}
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(pkg.Errors, func(e packages.Error) bool { return e.Kind == packages.ListError }) {
		if pkg, err = u.loadSource(); err != nil {
			return nil, err
		}
	}
	pkg.IllTyped = len(pkg.Errors) > 0
	return pkg, nil
}

// check type-checks the unit with what the compiler exports of its imports: of
// one whose constants alone matter, these, and of that briefly the files alone that
// declare any. An import that cannot be had so is an error of the kind ListError.
func (u *unit) check(briefly bool) (*packages.Package, error) {
	pkg := &packages.Package{
		ID: u.ID, PkgPath: u.ImportPath, GoFiles: u.GoFiles, OtherFiles: u.NonGoFiles, IgnoredFiles: u.IgnoredFiles,
		Fset: token.NewFileSet(), TypesInfo: source.NewInfo(), TypesSizes: types.SizesFor("gc", goarch()),
	}
	if u.ModulePath != "" {
		pkg.Module = &packages.Module{Path: u.ModulePath, Version: u.ModuleVersion, GoVersion: strings.TrimPrefix(u.GoVersion, "go")}
	}
	for _, name := range u.GoFiles {
		file, err := u.parse(pkg.Fset, name, briefly)
		if err != nil {
			return nil, err
		}
		if file == nil {
			continue
		}
		pkg.Syntax, pkg.Name = append(pkg.Syntax, file), file.Name.Name
	}
	if err := source.LongConstant(pkg.Fset, pkg.Syntax); err != nil {
		return nil, err
	}
	imports := &exported{unit: u, from: importer.ForCompiler(pkg.Fset, "gc", u.openExport)}
	conf := types.Config{
		Importer: imports, Sizes: pkg.TypesSizes, IgnoreFuncBodies: u.foreign(),
		Error: func(err error) {
			if e, ok := err.(types.Error); ok && !e.Soft {
				pkg.Errors = append(pkg.Errors, packages.Error{Pos: pkg.Fset.Position(e.Pos).String(), Msg: e.Msg, Kind: packages.TypeError})
			}
		},
	}
	if version.Compare(version.Lang(u.GoVersion), version.Lang(runtime.Version())) <= 0 {
		conf.GoVersion = u.GoVersion
	}
	pkg.Types, _ = conf.Check(u.ImportPath, pkg.Fset, pkg.Syntax, pkg.TypesInfo) // conf.Error has the errors
	if imports.failed != nil {
		pkg.Errors = append(pkg.Errors, packages.Error{Msg: imports.failed.Error(), Kind: packages.ListError})
	}
	return pkg, nil
}

func (u *unit) parse(fset *token.FileSet, name string, briefly bool) (*ast.File, error) {
	if !u.foreign() {
		return parser.ParseFile(fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	if briefly && !shape.DeclaresConstants(data) {
		return nil, nil
	}
	return source.ParseConstants(fset, name, data)
}

// goarch is the target's: the go command says it in the environment.
func goarch() string {
	if arch := os.Getenv("GOARCH"); arch != "" {
		return arch
	}
	return runtime.GOARCH
}

// loadSource type-checks the unit with its imports from source.
func (u *unit) loadSource() (*packages.Package, error) {
	build, err := source.NewBuild("")
	if err != nil {
		return nil, err
	}
	ws, err := source.Open(u.Dir, build, nil)
	if err != nil {
		return nil, err
	}
	files := make([]string, len(u.GoFiles))
	for i, name := range u.GoFiles {
		if files[i], err = filepath.Rel(u.Dir, name); err != nil {
			return nil, err
		}
	}
	su, err := ws.UnitOf(u.Dir, u.ImportPath, files)
	if err != nil {
		return nil, err
	}
	var pkg *packages.Package
	ws.Check([]*source.Unit{su}, source.Exact, func(c *source.Checked) { pkg = c.Package })
	pkg.ID = u.ID
	return pkg, nil
}

// exported imports packages by what the compiler exports of them.
type exported struct {
	*unit
	from   types.Importer
	failed error
}

func (e *exported) Import(path string) (*types.Package, error) {
	pkg, ok := e.ImportMap[path]
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if !ok {
		return nil, fmt.Errorf("import %q does not resolve", path)
	}
	imported, err := e.from.Import(pkg)
	if err != nil {
		e.failed = err
	}
	return imported, err
}

func (u *unit) openExport(pkg string) (io.ReadCloser, error) {
	file, ok := u.PackageFile[pkg]
	if !ok {
		return nil, fmt.Errorf("the compiler exports nothing of package %s", pkg)
	}
	return os.Open(file)
}

// imports imports packages for their constants alone.
func (u *unit) imports() types.Importer {
	if u.importer == nil {
		u.importer = &exported{unit: u, from: importer.ForCompiler(token.NewFileSet(), "gc", u.openExport)}
	}
	return u.importer
}

// sum identifies the sources of the unit and of all that it imports.
func (u *unit) sum() [sha256.Size]byte {
	h := sha256.New()
	files := slices.Clone(u.GoFiles)
	for _, pkg := range slices.Sorted(maps.Keys(u.PackageVetx)) {
		files = append(files, u.PackageVetx[pkg])
	}
	for _, name := range files {
		data, _ := os.ReadFile(name) // what cannot be read counts as empty
		fmt.Fprintf(h, "%d\n", len(data))
		h.Write(data)
	}
	return [sha256.Size]byte(h.Sum(nil))
}

func analyzePackage(a *analysis.Analyzer, pkg *packages.Package) (*checker.Graph, error) {
	return checker.Analyze([]*analysis.Analyzer{a}, []*packages.Package{pkg}, nil)
}
