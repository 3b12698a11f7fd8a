package analyzer

import (
	"context"
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/scopelint/scopelint/analyzer/needs"
)

// clientCalls are the uses that the code of a package, tests left out, makes of
// the catalog's client libraries.
type clientCalls struct {
	all []clientCall
	err error // a client that could not be read
}

// A clientCall is a use of one function of a client: a call, or a value that
// others may call.
type clientCall struct {
	id       *ast.Ident // that names the function
	fn       *types.Func
	call     *ast.CallExpr // nil for a value
	within   *ast.FuncDecl // nil at top level
	requests needs.Function
}

// clientCalls gathers the uses, once; what they request is computed from the
// client's own source.
func (j *judge) clientCalls() *clientCalls {
	if j.called == nil {
		j.called = gatherClientCalls(j.pass, j.cfg)
	}
	return j.called
}

func gatherClientCalls(pass *analysis.Pass, cfg *Config) *clientCalls {
	c := &clientCalls{}
	isClient := clientPackages(cfg)
	for _, file := range pass.Files {
		if imports(file, cfg.Catalog().Evidence().Imports) && !strings.HasSuffix(pass.Fset.Position(file.Package).Filename, "_test.go") {
			c.add(pass, file, isClient)
		}
	}
	clients := make(map[*types.Package]*needs.Client)
	for i := range c.all {
		call := &c.all[i]
		pkg := call.fn.Pkg()
		client, ok := clients[pkg]
		if !ok {
			if client, c.err = readClient(pass, cfg, pkg, call.fn, isClient); c.err != nil {
				return c
			}
			clients[pkg] = client
		}
		f, known := client.Functions[call.fn.Origin().FullName()]
		if !known {
			f.Unresolved = []string{"a generic function"}
		}
		call.requests = f
	}
	return c
}

// clientPackages tells the packages of the catalog's clients from others.
func clientPackages(cfg *Config) func(*types.Package) bool {
	return func(pkg *types.Package) bool {
		return pkg != nil && slices.ContainsFunc(cfg.Catalog().Evidence().Imports, func(imp string) bool {
			return pkg.Path() == imp || strings.HasPrefix(pkg.Path(), imp+"/")
		})
	}
}

// add lists the uses in one file.
func (c *clientCalls) add(pass *analysis.Pass, file *ast.File, isClient func(*types.Package) bool) {
	called := make(map[*ast.Ident]*ast.CallExpr)
	for _, decl := range file.Decls {
		within, _ := decl.(*ast.FuncDecl)
		ast.Inspect(decl, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if id := calleeName(n.Fun); id != nil {
					called[id] = n
				}
			case *ast.Ident:
				if fn, ok := pass.TypesInfo.Uses[n].(*types.Func); ok && fn.Exported() && isClient(fn.Pkg()) {
					c.all = append(c.all, clientCall{id: n, fn: fn, call: called[n], within: within})
				}
			}
			return true
		})
	}
}

// calleeName is the name that stands for the function in a call.
func calleeName(fun ast.Expr) *ast.Ident {
	switch fun := ast.Unparen(fun).(type) {
	case *ast.Ident:
		return fun
	case *ast.SelectorExpr:
		return fun.Sel
	case *ast.IndexExpr:
		return calleeName(fun.X)
	case *ast.IndexListExpr:
		return calleeName(fun.X)
	}
	return nil
}

// readClient computes what the functions of a client's package request, from
// its source: where that is tells the position of any of its functions.
func readClient(pass *analysis.Pass, cfg *Config, pkg *types.Package, fn *types.Func, isClient func(*types.Package) bool) (*needs.Client, error) {
	dirs := []string{filepath.Dir(pass.Fset.Position(fn.Pos()).Filename)}
	for _, imp := range pkg.Imports() {
		if !isClient(imp) {
			continue
		}
		for _, name := range imp.Scope().Names() {
			if pos := imp.Scope().Lookup(name).Pos(); pos.IsValid() {
				dirs = append(dirs, filepath.Dir(pass.Fset.Position(pos).Filename))
				break
			}
		}
	}
	return needs.CachedRequests(context.Background(), needs.Config{
		Catalog: cfg.Catalog(), Dir: packageDir(pass), Patterns: []string{pkg.Path()},
	}, dirs)
}

// packageDir is the directory of the package.
func packageDir(pass *analysis.Pass) string {
	return filepath.Dir(pass.Fset.Position(pass.Files[0].Package).Filename)
}

