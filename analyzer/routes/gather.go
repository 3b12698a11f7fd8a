package routes

import (
	"cmp"
	"go/ast"
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// Options say what the gatherer cannot know by itself.
type Options struct {
	Table   *Table            // nil is [Default]
	IsScope func(string) bool // whether a text is a scope
	Guards  []string          // functions that are guards, as [types.Func.FullName] writes them
}

func (o *Options) isScope(s string) bool { return o.IsScope != nil && o.IsScope(s) }

// named reports whether a function is a guard by configuration.
func (o *Options) named(obj *types.Func) bool {
	return obj != nil && len(o.Guards) > 0 && slices.Contains(o.Guards, obj.FullName())
}

// Gather finds the routes of a package. Test files are left out: their routes
// serve nobody.
func Gather(pass *analysis.Pass, opts Options) *Result {
	if opts.Table == nil {
		opts.Table = Default()
	}
	x := newInterp(pass, opts.Table)
	s := x.survey()
	if s.empty() {
		return &Result{}
	}
	x.run(s)
	res := &Result{Routes: x.routes(&opts)}
	res.Routes = append(res.Routes, x.tables(&opts, s.tables)...)
	res.Routes = dedupe(res.Routes)
	res.Coverage = x.coverage(s, res.Routes)
	return res
}

func newInterp(pass *analysis.Pass, t *Table) *interp {
	return &interp{
		pass: pass, info: pass.TypesInfo, table: t,
		decls: make(map[*types.Func]*ast.FuncDecl), relevant: make(map[*types.Func]bool), ran: make(map[*types.Func]bool),
		globals: make(map[types.Object]value), inits: make(map[types.Object]ast.Expr), opened: make(map[types.Object]*node),
		pkgNode: make(map[*Router]*node), mounted: make(map[ast.Node]bool), active: make(map[ast.Node]int),
		seen: make(map[looked]summary), learned: make(map[*types.Func]bool), stands: make(map[*types.Named]typeName), consumed: make(map[*ast.CompositeLit]bool), budget: maxBudget,
	}
}

// A survey is what a first look at the syntax finds.
type survey struct {
	funcs   []*types.Func // in the order of the source
	sites   []site        // calls that register
	unknown []Missed
	tables  []*ast.CompositeLit
	uses    map[*types.Func][]*types.Func // functions of the package that a function mentions
}

type site struct {
	call *ast.CallExpr
	fn   *types.Func
}

func (s *survey) empty() bool { return len(s.sites) == 0 && len(s.unknown) == 0 && len(s.tables) == 0 }

// survey looks at every file once.
func (x *interp) survey() *survey {
	s := &survey{uses: make(map[*types.Func][]*types.Func)}
	for _, file := range x.pass.Files {
		if strings.HasSuffix(x.pass.Fset.File(file.FileStart).Name(), "_test.go") {
			continue
		}
		for _, decl := range file.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				if fn, ok := x.info.Defs[d.Name].(*types.Func); ok && d.Body != nil {
					x.decls[fn] = d
					s.funcs = append(s.funcs, fn)
					x.scan(s, fn, d.Body)
				}
			case *ast.GenDecl:
				x.variables(d)
				x.scan(s, nil, d)
			}
		}
	}
	x.spread(s)
	return s
}

func (x *interp) variables(d *ast.GenDecl) {
	for _, spec := range d.Specs {
		if v, ok := spec.(*ast.ValueSpec); ok && len(v.Names) == len(v.Values) {
			for i, name := range v.Names {
				if obj := x.info.Defs[name]; obj != nil {
					x.inits[obj] = v.Values[i]
				}
			}
		}
	}
}

// scan looks for registrations in fn's body, or in a declaration.
func (x *interp) scan(s *survey, fn *types.Func, n ast.Node) {
	called := make(map[*ast.Ident]*ast.CallExpr)
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if id := calledIdent(n.Fun); id != nil {
				called[id] = n
			}
		case *ast.CompositeLit:
			if t := x.info.TypeOf(n); t != nil {
				if _, ok := shapeOf(t); ok {
					s.tables = append(s.tables, n)
				}
			}
		case *ast.Ident:
			x.mention(s, fn, n, called[n])
		}
		return true
	})
}

