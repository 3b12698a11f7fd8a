package routes

import (
	"go/token"
	"go/types"
)

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
	if isString(obj.Type()) && x.setters.unsure(x, obj) {
		return &text{s: hole, pos: obj.Pos()}
	}
	if v, ok := x.globals[obj]; ok {
		return v
	}
	if init, ok := x.inits[obj]; ok {
		delete(x.inits, obj) // an initializer that needs itself does not compile, but a method of it may
		x.globals[obj] = x.steady(obj, fieldValue(x.eval(&frame{vars: make(map[types.Object]value)}, init)))
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
	if r.Default != "" && obj.Pkg().Path() == r.Package && obj.Name() == r.Default {
		return x.packageRouter(r)
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
	n := &node{id: len(x.nodes) + 1, router: r, pos: pos}
	x.nodes = append(x.nodes, n)
	return n
}
