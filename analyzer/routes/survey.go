package routes

import (
	"go/ast"
	"go/types"
	"maps"
	"slices"
	"strings"
)

// A survey is what a first look at the syntax of one package finds.
type survey struct {
	sites   []site // calls that register
	unknown []Missed
	unread  []Missed // routers that the table does not have
	tables  []*ast.CompositeLit
}

type site struct {
	call *ast.CallExpr
	fn   *types.Func // that registers
	in   *types.Func // the function that the call stands in; nil for none
}

func (s *survey) empty() bool { return len(s.sites) == 0 && len(s.unknown) == 0 && len(s.tables) == 0 }

// survey looks at every file once. There is one survey a package.
func (x *interp) survey(opts *Options) []*survey {
	surveys := make([]*survey, len(x.passes))
	x.left = make(map[*ast.File]bool)
	for i, pass := range x.passes {
		surveys[i] = &survey{}
		for _, file := range pass.Files {
			name := pass.Fset.File(file.FileStart).Name()
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			s := surveys[i]
			if opts.Excluded != nil && opts.Excluded(name) {
				s, x.left[file] = &survey{}, true
			}
			x.unreadImports(s, file)
			x.declarations(opts, s, file)
		}
	}
	x.spread(x.relevant, func(m *types.Func) *types.Func {
		impl, _, _ := x.implementation(m, nil)
		return impl
	})
	for _, fn := range x.funcs {
		if x.insideWrapper(fn, nil) {
			delete(x.relevant, fn)
		}
	}
	x.setters.follow(x)
	x.spread(x.speaks, nil)
	x.spread(x.demands, nil)
	return surveys
}

func (x *interp) declarations(opts *Options, s *survey, file *ast.File) {
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if fn, ok := x.info.Defs[d.Name].(*types.Func); ok && d.Body != nil {
				x.decls[fn] = d
				x.funcs = append(x.funcs, fn)
				x.unsteady(d.Body)
				x.prospect(opts, fn, d.Body)
				x.scan(s, fn, d.Body)
			}
		case *ast.GenDecl:
			x.variables(d)
			x.unsteady(d)
			x.settings(d)
			x.scan(s, nil, d)
		}
	}
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
		case *ast.AssignStmt:
			x.setters.note(x, fn, n)
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
	if v, ok := obj.(*types.Var); ok && v.IsField() && v.Pkg() != nil && x.table.bends[v.Pkg().Path()+"."+v.Name()] {
		x.bent[v.Pkg().Path()] = true
	}
	if v, ok := obj.(*types.Var); ok && fn != nil && (x.routerOf(v.Type()) != nil || isFuncType(v.Type()) && len(x.methodsOf(v.Type().Underlying().(*types.Signature))) > 0) {
		x.relevant[fn] = true
		if call != nil && isFuncType(v.Type()) {
			s.sites = append(s.sites, site{call, nil, fn})
		}
		return
	}
	callee, ok := obj.(*types.Func)
	if !ok {
		return
	}
	callee = callee.Origin()
	if x.own[callee.Pkg()] {
		x.uses[fn] = append(x.uses[fn], callee)
	}
	row, known := x.row(callee)
	if row == nil && !known {
		row = x.promoted(callee)
	}
	if path, ok := x.registersElsewhere(callee, call); row == nil && !known && ok {
		s.lack(path, id.Pos())
		s.unknown = append(s.unknown, Missed{Pos: id.Pos(), Name: funcName(callee), Why: "the router table has no row for this router"})
		return
	}
	switch {
	case row == nil && known && callee.Exported() && x.insideWrapper(fn, callee):
	case row == nil && known && callee.Exported():
		s.unknown = append(s.unknown, Missed{Pos: id.Pos(), Name: funcName(callee), Why: "the router table has no row for this method"})
	case row != nil && row.verb != "-":
		if fn != nil && !x.insideWrapper(fn, callee) {
			x.relevant[fn] = true
		}
		if row.registers() && call != nil && !x.insideWrapper(fn, callee) {
			s.sites = append(s.sites, site{call, callee, fn})
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
	case *ast.IndexExpr:
		return calledIdent(e.X)
	case *ast.IndexListExpr:
		return calledIdent(e.X)
	}
	return identOf(e)
}

// identOf is the identifier that an expression is or ends in, or nil.
func identOf(e ast.Expr) *ast.Ident {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return e
	case *ast.SelectorExpr:
		return e.Sel
	}
	return nil
}

// spread adds to a set of functions those that mention one of it. What a method
// of an interface runs is told by implementation, or else it may be any method
// of that name.
func (x *interp) spread(set map[*types.Func]bool, implementation func(*types.Func) *types.Func) {
	names := make(map[string]bool) // of methods in the set
	in := func(u *types.Func) bool {
		switch {
		case set[u]:
			return true
		case x.decls[u] != nil:
			return false
		case implementation != nil:
			return set[implementation(u)]
		}
		return names[u.Name()]
	}
	add := func(fn *types.Func) {
		set[fn] = true
		if fn.Signature().Recv() != nil {
			names[fn.Name()] = true
		}
	}
	for fn := range maps.Clone(set) {
		add(fn)
	}
	for changed := true; changed; {
		changed = false
		for _, fn := range x.funcs {
			if !set[fn] && slices.ContainsFunc(x.uses[fn], in) {
				add(fn)
				changed = true
			}
		}
	}
}
