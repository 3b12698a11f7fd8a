package routes

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// concrete returns the method that a call of an interface's method runs, and
// its receiver: that of the value, if that is known, or of the only type that
// implements the interface. Without either it returns what it got.
func (x *interp) concrete(m *types.Func, recv value) (*types.Func, value) {
	impl, t, path := x.implementation(m, recv)
	if impl == nil {
		return m, recv
	}
	return impl, x.embedded(recv, t, path)
}

// embedded follows a path of embedded fields to the one that has a method.
func (x *interp) embedded(v value, t types.Type, path []int) value {
	for _, i := range path {
		st := structOf(t)
		v, t = x.field(v, st.Field(i)), st.Field(i).Type()
	}
	return v
}

// implementation finds the method that a call of an interface's method runs,
// or nil, with the type that has it and the embedded fields that lead to it.
func (x *interp) implementation(m *types.Func, recv value) (impl *types.Func, t types.Type, path []int) {
	iface := m.Signature().Recv()
	if iface == nil || !types.IsInterface(iface.Type()) {
		return nil, nil, nil
	}
	if t = x.typeOf(recv); t != nil {
		if impl, path = methodOf(t, m.Pkg(), m.Name()); impl != nil {
			return impl, t, path
		}
	}
	if named := namedOf(iface.Type()); x.whole && named != nil && x.own[named.Obj().Pkg()] {
		if t = x.onlyImplementer(named); t != nil {
			impl, path = methodOf(t, m.Pkg(), m.Name())
			return impl, t, path
		}
	}
	return nil, nil, nil
}

// typeOf returns the type of a struct, or of what a call returned, that is; nil
// if it is not known.
func (x *interp) typeOf(v value) types.Type {
	switch v := v.(type) {
	case *record:
		return v.typ
	case *applied:
		t := x.info.TypeOf(v.call)
		if tuple, ok := t.(*types.Tuple); ok && tuple.Len() > 0 { // a service and an error
			t = tuple.At(0).Type()
		}
		if namedOf(t) != nil && !types.IsInterface(t) {
			return t
		}
	}
	return nil
}

// promoted returns the row of a router's method that stands behind a method of
// an interface, because a type that implements it embeds the router:
//
//	type container struct{ *restful.Container }
func (x *interp) promoted(m *types.Func) *row {
	r, ok := x.promotions[m]
	if !ok {
		r = x.findPromoted(m)
		x.promotions[m] = r
	}
	return r
}

func (x *interp) findPromoted(m *types.Func) *row {
	recv := m.Signature().Recv()
	if recv == nil || !x.own[m.Pkg()] {
		return nil
	}
	iface, ok := recv.Type().Underlying().(*types.Interface)
	if !ok {
		return nil
	}
	for _, t := range x.typesWith(m.Name()) {
		if impl, path := methodOf(t, m.Pkg(), m.Name()); len(path) > 0 && types.Implements(types.NewPointer(t), iface) {
			if row, _ := x.row(impl); row != nil {
				return row
			}
		}
	}
	return nil
}

// methodOf finds a method of a type, that of a package if it is not exported,
// and the embedded fields that lead to it.
func methodOf(t types.Type, pkg *types.Package, name string) (*types.Func, []int) {
	if n := namedOf(t); n != nil && !types.IsInterface(n) {
		t = types.NewPointer(n)
	}
	obj, path, _ := types.LookupFieldOrMethod(t, true, pkg, name)
	fn, ok := obj.(*types.Func)
	if !ok || types.IsInterface(fn.Signature().Recv().Type()) {
		return nil, nil
	}
	return fn.Origin(), path[:len(path)-1]
}

// onlyImplementer returns the one type of the packages that implements an
// interface of theirs, or nil. What stands in for another type is left aside:
// a mock, a wrapper that holds the other one, and a type that the other one
// embeds for the methods it lacks.
func (x *interp) onlyImplementer(named *types.Named) types.Type {
	iface, ok := named.Underlying().(*types.Interface)
	if !ok || iface.NumMethods() == 0 || named.TypeParams().Len() > 0 {
		return nil
	}
	if t, ok := x.implementer[named]; ok {
		return t
	}
	var impls []*types.Named
	for _, t := range x.typesWith(iface.Method(0).Name()) {
		if types.Implements(types.NewPointer(t), iface) && !isMock(t) {
			impls = append(impls, t)
		}
	}
	all := slices.Clone(impls)
	impls = slices.DeleteFunc(impls, func(t *types.Named) bool {
		return holds(t, named) || slices.ContainsFunc(all, func(other *types.Named) bool { return embeds(other, t) })
	})
	var only types.Type
	if len(impls) == 1 {
		only = impls[0]
	}
	x.implementer[named] = only
	return only
}

// typesWith lists the types of the packages that have a method.
func (x *interp) typesWith(method string) []*types.Named {
	if x.byMethod == nil {
		x.byMethod = make(map[string][]*types.Named)
		for _, p := range x.passes {
			for _, name := range p.Pkg.Scope().Names() {
				obj, ok := p.Pkg.Scope().Lookup(name).(*types.TypeName)
				if !ok || obj.IsAlias() {
					continue
				}
				named, ok := obj.Type().(*types.Named)
				if !ok || types.IsInterface(named) || named.TypeParams().Len() > 0 {
					continue
				}
				for sel := range types.NewMethodSet(types.NewPointer(named)).Methods() {
					x.byMethod[sel.Obj().Name()] = append(x.byMethod[sel.Obj().Name()], named)
				}
			}
		}
	}
	return x.byMethod[method]
}

// standIns are words in the names of types, or of their packages, that stand in
// for others: those of gomock, counterfeiter and hand-written ones, and what
// protoc-gen-go-grpc and connect generate for services without methods
// (UnimplementedGreeterServer).
var standIns = []string{"mock", "fake", "stub", "noop", "unimplemented"}

// isMock reports whether a type stands in for another one.
func isMock(t *types.Named) bool {
	obj := t.Obj()
	for _, word := range standIns {
		if strings.HasPrefix(strings.ToLower(obj.Name()), word) || strings.Contains(strings.ToLower(obj.Pkg().Name()), word) {
			return true
		}
	}
	return false
}

func embeds(t, inner *types.Named) bool {
	return hasField(t, func(f *types.Var) bool { return f.Embedded() && namedOf(f.Type()) == inner })
}

func holds(t, inner *types.Named) bool {
	return hasField(t, func(f *types.Var) bool { return namedOf(f.Type()) == inner })
}

func hasField(t types.Type, is func(*types.Var) bool) bool {
	st := structOf(t)
	if st == nil {
		return false
	}
	for f := range st.Fields() {
		if is(f) {
			return true
		}
	}
	return false
}

// methodValue evaluates a selection of a method.
func (x *interp) methodValue(f *frame, e *ast.SelectorExpr, s *types.Selection) value {
	obj := s.Obj().(*types.Func).Origin()
	recv := x.receiver(f, e, s)
	row, known := x.row(obj)
	if row == nil && !known {
		obj, recv = x.concrete(obj, recv)
		row, _ = x.row(obj)
	}
	return &fn{obj: obj, recv: recv, row: row}
}
