package routes

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// Code that only runs sometimes leaves a variable with one value or another.

// A mark has the variables that a piece of code assigns, and their values
// before it.
type mark struct {
	objs []types.Object
	vals []value
}

// mark notes the variables of the frame that code assigns.
func (x *interp) mark(f *frame, n ast.Node) mark {
	var m mark
	if n == nil {
		return m
	}
	assigned(n, func(id *ast.Ident) {
		obj := x.info.Uses[id]
		if obj == nil || slices.Contains(m.objs, obj) {
			return
		}
		if v, ok := f.lookup(obj); ok {
			m.objs, m.vals = append(m.objs, obj), append(m.vals, v)
		}
	})
	return m
}

// restore gives the variables the values that they had.
func (m mark) restore(f *frame) {
	for i, obj := range m.objs {
		f.set(obj, m.vals[i])
	}
}

// now returns the variables with the values that they have now.
func (m mark) now(f *frame) mark {
	vals := make([]value, len(m.objs))
	for i, obj := range m.objs {
		vals[i], _ = f.lookup(obj)
	}
	return mark{m.objs, vals}
}

// join gives each variable what it may hold after one piece of code or another.
func (m mark) join(f *frame, others ...mark) {
	for i, obj := range m.objs {
		v := m.vals[i]
		for _, o := range others {
			v = merge(v, o.vals[i])
		}
		f.set(obj, v)
	}
}

// merge returns what a variable may hold that holds one value or another.
func merge(a, b value) value {
	switch {
	case same(a, b):
		return a
	case isKnown(a) || isKnown(b):
		return nil
	}
	if t, ok := cmpText(a, b); ok {
		return t
	}
	al, aok := a.(*list)
	bl, bok := b.(*list)
	switch {
	case aok && bok:
		return mergeLists(al, bl)
	case isHandlerValue(a) && (isHandlerValue(b) || isRouter(b) || isZero(b)), isHandlerValue(b) && (isRouter(a) || isZero(a)):
		return chooseOf(a, b)
	case a == nil && isHandlerValue(b), b == nil && isHandlerValue(a):
		return chooseOf(a, b)
	}
	if b == nil || isZero(b) { // routers, structs: what is known is kept
		return a
	}
	return b
}

func same(a, b value) bool {
	switch a.(type) {
	case nil, zero, *node, *draft, *fn, *applied, *stripped, *chained, *ending, *text, *list, *record, *table, *known, *choice:
		return a == b
	}
	return false
}

// cmpText merges two texts, of which one may not be known.
func cmpText(a, b value) (value, bool) {
	at, aok := a.(*text)
	bt, bok := b.(*text)
	switch {
	case aok && bok && at.s == bt.s:
		return a, true
	case aok:
		return &text{s: hole, pos: at.pos}, true
	case bok:
		return &text{s: hole, pos: bt.pos}, true
	}
	return nil, false
}

// mergeLists merges two lists: an element that only one of them has may be
// there.
func mergeLists(a, b *list) *list {
	long, short := a, b
	if len(a.elems) < len(b.elems) {
		long, short = b, a
	}
	l := &list{elems: make([]value, len(long.elems))}
	for i, e := range long.elems {
		if i < len(short.elems) {
			l.elems[i] = merge(short.elems[i], e)
		} else {
			l.elems[i] = chooseOf(zero{}, e)
		}
	}
	return l
}

// isHandlerValue reports whether a value may be a handler or a middleware.
func isHandlerValue(v value) bool {
	switch v.(type) {
	case *fn, *applied, *stripped, *choice, *chained, *ending:
		return true
	}
	return false
}

func isRouter(v value) bool {
	switch v.(type) {
	case *node, *draft:
		return true
	}
	return false
}

func chooseOf(vals ...value) *choice {
	c := &choice{}
	for _, v := range vals {
		alts := []value{v}
		if other, ok := v.(*choice); ok {
			alts = other.vals
		}
		for _, alt := range alts {
			if !slices.ContainsFunc(c.vals, func(o value) bool { return same(o, alt) }) {
				c.vals = append(c.vals, alt)
			}
		}
	}
	return c
}

// leaves reports whether code ends in a return, a panic or a jump.
func leaves(n ast.Stmt) bool {
	switch s := n.(type) {
	case *ast.BlockStmt:
		return len(s.List) > 0 && leaves(s.List[len(s.List)-1])
	case *ast.ReturnStmt:
		return true
	case *ast.BranchStmt:
		return s.Tok != token.FALLTHROUGH
	case *ast.ExprStmt:
		if call, ok := ast.Unparen(s.X).(*ast.CallExpr); ok {
			id := calledIdent(call.Fun)
			return id != nil && (id.Name == "panic" || id.Name == "Exit" || id.Name == "Fatal" || id.Name == "Fatalf" || id.Name == "Fatalln")
		}
	}
	return false
}
