package routes

import (
	"go/ast"
	"go/types"
	"slices"
)

// worth reports whether a call of the function is to be run: its code is
// known, and it registers routes or returns something that matters.
func (x *interp) worth(callee *fn, args []arg) bool {
	if x.depth >= maxDepth || x.budget <= 0 {
		return false
	}
	if callee.lit != nil {
		return x.active[callee.lit] < 2
	}
	decl := x.decls[callee.obj]
	if decl == nil || x.active[decl] >= 2 {
		return false
	}
	if x.relevant[callee.obj] || x.setters.runs[callee.obj] || slices.ContainsFunc(args, x.registrar) || slices.ContainsFunc(args, x.changed) {
		return true
	}
	if x.setsFields(decl) && slices.ContainsFunc(append([]value{callee.recv}, values(args)...), isRecord) {
		return true
	}
	results := callee.obj.Signature().Results()
	for v := range results.Variables() {
		if x.matters(v.Type(), 0) {
			return true
		}
	}
	return false
}

// isRecord reports whether a value is a struct or a map, or a list of them.
func isRecord(v value) bool {
	switch v := v.(type) {
	case *list:
		return slices.ContainsFunc(v.elems, isRecord)
	case *record, *table:
		return true
	}
	return false
}

// setsFields reports whether a function sets a field of a struct or an element
// of a map, which may be one that it was given.
func (x *interp) setsFields(decl *ast.FuncDecl) bool {
	if sets, ok := x.fieldSetters[decl]; ok {
		return sets
	}
	sets := false
	if decl.Body != nil {
		assigned := func(e ast.Expr) {
			switch ast.Unparen(e).(type) {
			case *ast.SelectorExpr, *ast.IndexExpr:
				sets = true
			}
		}
		ast.Inspect(decl.Body, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				for _, lhs := range n.Lhs {
					assigned(lhs)
				}
			case *ast.CallExpr: // which may hand it on
				if id, ok := n.Fun.(*ast.Ident); ok && (id.Name == "delete" || id.Name == "clear") {
					sets = true
				}
				sets = sets || slices.ContainsFunc(n.Args, x.isStructVariable)
			}
			return !sets
		})
	}
	x.fieldSetters[decl] = sets
	return sets
}

// isStructVariable reports whether an expression is a variable that holds a
// struct, or leads to one.
func (x *interp) isStructVariable(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	if !ok {
		return false
	}
	t := x.info.TypeOf(id)
	return t != nil && structOf(pointed(t)) != nil
}

// matters reports whether a value of the type may be a router, a handler, a
// middleware, a path, or hold one.
func (x *interp) matters(t types.Type, depth int) bool {
	if x.routerOf(t) != nil || x.acts(t) || x.table.describes(t) {
		return true
	}
	switch u := t.Underlying().(type) {
	case *types.Signature:
		return true
	case *types.Basic:
		return u.Info()&types.IsString != 0
	case *types.Slice:
		return depth < 2 && x.matters(u.Elem(), depth+1)
	case *types.Map:
		return depth < 2 && x.matters(u.Elem(), depth+1)
	case *types.Pointer:
		return depth < 2 && x.matters(u.Elem(), depth+1)
	case *types.Struct:
		if depth >= 2 {
			return false
		}
		for field := range u.Fields() {
			t := field.Type()
			if s, ok := t.Underlying().(*types.Slice); ok { // of middlewares
				t = s.Elem()
			}
			if x.routerOf(t) != nil || isHandlerResult(t) {
				return true
			}
		}
	}
	return false
}

// changed reports whether an argument is a route's description, which the called
// function may change.
func (x *interp) changed(a arg) bool {
	r, ok := a.val.(*record)
	return ok && x.table.describes(r.typ)
}

// registrar reports whether an argument is a function that registers routes, or
// a closure that does anything to a router.
func (x *interp) registrar(a arg) bool {
	f, ok := a.val.(*fn)
	switch {
	case !ok:
		return false
	case f.row != nil:
		return f.row.registers()
	case f.lit == nil:
		return x.relevant[f.obj]
	}
	found := false
	ast.Inspect(f.lit.Body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && !found {
			if callee, ok := x.info.Uses[id].(*types.Func); ok {
				row, _ := x.row(callee)
				found = x.relevant[callee.Origin()] || row != nil && row.verb != "-"
			}
		}
		return !found
	})
	return found
}

func isFuncType(t types.Type) bool { _, ok := t.Underlying().(*types.Signature); return ok }

// isHandlerType reports whether t has http.Handler's method.
func isHandlerType(t types.Type) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, "ServeHTTP")
	_, ok := obj.(*types.Func)
	return ok
}
