package routes

import (
	"go/ast"
	"go/types"
	"maps"
	"slices"
)

// The interpreter's structs and maps are shared by all that hold them, as Go's
// maps are. Where Go copies a struct, so must it.

// taken is the value of an expression that something else holds from now on.
func (x *interp) taken(f *frame, e ast.Expr) value {
	v := x.eval(f, e)
	r, ok := v.(*record)
	if !ok {
		return v
	}
	switch ast.Unparen(e).(type) {
	case *ast.Ident, *ast.SelectorExpr, *ast.IndexExpr, *ast.StarExpr: // the others have just made it
		if t := x.info.TypeOf(e); t != nil && isStruct(t) {
			return r.copied(x.cond)
		}
	}
	return v
}

// isStruct reports whether a type is a struct's; nil is that of what does not
// type-check.
func isStruct(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Struct)
	return ok
}

// copied is a struct with the same fields.
func (r *record) copied(under *cond) *record {
	c := *r
	c.fields, c.pos, c.cond = maps.Clone(r.fields), maps.Clone(r.pos), under
	st := structOf(r.typ)
	for i := range st.NumFields() {
		f := st.Field(i)
		if inner, ok := c.fields[f.Name()].(*record); ok && isStruct(f.Type()) {
			c.fields[f.Name()] = inner.copied(under)
		}
	}
	return &c
}

// maybeSet is what a field or an element holds once code has set it. What was
// made before a branch may keep its old value: of routers and handlers both
// are followed, what else it is then is not known.
func (x *interp) maybeSet(made *cond, old, v value) value {
	if x.cond.holds(made) {
		return v
	}
	switch v := v.(type) {
	case *text:
		if o, ok := old.(*text); ok && o.s == v.s {
			return v
		}
		return &text{s: hole, pos: v.pos}
	case *table:
		return nil
	case *list:
		if o, ok := old.(*list); ok {
			return mergeLists(o, v)
		}
		return mergeLists(&list{}, v)
	}
	if isZero(old) || old == nil {
		return v
	}
	return merge(old, v)
}

// remove takes an element out of a map. Under a condition, or by a key that is
// not known, it may be there or not.
func (m *table) remove(x *interp, key value) {
	i := m.find(key)
	switch {
	case constantOf(key) == nil:
		for k := range m.elems {
			m.elems[k] = nil
		}
	case i >= 0 && x.cond.holds(m.cond):
		m.keys, m.elems = slices.Delete(m.keys, i, i+1), slices.Delete(m.elems, i, i+1)
	case i >= 0:
		m.elems[i] = nil
	}
}

// converted is a value of another type.
func (x *interp) converted(v value, t types.Type) value {
	switch v := v.(type) {
	case *text:
		c := *v
		c.typ = declaredType(t)
		return &c
	case *list:
		c := *v
		c.typ = t
		return &c
	}
	return v
}

// declaredType is a type that is not one of the language's own, or nil.
func declaredType(t types.Type) types.Type {
	if _, ok := types.Unalias(t).(*types.Basic); ok {
		return nil
	}
	return t
}
