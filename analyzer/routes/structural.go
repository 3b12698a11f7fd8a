package routes

import (
	"go/types"
)

// Interfaces that a package declares for itself to take more than one router:
//
//	type ServeMux interface {
//		HandleFunc(pattern string, handler func(http.ResponseWriter, *http.Request))
//		ServeHTTP(w http.ResponseWriter, r *http.Request)
//	}
//
// Such an interface is the router whose type implements it, if one of its
// methods registers routes.

// routerOf returns the router whose type t is, or nil.
func (x *interp) routerOf(t types.Type) *Router {
	if r := x.table.routerOf(t); r != nil {
		return r
	}
	if tn, ok := x.standsFor(t); ok {
		return x.table.types[tn]
	}
	return nil
}

// row finds the row for a called function or method. The second result reports
// whether a row should exist.
func (x *interp) row(fn *types.Func) (*row, bool) {
	if r, known := x.table.row(fn); r != nil || known {
		return r, known
	}
	if fn == nil || fn.Signature().Recv() == nil {
		return nil, false
	}
	tn, ok := x.standsFor(fn.Signature().Recv().Type())
	if !ok {
		return nil, false
	}
	return x.table.rows[callee{tn, fn.Name()}], true
}

// standsFor returns the router type that an interface stands for.
func (x *interp) standsFor(t types.Type) (typeName, bool) {
	named := namedOf(t)
	if named == nil {
		return typeName{}, false
	}
	iface, ok := named.Underlying().(*types.Interface)
	if !ok || iface.NumMethods() == 0 {
		return typeName{}, false
	}
	tn, ok := x.stands[named]
	if !ok {
		tn = x.routerBehind(iface)
		x.stands[named] = tn
	}
	return tn, tn.name != ""
}

// routerBehind finds the router type of an imported package that implements an
// interface with a registering method.
func (x *interp) routerBehind(iface *types.Interface) typeName {
	for _, r := range x.table.routers {
		pkg := x.imported(r.Package)
		if pkg == nil {
			continue
		}
		for _, name := range pkg.Scope().Names() { // sorted
			tn := typeName{r.Package, name}
			if x.table.types[tn] == nil || !x.registersSome(tn, iface) {
				continue
			}
			t := pkg.Scope().Lookup(name).Type()
			if types.Implements(t, iface) || types.Implements(types.NewPointer(t), iface) {
				return tn
			}
		}
	}
	return typeName{}
}

func (x *interp) registersSome(tn typeName, iface *types.Interface) bool {
	for m := range iface.Methods() {
		if row := x.table.rows[callee{tn, m.Name()}]; row != nil && row.registers() {
			return true
		}
	}
	return false
}

func (x *interp) imported(path string) *types.Package {
	for _, imp := range x.imports {
		if imp.Path() == path {
			return imp
		}
	}
	return nil
}
