package routes

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"maps"
	"slices"
)

// Some branches can be decided: a middleware gets an enumeration and asks for
// another scope for each, or it looks at the request's method, which the route
// tells.

// known is a constant that is no text.
type known struct{ val constant.Value }

// truth decides a condition, if all that it depends on is known. What is
// constant for the compiler differs from build to build.
func (x *interp) truth(f *frame, e ast.Expr) (val, ok bool) {
	if x.info.Types[e].Value != nil {
		return false, false
	}
	k, ok := x.eval(f, e).(*known)
	if !ok || k.val.Kind() != constant.Bool {
		return false, false
	}
	return constant.BoolVal(k.val), true
}

// constantOf returns the constant that a value is, or nil.
func constantOf(v value) constant.Value {
	switch v := v.(type) {
	case *known:
		return v.val
	case *text:
		if !v.dynamic() {
			return constant.MakeString(v.s)
		}
	}
	return nil
}

// logic evaluates comparisons and the operators of conditions.
func (x *interp) logic(f *frame, e *ast.BinaryExpr) value {
	switch e.Op {
	case token.LAND, token.LOR:
		decisive := e.Op == token.LOR // "true ||", "false &&"
		left, lok := x.truth(f, e.X)
		if lok && left == decisive {
			return &known{constant.MakeBool(decisive)}
		}
		right, rok := x.truth(f, e.Y)
		switch {
		case rok && right == decisive, lok && rok:
			return &known{constant.MakeBool(right)}
		}
	case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
		a, b := constantOf(x.eval(f, e.X)), constantOf(x.eval(f, e.Y))
		if a != nil && b != nil && sameSort(a, b) && (a.Kind() != constant.Bool || e.Op == token.EQL || e.Op == token.NEQ) {
			return &known{constant.MakeBool(constant.Compare(a, e.Op, b))}
		}
	}
	return nil
}

// sameSort reports whether two constants can be compared.
func sameSort(a, b constant.Value) bool {
	number := func(v constant.Value) bool { return v.Kind() == constant.Int || v.Kind() == constant.Float }
	return a.Kind() == b.Kind() && a.Kind() != constant.Unknown || number(a) && number(b)
}

// not evaluates "!e".
func (x *interp) not(f *frame, e ast.Expr) value {
	if val, ok := x.truth(f, e); ok {
		return &known{constant.MakeBool(!val)}
	}
	return nil
}

// length evaluates len of a list that is known whole.
func length(v value) value {
	l, ok := v.(*list)
	if !ok || slices.Contains(l.elems, nil) {
		return nil
	}
	return &known{constant.MakeInt64(int64(len(l.elems)))}
}

// clause returns the clause of a switch that runs, or nil for none of them; it
// is not ok if that cannot be decided.
func (x *interp) clause(f *frame, s *ast.SwitchStmt) (run *ast.CaseClause, ok bool) {
	var tag constant.Value
	if s.Tag != nil {
		if tag = constantOf(x.eval(f, s.Tag)); tag == nil {
			return nil, false
		}
	}
	var other *ast.CaseClause
	for _, stmt := range s.Body.List {
		cl := stmt.(*ast.CaseClause)
		if cl.List == nil {
			other = cl
		}
		for _, e := range cl.List {
			hit, ok := x.truth(f, e)
			if tag != nil {
				c := constantOf(x.eval(f, e))
				ok = c != nil && sameSort(tag, c)
				hit = ok && constant.Compare(tag, token.EQL, c)
			}
			if !ok {
				return nil, false
			}
			if hit {
				return cl, !slices.ContainsFunc(cl.Body, isFallthrough)
			}
		}
	}
	return other, true
}

func isFallthrough(s ast.Stmt) bool {
	b, ok := s.(*ast.BranchStmt)
	return ok && b.Tok == token.FALLTHROUGH
}

// forget drops what is known of the variables that code assigns which runs
// only sometimes. Texts become computed if the code was not run.
func (x *interp) forget(f *frame, n ast.Node, texts bool) {
	if n == nil {
		return
	}
	assigned(n, func(id *ast.Ident) {
		obj := x.info.Uses[id]
		if obj == nil {
			return
		}
		switch v, _ := f.lookup(obj); v.(type) {
		case *known:
			f.set(obj, nil)
		case *text:
			if texts {
				f.set(obj, &text{s: hole, pos: id.Pos()})
			}
		}
	})
}

