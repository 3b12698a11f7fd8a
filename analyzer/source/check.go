package source

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"go/version"
	"maps"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/packages"
)

// Depth is how much of what packages import is read.
type Depth int

const (
	// Near reads the packages that are imported directly; what these import
	// is not known, and their declarations that need it have no types.
	Near Depth = iota
	// Exact reads all that is imported, directly or not.
	Exact
)

// A Checked is a unit with syntax and types.
type Checked struct {
	*Unit
	*packages.Package // its Errors are all mistakes, some for want of a package

	Missing []string // imports whose source is not there; by [Exact] those of what is imported, too
}

// Check type-checks the units whole, and of what they import the declarations.
// Each unit is handed to visit, by several goroutines at a time; after that
// its syntax is dropped.
func (ws *Workspace) Check(units []*Unit, depth Depth, visit func(*Checked)) {
	u := newUniverse(ws, depth)
	for _, unit := range units {
		u.root(unit)
	}
	u.discover()
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for _, n := range u.order() {
		wg.Go(func() {
			defer close(n.done)
			for _, dep := range n.imports {
				<-dep.done
			}
			if u.ws.cancelled() {
				return
			}
			u.inherit(n)
			slots <- struct{}{}
			defer func() { <-slots }()
			if u.borrowed != nil && n.unit == nil && !n.tested() {
				u.borrowed.checkOrTake(u, n)
				return
			}
			u.check(n, visit)
			u.borrowed.note(n)
		})
	}
	wg.Wait()
	u.keepLibrary()
}

// A universe is packages that are checked together: an import path means one
// package for all of them.
type universe struct {
	ws    *Workspace
	depth Depth
	fset  *token.FileSet
	nodes map[string]*node // by path
	todo  []*node          // whose imports are not looked at yet

	std        *Std      // nil if nothing is stored
	fromSource []*node   // of the standard library, whose declarations could be stored
	borrowed   *Borrowed // nil if nothing is kept in memory; what is needs no store
}

// A node is a package of a universe.
type node struct {
	*place
	unit    *Unit // that is checked whole, or nil
	files   []File
	imports map[string]*node // by import path as written; what is not there is not read
	missing []string
	circles map[string]string // imports that are cut, since they lead back: how

	types   *types.Package
	exports *types.Package // what others see of it: not what its tests declare
	stored  bool           // the types were read from where they are stored
	parsed  []*token.File
	done    chan struct{}
	state   int // of ordering
}

func newUniverse(ws *Workspace, depth Depth) *universe {
	u := &universe{ws: ws, depth: depth, fset: token.NewFileSet(), nodes: make(map[string]*node)}
	switch {
	case depth == Exact && ws.imports != nil:
		u.borrowed, u.fset = ws.imports, ws.imports.fset
	case depth == Exact:
		u.std = ws.Std()
	}
	return u
}

// root adds a unit. What the external tests import is their package with its
// tests.
func (u *universe) root(unit *Unit) {
	p := &place{path: unit.Path, dir: unit.Dir, module: unit.Module}
	if unit.External {
		u.add(unit.Path+" of external tests", &node{place: p, unit: unit, files: unit.Files}) // there may be a package of this name
		if tested := unit.Module.importPath(unit.Dir); u.nodes[tested] == nil {
			u.add(tested, &node{place: &place{path: tested, dir: unit.Dir, module: unit.Module}, files: u.ws.heads(unit.Dir, true)})
		}
		return
	}
	if n, ok := u.nodes[unit.Path]; ok { // declared for its external tests
		n.unit, n.files = unit, unit.Files
		return
	}
	u.add(unit.Path, &node{place: p, unit: unit, files: unit.Files})
}

func (u *universe) add(key string, n *node) {
	n.imports, n.done = make(map[string]*node), make(chan struct{})
	u.nodes[key] = n
	u.todo = append(u.todo, n)
}

// discover finds the nodes that the roots lead to. Those of the standard library
// lead to no others if their declarations are stored.
func (u *universe) discover() {
	roots := len(u.todo)
	isRead := func(i int, n *node) bool { return i < roots || u.depth == Exact }
	var library []*node
	for i := 0; i < len(u.todo); i++ {
		switch n := u.todo[i]; {
		case u.std != nil && n.module == nil:
			library = append(library, n)
		case isRead(i, n):
			u.read(n)
		}
	}
	if !u.loadLibrary(library) {
		u.readLibrary(library)
	}
	for i, n := range u.todo {
		if !n.stored {
			u.link(n, isRead(i, n))
		}
	}
}

