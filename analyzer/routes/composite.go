package routes

import (
	"go/ast"
	"go/token"
	"go/types"
)

// zeroOf returns the zero value of a type, as far as it matters.
func (x *interp) zeroOf(t types.Type) value {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if u.Info()&types.IsString != 0 {
			return &text{}
		}
	case *types.Slice:
		return &list{}
	case *types.Map:
		return &table{typ: t, cond: x.cond}
	case *types.Struct:
		if r := x.routerOf(t); r != nil {
			return x.newNode(r, token.NoPos)
		}
		return &record{typ: t, cond: x.cond, fields: make(map[string]value), pos: make(map[string]token.Pos)}
	case *types.Pointer, *types.Interface, *types.Signature:
		return zero{}
	}
	return nil
}

func (x *interp) composite(f *frame, e *ast.CompositeLit) value {
	t := x.info.TypeOf(e)
	if t == nil { // of code that does not type-check
		return nil
	}
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
		m := &table{typ: t, cond: x.cond}
		for _, el := range e.Elts {
			if kv, ok := el.(*ast.KeyValueExpr); ok {
				m.keys = append(m.keys, x.eval(f, kv.Key))
				m.elems = append(m.elems, x.taken(f, kv.Value))
			}
		}
		return m
	case *types.Slice, *types.Array:
		l := &list{typ: t}
		for _, el := range e.Elts {
			if kv, ok := el.(*ast.KeyValueExpr); ok {
				el = kv.Value
			}
			l.elems = append(l.elems, x.taken(f, el))
		}
		return l
	}
	return nil
}

func (x *interp) structLit(f *frame, e *ast.CompositeLit, t types.Type, st *types.Struct) value {
	r := &record{typ: t, lit: e, cond: x.cond, fields: make(map[string]value), pos: make(map[string]token.Pos)}
	for i, el := range e.Elts {
		name := ""
		if kv, ok := el.(*ast.KeyValueExpr); ok {
			if key, ok := kv.Key.(*ast.Ident); ok { // else it does not type-check, nor does a value too many
				name = key.Name
			}
			el = kv.Value
		} else if i < st.NumFields() {
			name = st.Field(i).Name()
		}
		v := fieldValue(x.taken(f, el))
		r.fields[name] = v
		r.pos[name] = el.Pos()
		x.sets(r, t, name, v)
		x.leave(v, x.info.TypeOf(el))
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
	if v == nil {
		return
	}
	if _, again := x.globals[field]; again && x.asNode(v) == nil {
		v = nil
	}
	x.globals[field] = x.steady(field, v)
}