// assigned calls do for each variable that code assigns to.
func assigned(n ast.Node, do func(*ast.Ident)) {
	ast.Inspect(n, func(n ast.Node) bool {
		for _, e := range targets(n) {
			if id, ok := e.(*ast.Ident); ok {
				do(id)
			}
		}
		return true
	})
}

// targets are what a node, without those below it, assigns to.
func targets(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.AssignStmt:
		return n.Lhs
	case *ast.IncDecStmt:
		return []ast.Expr{n.X}
	case *ast.RangeStmt:
		return []ast.Expr{n.Key, n.Value}
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			return []ast.Expr{n.X}
		}
	}
	return nil
}

// unsteady notes the variables that change in places which the interpreter
// does not see in their order: in a closure, or through their address.
func (x *interp) unsteady(n ast.Node) {
	handed := make(map[ast.Expr]bool) // to functions whose code is run
	var literals []*ast.FuncLit       // around a node, the innermost last
	ast.Inspect(n, func(n ast.Node) bool {
		if n == nil {
			return true
		}
		for len(literals) > 0 && n.Pos() >= literals[len(literals)-1].End() {
			literals = literals[:len(literals)-1]
		}
		for _, e := range targets(n) {
			if id, ok := e.(*ast.Ident); ok && len(literals) > 0 {
				x.changesIn(literals[len(literals)-1], x.info.Uses[id])
			}
		}
		switch n := n.(type) {
		case *ast.FuncLit:
			literals = append(literals, n)
		case *ast.CallExpr:
			if callee, ok := x.calleeOf(calledIdent(n.Fun)).(*types.Func); ok && x.own[callee.Pkg()] {
				for _, e := range n.Args {
					handed[ast.Unparen(e)] = isStruct(pointed(x.info.TypeOf(e)))
				}
			}
		case *ast.UnaryExpr:
			if id, ok := ast.Unparen(n.X).(*ast.Ident); ok && n.Op == token.AND && !handed[n] {
				x.changes[x.info.Uses[id]], x.lent[x.info.Uses[id]] = true, true
			}
		}
		return true
	})
}

// changesIn notes a variable that a function literal assigns to, if it is none of its
// own.
func (x *interp) changesIn(lit *ast.FuncLit, obj types.Object) {
	if obj != nil && (obj.Pos() < lit.Pos() || obj.Pos() > lit.End()) {
		x.changes[obj] = true
	}
}

// settings notes fields with a tag: what is read into them is not in the code.
func (x *interp) settings(d *ast.GenDecl) {
	ast.Inspect(d, func(n ast.Node) bool {
		if f, ok := n.(*ast.Field); ok && f.Tag != nil {
			for _, name := range f.Names {
				x.lent[x.info.Defs[name]] = true
			}
		}
		return true
	})
}

// pointed is the type that a pointer leads to, or the type itself.
func pointed(t types.Type) types.Type {
	if p, ok := t.(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

// unread is a struct whose fields with a tag may have been read from somewhere.
func (r *record) unread() *record {
	c := *r
	c.fields = maps.Clone(r.fields)
	st := structOf(r.typ)
	for i := range st.NumFields() {
		if f := st.Field(i); st.Tag(i) != "" && isString(f.Type()) {
			c.fields[f.Name()] = &text{s: hole, pos: f.Pos()}
		}
	}
	return &c
}

// steady is what a variable may hold of a value. Who has its address, as a flag
// set or a decoder, may change all of it.
func (x *interp) steady(obj types.Object, v value) value {
	changed := &text{s: hole, pos: obj.Pos()}
	switch v := v.(type) {
	case *known:
		if x.changes[obj] {
			return nil
		}
	case *text:
		if x.lent[obj] {
			return changed
		}
	case *list:
		if x.lent[obj] && isStrings(obj.Type()) {
			return &list{elems: []value{changed}}
		}
	case *record:
		if x.lent[obj] {
			return v.unread()
		}
	}
	return v
}