// read adds what a node imports.
func (u *universe) read(n *node) {
	for _, f := range n.files {
		for _, path := range f.Imports {
			if path == "unsafe" || path == "C" || u.known(path, n) != nil {
				continue
			}
			if p := u.ws.resolve(path, n.module == nil); p.dir != "" && u.nodes[p.path] == nil {
				to := &node{place: p}
				if u.std == nil || p.module != nil { // else it may be stored
					to.files = u.headsOf(p)
				}
				u.add(p.path, to)
			}
		}
	}
}

// link finds the nodes that a node imports. If what it imports was looked for,
// what is not there is missing.
func (u *universe) link(n *node, looked bool) {
	for _, f := range n.files {
		for _, path := range f.Imports {
			to := u.known(path, n)
			if to != nil {
				n.imports[path] = to
			}
			if looked && path != "unsafe" && path != "C" && (to == nil || to.hollow()) && !slices.Contains(n.missing, path) {
				n.missing = append(n.missing, path)
			}
		}
	}
}

func (u *universe) headsOf(p *place) []File {
	if u.borrowed != nil {
		return u.borrowed.headsOf(u.ws, p)
	}
	return u.ws.heads(p.dir, false)
}

// hollow reports whether there is nothing in the package that can be imported.
func (n *node) hollow() bool {
	return !n.stored && !slices.ContainsFunc(n.files, func(f File) bool { return !f.Test })
}

// known returns the node that an import in n means, or nil.
func (u *universe) known(path string, n *node) *node {
	if first, _, _ := strings.Cut(path, "/"); n.module == nil && strings.Contains(first, ".") {
		return u.nodes["vendor/"+path] // the standard library has packages of others, too
	}
	return u.nodes[path]
}

// order lists the nodes so that each stands behind its imports. A circle that
// tests close is one no more without them; another one, which no compiler
// takes, is cut.
func (u *universe) order() []*node {
	const visiting, visited = 1, 2
	var list, stack []*node
	var visit func(n *node)
	visit = func(n *node) {
		n.state = visiting
		stack = append(stack, n)
		defer func() { stack = stack[:len(stack)-1] }()
		for _, path := range slices.Sorted(maps.Keys(n.imports)) {
			to := n.imports[path]
			if to.state == 0 {
				visit(to)
			}
			if to.state == visiting {
				if to = u.plain(to); to.state == 0 {
					visit(to)
				}
				n.imports[path] = to
			}
			if to.state == visiting {
				delete(n.imports, path)
				n.cut(path, stack[slices.Index(stack, to):])
			}
		}
		n.state = visited
		list = append(list, n)
	}
	for _, path := range slices.Sorted(maps.Keys(u.nodes)) {
		if n := u.nodes[path]; n.state == 0 {
			visit(n)
		}
	}
	return list
}

// cut notes that an import of the last node of a circle leads to its first one.
func (n *node) cut(path string, circle []*node) {
	if n.circles == nil {
		n.circles = make(map[string]string)
	}
	text := "import cycle: "
	for _, c := range circle {
		text += c.path + " imports "
	}
	n.circles[path] = text + circle[0].path
}

// inherit adds what is missing of all that a node imports.
func (u *universe) inherit(n *node) {
	if u.depth != Exact {
		return
	}
	for _, to := range n.imports {
		n.missing = append(n.missing, to.missing...)
	}
	slices.Sort(n.missing)
	n.missing = slices.Compact(n.missing)
}

