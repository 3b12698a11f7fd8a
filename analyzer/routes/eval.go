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
			return &text{s: constant.StringVal(tv.Value), pos: e.Pos()}
		}
		return nil
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
		return &fn{lit: e, frame: f, pos: e.Pos()}
	case *ast.CompositeLit:
		return x.composite(f, e)
	case *ast.UnaryExpr:
		if e.Op == token.AND {
			return x.eval(f, e.X)
		}
	case *ast.StarExpr:
		return x.eval(f, e.X)
	case *ast.TypeAssertExpr:
		return x.eval(f, e.X)
	case *ast.BinaryExpr:
		if e.Op == token.ADD && isString(x.info.TypeOf(e)) {
			return concat(x.eval(f, e.X), x.eval(f, e.Y))
		}
	case *ast.IndexExpr:
		return x.index(f, e)
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
		if i, ok := constant.Int64Val(constant.ToInt(orZero(x.info.Types[e.Index].Value))); ok && x.info.Types[e.Index].Value != nil && int(i) < len(base.elems) {
			return base.elems[i]
		}
	case *table:
		key, ok := x.eval(f, e.Index).(*text)
		for i, k := range base.keys {
			if k, isText := k.(*text); ok && isText && k.s == key.s && !key.dynamic() {
				return base.elems[i]
			}
		}
	}
	return nil
}

func orZero(v constant.Value) constant.Value {
	if v == nil {
		return constant.MakeInt64(0)
	}
	return v
}

func isString(t types.Type) bool {
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
		return &text{s: at.s + bt.s, from: from, pos: at.pos}
	case aok:
		return &text{s: at.s + hole, from: at.from, pos: at.pos}
	case bok:
		return &text{s: hole + bt.s, from: bt.from, pos: bt.pos}
	}
	return nil
}

// object returns the value of a variable or function.
func (x *interp) object(f *frame, obj types.Object) value {
	switch obj := obj.(type) {
	case *types.Func:
		row, _ := x.row(obj)
		return &fn{obj: obj.Origin(), row: row}
	case *types.Var:
		if v, ok := f.lookup(obj); ok {
			if v == nil {
				return x.open(obj)
			}
			return v
		}
		return x.global(obj)
	}
	return nil
}

// global returns the value of a package-level variable, or of any variable
// that no known call has bound.
func (x *interp) global(obj *types.Var) value {
	if v, ok := x.globals[obj]; ok {
		return v
	}
	if init, ok := x.inits[obj]; ok {
		delete(x.inits, obj) // an initializer that needs itself does not compile, but a method of it may
		x.globals[obj] = x.eval(&frame{vars: make(map[types.Object]value)}, init)
		if v := x.globals[obj]; v != nil {
			return v
		}
	}
	return x.open(obj)
}

// open returns a router for a variable or field of a router's type that
// comes from elsewhere, or nil.
func (x *interp) open(obj *types.Var) value {
	if v := x.globals[obj]; v != nil {
		return v
	}
	if n, ok := x.opened[obj]; ok {
		return n
	}
	r := x.routerOf(obj.Type())
	if r == nil {
		return x.openMethod(obj)
	}
	n := x.newNode(r, obj.Pos())
	n.outside = obj.Pos()
	x.opened[obj] = n
	return n
}

// openMethod returns a router's method for a variable whose type is the type
// of such a method and names the router's package:
//
//	func(method, path string, handlers ...gin.HandlerFunc) gin.IRoutes
//
// Other types, such as func(string, http.Handler), prove nothing.
func (x *interp) openMethod(obj *types.Var) value {
	sig, ok := types.Unalias(obj.Type()).(*types.Signature)
	if !ok {
		return nil
	}
	for _, m := range x.methodsOf(sig) {
		n := x.newNode(m.row.router, obj.Pos())
		n.outside = obj.Pos()
		v := &fn{obj: m.obj, recv: n, row: m.row}
		x.globals[obj] = v // one router for all calls of the variable
		return v
	}
	return nil
}

func (x *interp) newNode(r *Router, pos token.Pos) *node {
	n := &node{router: r, pos: pos}
	x.nodes = append(x.nodes, n)
	return n
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
		obj := s.Obj().(*types.Func)
		row, _ := x.row(obj)
		return &fn{obj: obj.Origin(), recv: x.receiver(f, e, s), row: row}
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
		if v, ok := r.fields[field.Name()]; ok && v != nil {
			if t, ok := v.(*text); ok {
				return &text{s: t.s, from: r, pos: t.pos}
			}
			return v
		}
		if _, set := x.globals[field.Origin()]; !set && r.lit != nil {
			return x.zeroOf(field.Type())
		}
	}
	return x.global(field.Origin())
}

// zeroOf returns the zero value of a type, as far as it matters.
func (x *interp) zeroOf(t types.Type) value {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if u.Info()&types.IsString != 0 {
			return &text{}
		}
	case *types.Slice:
		return &list{}
	case *types.Struct:
		if r := x.routerOf(t); r != nil {
			return x.newNode(r, token.NoPos)
		}
		return &record{typ: t, fields: make(map[string]value), pos: make(map[string]token.Pos)}
	case *types.Pointer, *types.Interface, *types.Signature:
		return zero{}
	}
	return nil
}

func (x *interp) composite(f *frame, e *ast.CompositeLit) value {
	t := x.info.TypeOf(e)
	if r := x.routerOf(t); r != nil { // "&mux.Router{}", "new(http.ServeMux)"
		return x.newNode(r, e.Pos())
	}
	if p, ok := t.Underlying().(*types.Pointer); ok { // an element whose "&T" is left out
		t = p.Elem()
	}
	switch u := t.Underlying().(type) {
	case *types.Struct:
		return x.structLit(f, e, t, u)
	case *types.Map:
		m := &table{}
		for _, el := range e.Elts {
			if kv, ok := el.(*ast.KeyValueExpr); ok {
				m.keys = append(m.keys, x.eval(f, kv.Key))
				m.elems = append(m.elems, x.eval(f, kv.Value))
			}
		}
		return m
	case *types.Slice, *types.Array:
		l := &list{}
		for _, el := range e.Elts {
			if kv, ok := el.(*ast.KeyValueExpr); ok {
				el = kv.Value
			}
			l.elems = append(l.elems, x.eval(f, el))
		}
		return l
	}
	return nil
}

func (x *interp) structLit(f *frame, e *ast.CompositeLit, t types.Type, st *types.Struct) value {
	r := &record{typ: t, lit: e, fields: make(map[string]value), pos: make(map[string]token.Pos)}
	for i, el := range e.Elts {
		name := ""
		if kv, ok := el.(*ast.KeyValueExpr); ok {
			name = kv.Key.(*ast.Ident).Name // the type checker insists
			el = kv.Value
		} else {
			name = st.Field(i).Name()
		}
		v := x.eval(f, el)
		r.fields[name] = v
		r.pos[name] = el.Pos()
		if n := x.asNode(v); n != nil || isFn(v) {
			for field := range st.Fields() {
				if field.Name() == name {
					x.keepField(field, v)
				}
			}
		}
	}
	return r
}

func isFn(v value) bool { _, ok := v.(*fn); return ok }

// keepField remembers what a field holds for code that sees a struct of
// unknown origin. A router is a router; of anything else, two assignments say
// nothing.
func (x *interp) keepField(field *types.Var, v value) {
	field = field.Origin()
	if x.passive > 0 || v == nil {
		return
	}
	if _, again := x.globals[field]; again && x.asNode(v) == nil {
		v = nil
	}
	x.globals[field] = v
}