// grant returns the grant of the package, if the configuration has one.
func (j *judge) grant() (Grant, bool) {
	if len(j.cfg.grants) == 0 || len(j.pass.Files) == 0 {
		return Grant{}, false
	}
	return j.cfg.Grant(path.Dir(j.cfg.relative(j.pass.Fset.Position(j.pass.Files[0].Package).Filename)))
}

// settles decides a condition about a field of what a call hands over: by the
// literal that is handed over, or that the variable handed over was made from.
// It is not ok where the code there does not tell.
func (c *clientCall) settles(info *types.Info, cond needs.FieldCondition) (set, ok bool) {
	if c.call == nil {
		return false, false
	}
	for _, arg := range c.call.Args {
		named, isNamed := types.Unalias(pointee(info.TypeOf(arg))).(*types.Named)
		if !isNamed || named.Obj().Name() != cond.Type || named.Obj().Pkg() != c.fn.Pkg() {
			continue
		}
		if id, isVar := ast.Unparen(arg).(*ast.Ident); isVar {
			return c.setsOf(info, id, cond.Fields)
		}
		return fieldSet(info, arg, cond.Fields)
	}
	return false, false
}

func pointee(t types.Type) types.Type {
	if t == nil {
		return types.Typ[types.Invalid]
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

// setsOf decides it for a variable: it is certain that a field is set if the
// only value of the variable sets it, or a statement of the function does.
func (c *clientCall) setsOf(info *types.Info, id *ast.Ident, fields []string) (set, ok bool) {
	obj := info.Uses[id]
	if c.within == nil || obj == nil || obj.Pkg() == nil || obj.Parent() == obj.Pkg().Scope() {
		return false, false
	}
	values := 0
	var value ast.Expr
	cleared := false
	ast.Inspect(c.within, func(n ast.Node) bool {
		assign, isAssign := n.(*ast.AssignStmt)
		if !isAssign || len(assign.Lhs) != len(assign.Rhs) {
			return true
		}
		for i, left := range assign.Lhs {
			switch left := ast.Unparen(left).(type) {
			case *ast.Ident:
				if info.ObjectOf(left) == obj {
					values, value = values+1, assign.Rhs[i]
				}
			case *ast.SelectorExpr:
				if x, isVar := ast.Unparen(left.X).(*ast.Ident); isVar && info.Uses[x] == obj && len(fields) == 1 && left.Sel.Name == fields[0] {
					set = set || full(info, assign.Rhs[i])
					cleared = cleared || !full(info, assign.Rhs[i])
				}
			}
		}
		return true
	})
	if set {
		return true, true
	}
	if values != 1 || cleared {
		return false, false
	}
	return fieldSet(info, value, fields)
}

// fieldSet reports whether a literal sets the field that the names lead to.
func fieldSet(info *types.Info, value ast.Expr, fields []string) (set, ok bool) {
	value = ast.Unparen(value)
	if addr, isAddr := value.(*ast.UnaryExpr); isAddr && addr.Op == token.AND {
		value = ast.Unparen(addr.X)
	}
	lit, isLit := value.(*ast.CompositeLit)
	if !isLit {
		return false, false
	}
	if len(fields) == 0 {
		return true, true
	}
	if !isStruct(info, lit) { // the elements of a list
		for _, elem := range lit.Elts {
			if set, _ := fieldSet(info, elem, fields); set {
				return true, true
			}
		}
		return false, false
	}
	for _, elem := range lit.Elts {
		pair, isPair := elem.(*ast.KeyValueExpr)
		if !isPair {
			return false, false
		}
		if key, isName := pair.Key.(*ast.Ident); isName && key.Name == fields[0] {
			if len(fields) == 1 {
				return full(info, pair.Value), full(info, pair.Value)
			}
			return fieldSet(info, pair.Value, fields[1:])
		}
	}
	return false, false // a later statement may set it
}

func isStruct(info *types.Info, lit *ast.CompositeLit) bool {
	t := info.TypeOf(lit)
	if t == nil {
		return false
	}
	_, ok := pointee(t).Underlying().(*types.Struct)
	return ok
}

// full reports whether an expression is certainly more than a zero value.
func full(info *types.Info, e ast.Expr) bool {
	e = ast.Unparen(e)
	if v := info.Types[e].Value; v != nil {
		s := v.ExactString()
		return s != `""` && s != "0" && s != "false"
	}
	if addr, ok := e.(*ast.UnaryExpr); ok && addr.Op == token.AND {
		return true
	}
	lit, ok := e.(*ast.CompositeLit)
	return ok && len(lit.Elts) > 0
}