// check type-checks one package, and hands it on if it is a root.
func (u *universe) check(n *node, visit func(*Checked)) {
	if n.stored {
		return
	}
	name := ""
	if len(n.files) > 0 {
		name = n.files[0].Package
	}
	p := &packages.Package{ID: n.path, PkgPath: n.path, Name: name, Fset: u.fset}
	files := u.parse(n, p)
	conf := types.Config{
		IgnoreFuncBodies: n.unit == nil, FakeImportC: true, Sizes: types.SizesFor("gc", u.ws.context.GOARCH), Importer: importer{n, u.ws},
		Error: func(err error) {
			if e, ok := err.(types.Error); ok && !e.Soft && n.unit != nil {
				p.Errors = append(p.Errors, packages.Error{Pos: u.fset.Position(e.Pos).String(), Msg: e.Msg, Kind: packages.TypeError})
			}
		},
	}
	var info *types.Info
	if n.unit != nil || n.tested() {
		info = NewInfo()
	}
	if n.unit != nil {
		conf.GoVersion = langVersion(n.module)
	}
	n.types = types.NewPackage(n.path, name)
	_ = types.NewChecker(&conf, u.fset, n.types, info).Files(files) // conf.Error has the errors
	n.exports = n.types
	if n.tested() {
		n.exports = u.withoutTests(n, info)
	}
	if n.unit == nil {
		return
	}
	// Without the compiler C's types are not known, and what is wrong for
	// want of them is not the code's mistake.
	if slices.ContainsFunc(files, importsC) {
		p.Errors = slices.DeleteFunc(p.Errors, func(e packages.Error) bool { return e.Kind == packages.TypeError })
	}
	p.Types, p.TypesInfo, p.TypesSizes, p.Syntax, p.IllTyped = n.types, info, conf.Sizes, files, len(p.Errors) > 0
	p.Module = &packages.Module{Path: n.module.Path, Dir: n.module.Dir, GoVersion: n.module.GoVersion, Main: true}
	for _, f := range n.unit.Files {
		p.GoFiles = append(p.GoFiles, filepath.Join(n.dir, f.Name))
	}
	visit(&Checked{Unit: n.unit, Package: p, Missing: n.missing})
}

// parse reads the files of a package, and what can be read of broken ones.
func (u *universe) parse(n *node, p *packages.Package) []*ast.File {
	var files []*ast.File
	for _, f := range n.files {
		name := filepath.Join(n.dir, f.Name)
		data, err := u.ws.Read(name) // once more: all files at a time would fill the memory
		if err != nil {
			p.Errors = append(p.Errors, packages.Error{Msg: err.Error(), Kind: packages.ParseError})
			continue
		}
		file, err := u.parseFile(name, data, n.unit != nil)
		if err != nil {
			p.Errors = append(p.Errors, packages.Error{Msg: err.Error(), Kind: packages.ParseError})
		}
		if file != nil {
			files = append(files, file)
			n.parsed = append(n.parsed, u.fset.File(file.FileStart))
		}
	}
	if err := LongConstant(u.fset, files); err != nil {
		p.Errors = append(p.Errors, packages.Error{Msg: err.Error(), Kind: packages.ParseError})
		return nil
	}
	return files
}

func (u *universe) parseFile(name string, data []byte, whole bool) (*ast.File, error) {
	if whole {
		return parser.ParseFile(u.fset, name, data, parser.SkipObjectResolution|parser.ParseComments)
	}
	return ParseDeclarations(u.fset, name, data)
}

// ParseDeclarations parses a file without its function bodies, where that can
// be done.
func ParseDeclarations(fset *token.FileSet, name string, data []byte) (*ast.File, error) {
	if file, err := parser.ParseFile(fset, name, stripBodies(data), parser.SkipObjectResolution); err == nil {
		return file, nil
	}
	return parser.ParseFile(fset, name, data, parser.SkipObjectResolution)
}

// langVersion is the version of the language that a module is written in, if
// this program was built with a Go that knows it.
func langVersion(m *Module) string {
	if v := "go" + m.GoVersion; version.IsValid(v) && !beyond(v) {
		return v
	}
	return ""
}

// beyond reports whether a Go version has a language that is newer than the one
// that this program knows.
func beyond(v string) bool {
	return version.Compare(version.Lang(v), version.Lang(runtime.Version())) > 0
}

// Outdated says that a module asks for a newer Go than the one that this program
// was built with, which may be why its packages do not type-check; it is empty for
// a module that does not. The version may have "go" in front.
func Outdated(module, goVersion string) string {
	v := "go" + strings.TrimPrefix(goVersion, "go")
	if !beyond(v) {
		return ""
	}
	return fmt.Sprintf("module %s asks for %s, and this scopelint was built with %s, which may not know its language or its standard library: build scopelint with %s or later", module, v, runtime.Version(), v)
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

// importer finds the packages that one package imports. For one that was not
// read go/types makes up a package in which no name has a known type.
type importer struct {
	*node
	ws *Workspace
}

func (i importer) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if to := i.imports[path]; to != nil && to.types != nil {
		if i.unit != nil && i.unit.External && i.dir == to.dir {
			return to.types, nil // its own package
		}
		if to.hollow() { // it has no name then, and go/types would say that this is invalid
			return nil, errors.New("the build leaves out all of its Go files but tests")
		}
		return to.exports, nil
	}
	if circle, ok := i.circles[path]; ok {
		return nil, errors.New(circle)
	}
	return nil, i.ws.Absent(path)
}