// mention judges a use of a name in fn's body; call is set if it is called.
func (x *interp) mention(s *survey, fn *types.Func, id *ast.Ident, call *ast.CallExpr) {
	obj := x.info.Uses[id]
	if v, ok := obj.(*types.Var); ok && fn != nil && (x.routerOf(v.Type()) != nil || isFuncType(v.Type()) && len(x.methodsOf(v.Type().Underlying().(*types.Signature))) > 0) {
		x.relevant[fn] = true
		if call != nil && isFuncType(v.Type()) {
			s.sites = append(s.sites, site{call, nil})
		}
		return
	}
	callee, ok := obj.(*types.Func)
	if !ok {
		return
	}
	callee = callee.Origin()
	if callee.Pkg() == x.pass.Pkg && fn != nil {
		s.uses[fn] = append(s.uses[fn], callee)
	}
	row, known := x.row(callee)
	switch {
	case row == nil && known && callee.Exported() && x.insideWrapper(fn, callee):
	case row == nil && known && callee.Exported():
		s.unknown = append(s.unknown, Missed{Pos: id.Pos(), Name: funcName(callee), Why: "the router table has no row for this method"})
	case row != nil && row.verb != "-":
		if fn != nil && !x.insideWrapper(fn, callee) {
			x.relevant[fn] = true
		}
		if row.registers() && call != nil && !x.insideWrapper(fn, callee) {
			s.sites = append(s.sites, site{call, callee})
		}
	}
}

// insideWrapper reports whether fn is itself a method of a router type of the
// table: what a team's wrapper does inside is described by its rows.
func (x *interp) insideWrapper(fn, _ *types.Func) bool {
	if fn == nil {
		return false
	}
	row, known := x.row(fn)
	return row != nil || known
}

func calledIdent(e ast.Expr) *ast.Ident {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return e
	case *ast.SelectorExpr:
		return e.Sel
	case *ast.IndexExpr:
		return calledIdent(e.X)
	case *ast.IndexListExpr:
		return calledIdent(e.X)
	}
	return nil
}

// spread makes relevant what mentions a relevant function.
func (x *interp) spread(s *survey) {
	for changed := true; changed; {
		changed = false
		for _, fn := range s.funcs {
			if !x.relevant[fn] && slices.ContainsFunc(s.uses[fn], func(u *types.Func) bool { return x.relevant[u] }) {
				x.relevant[fn] = true
				changed = true
			}
		}
	}
	for _, fn := range s.funcs {
		if x.insideWrapper(fn, nil) {
			delete(x.relevant, fn)
		}
	}
}

// run runs the functions that nobody in the package mentions, then those that
// this did not reach.
func (x *interp) run(s *survey) {
	mentioned := make(map[*types.Func]bool)
	for _, fn := range s.funcs {
		for _, u := range s.uses[fn] {
			if u != fn {
				mentioned[u] = true
			}
		}
	}
	start := func(obj *types.Func) {
		if x.relevant[obj] && !x.ran[obj] {
			x.invoke(&fn{obj: obj}, x.unbound(obj), nil)
		}
	}
	for _, spec := range slices.SortedFunc(maps.Keys(x.inits), func(a, b types.Object) int { return cmp.Compare(a.Pos(), b.Pos()) }) {
		if v, ok := spec.(*types.Var); ok && x.routerOf(v.Type()) != nil {
			x.global(v)
		}
	}
	for _, fn := range s.funcs {
		if !mentioned[fn] {
			start(fn)
		}
	}
	for _, fn := range s.funcs {
		start(fn)
	}
}

// unbound makes arguments of which nothing is known.
func (x *interp) unbound(fn *types.Func) []arg {
	return make([]arg, fn.Signature().Params().Len())
}
