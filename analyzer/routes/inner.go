package routes

import (
	"go/ast"
	"go/token"
	"go/types"
)

// unknown returns the results of a call whose code is not run: routers are
// children of a router among the arguments, or come from elsewhere.
func (x *interp) unknown(f *frame, call *ast.CallExpr, callee *fn, args []arg) []value {
	ap := &applied{obj: callee.obj, call: call, args: values(args), recv: callee.recv, fr: f}
	switch t := x.info.TypeOf(call).(type) {
	case nil:
		return nil
	case *types.Tuple:
		vals := make([]value, t.Len())
		for i := range vals {
			vals[i] = x.unknownResult(t.At(i).Type(), ap)
		}
		return vals
	default:
		return []value{x.unknownResult(t, ap)}
	}
}

func (x *interp) unknownResult(t types.Type, ap *applied) value {
	r := x.routerOf(t)
	if r == nil {
		return ap
	}
	if n := x.asNode(ap.recv); n != nil && ap.obj != nil && x.isMethod(ap.obj) {
		return ap.recv // a method that returns its receiver
	}
	n := x.newNode(r, ap.call.Pos())
	for _, a := range ap.args {
		if parent := x.asNode(a); parent != nil { // humachi.New(router, config)
			n.edges = append(n.edges, edge{parent: parent, seq: x.next()})
			return n
		}
	}
	n.outside = ap.call.Pos()
	return n
}

// isMethod reports whether fn is a method of a router type.
func (x *interp) isMethod(fn *types.Func) bool {
	_, known := x.row(fn)
	return known
}

// asNode returns the router that a value is, or nil.
func (x *interp) asNode(v value) *node {
	switch v := v.(type) {
	case *node:
		for v.current != nil {
			v = v.current
		}
		return v
	case *draft:
		return x.asNode(v.node)
	}
	return nil
}

// inner finds the router below wrappers, with the wrappers as steps and the
// prefix that http.StripPrefix takes away.
func (x *interp) inner(v value) (n *node, strip *text, steps []step) {
	return x.innerOf(v, maxDepth)
}

// innerOf looks below so many wrappers: a handler may call itself.
func (x *interp) innerOf(v value, wrappers int) (n *node, strip *text, steps []step) {
	if wrappers == 0 {
		return nil, nil, nil
	}
	switch v := v.(type) {
	case *node, *draft:
		return x.asNode(v), nil, nil
	case *stripped:
		n, strip, steps = x.innerOf(v.inner, wrappers-1)
		if n != nil {
			strip, _ = concatText(v.prefix, strip).(*text)
		}
		return n, strip, steps
	case *applied:
		for _, a := range v.args {
			if n, strip, steps = x.innerOf(a, wrappers-1); n != nil {
				return n, strip, append([]step{x.step(v, v.call.Pos())}, steps...)
			}
		}
	case *fn:
		if v.recv != nil && v.obj != nil && v.obj.Name() == "ServeHTTP" {
			return x.innerOf(v.recv, wrappers-1)
		}
		if n, strip, steps = x.innerOf(x.captured(v), wrappers-1); n != nil {
			return n, strip, append([]step{x.step(v, v.pos)}, steps...)
		}
	}
	return nil, nil, nil
}

// stripped is http.StripPrefix's result.
type stripped struct {
	prefix value
	inner  value
}

func concatText(a, b value) value {
	if b == (*text)(nil) || b == nil {
		return a
	}
	return concat(a, b)
}

func (x *interp) step(v value, pos token.Pos) step {
	return step{val: v, seq: x.next(), always: true, cond: x.cond, pos: pos}
}
