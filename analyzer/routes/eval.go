package routes

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
)

// eval returns what is known of an expression's value.
func (x *interp) eval(f *frame, e ast.Expr) value {
	e = ast.Unparen(e)
	if tv := x.info.Types[e]; tv.Value != nil {
		if tv.Value.Kind() == constant.String {
			return &text{s: constant.StringVal(tv.Value), typ: declaredType(tv.Type), pos: e.Pos()}
		}
		return &known{tv.Value}
	} else if tv.IsNil() {
		return zero{}
	}
	switch e := e.(type) {
	case *ast.Ident:
		return x.object(f, x.info.Uses[e])
	case *ast.SelectorExpr:
		return x.selector(f, e)
	case *ast.CallExpr:
		if vals := x.calls(f, e); len(vals) > 0 {
			return vals[0]
		}
	case *ast.FuncLit:
		v := &fn{lit: e, frame: f.captured(), pos: e.Pos()}
		x.closures = append(x.closures, closure{v, x.cond, x.guess})
		return v
	case *ast.CompositeLit:
		return x.composite(f, e)
	case *ast.UnaryExpr:
		switch e.Op {
		case token.AND:
			return x.eval(f, e.X)
		case token.NOT:
			return x.not(f, e.X)
		}
	case *ast.StarExpr:
		return x.eval(f, e.X)
	case *ast.TypeAssertExpr:
		return x.eval(f, e.X)
	case *ast.BinaryExpr:
		if e.Op == token.ADD && isString(x.info.TypeOf(e)) {
			return concat(x.eval(f, e.X), x.eval(f, e.Y))
		}
		if e.Op == token.ADD || e.Op == token.SUB {
			return sum(x.eval(f, e.X), e.Op, x.eval(f, e.Y))
		}
		return x.logic(f, e)
	case *ast.IndexExpr:
		return x.index(f, e)
	case *ast.SliceExpr:
		return x.sliced(f, e)
	case *ast.IndexListExpr:
		return x.eval(f, e.X) // an instantiated function
	}
	return nil
}

func (x *interp) index(f *frame, e *ast.IndexExpr) value {
	base := x.eval(f, e.X)
	switch base := base.(type) {
	case *fn: // an instantiated function
		return base
	case *list:
		if c := constantOf(x.eval(f, e.Index)); c != nil && c.Kind() == constant.Int {
			if i, ok := constant.Int64Val(c); ok && i >= 0 && i < int64(len(base.elems)) {
				return base.elems[i]
			}
		}
	case *table:
		key := x.eval(f, e.Index)
		if i := base.find(key); i >= 0 {
			return base.elems[i]
		}
		if constantOf(key) == nil && len(base.elems) > 0 && isHandlerValue(base.elems[0]) { // any of them, or none
			return chooseOf(append([]value{zero{}}, base.elems...)...)
		}
	}
	return nil
}

// sum adds or subtracts two whole numbers.
func sum(a value, op token.Token, b value) value {
	m, ok := a.(*known)
	n, ok2 := b.(*known)
	if !ok || !ok2 || m.val.Kind() != constant.Int || n.val.Kind() != constant.Int {
		return nil
	}
	return &known{constant.BinaryOp(m.val, op, n.val)}
}

func isSlice(t types.Type) bool { _, ok := t.Underlying().(*types.Slice); return ok }

func isString(t types.Type) bool {
	if t == nil { // of ill-typed code
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// concat joins two texts; what is not known becomes a hole.
func concat(a, b value) value {
	at, aok := a.(*text)
	bt, bok := b.(*text)
	if isZero(a) {
		at, aok = &text{}, true
	}
	if isZero(b) {
		bt, bok = &text{}, true
	}
	switch {
	case aok && bok:
		from := at.from
		if from == nil {
			from = bt.from
		}
		return &text{s: at.s + bt.s, from: from, pos: at.pos, last: bt.written()}
	case aok:
		return &text{s: at.s + hole, from: at.from, pos: at.pos}
	case bok:
		return &text{s: hole + bt.s, from: bt.from, pos: bt.pos}
	}
	return nil
}

func (x *interp) selector(f *frame, e *ast.SelectorExpr) value {
	s := x.info.Selections[e]
	if s == nil {
		return x.object(f, x.info.Uses[e.Sel])
	}
	switch s.Kind() {
	case types.FieldVal:
		return x.walkFields(x.eval(f, e.X), s, len(s.Index()))
	case types.MethodVal:
		return x.methodValue(f, e, s)
	case types.MethodExpr:
		return &fn{obj: s.Obj().(*types.Func).Origin()}
	}
	return nil
}

// receiver returns what a method is called on: the expression before the dot,
// or a field embedded in it.
func (x *interp) receiver(f *frame, e *ast.SelectorExpr, s *types.Selection) value {
	return x.walkFields(x.eval(f, e.X), s, len(s.Index())-1)
}

// walkFields follows the first n steps of a selection from v.
func (x *interp) walkFields(v value, s *types.Selection, n int) value {
	t := s.Recv()
	for _, i := range s.Index()[:n] {
		st := structOf(t)
		if st == nil {
			return nil
		}
		v = x.field(v, st.Field(i))
		t = st.Field(i).Type()
	}
	return v
}

func structOf(t types.Type) *types.Struct {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	st, _ := t.Underlying().(*types.Struct)
	return st
}

func (x *interp) field(base value, field *types.Var) value {
	if x.asNode(base) != nil && x.routerOf(field.Type()) != nil { // gin.Engine embeds gin.RouterGroup
		return base
	}
	if r, ok := base.(*record); ok {
		v, given := r.fields[field.Name()]
		_, set := x.globals[field.Origin()]
		switch t, ok := v.(*text); {
		case ok:
			return &text{s: t.s, from: r, pos: t.pos}
		case v != nil:
			return v
		case !given && r.lit != nil && (!set || isSlice(field.Type())):
			return x.zeroOf(field.Type())
		case given && isString(field.Type()): // something that is not known, whatever others hold
			return nil
		}
	}
	return x.global(field.Origin())
}
