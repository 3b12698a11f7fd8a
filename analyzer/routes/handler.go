package routes

import (
	"go/ast"
	"go/types"
)

// nameHandler tells which function serves the route, wrappers taken off.
func (x *interp) nameHandler(r *Route, d *draft) {
	v := d.handler
	for range maxDepth {
		switch w := v.(type) {
		case *applied:
			v = nil
			for k, a := range w.args {
				if f, ok := a.(*fn); ok && f.row == nil || isApplied(a) && k < len(w.call.Args) && isHandlerLike(x, w.call.Args[k]) {
					v = a
				}
			}
			if v == nil {
				r.HandlerFn, r.Handler, r.HandlerPos = w.obj, funcName(w.obj), w.call.Pos()
				return
			}
			continue
		case *stripped:
			v = w.inner
			continue
		case *fn:
			if inner := x.captured(w); inner != nil {
				v = inner
				continue
			}
			x.nameFn(r, w)
		case *record:
			if n := namedOf(w.typ); n != nil {
				r.Handler = n.Obj().Name()
			}
		}
		return
	}
}

func isHandlerLike(x *interp, e ast.Expr) bool {
	t := x.info.TypeOf(e)
	return t != nil && (isFuncType(t) || isHandlerType(t))
}

// captured returns the handler that a wrapper's closure calls.
func (x *interp) captured(f *fn) value {
	if f.lit == nil {
		return nil
	}
	var found value
	ast.Inspect(f.lit.Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || found != nil {
			return found == nil
		}
		if v, ok := x.nextOf(f.frame, call); ok {
			found = v
		}
		return true
	})
	return found
}

func (x *interp) nameFn(r *Route, f *fn) {
	if f.lit != nil {
		r.Handler, r.HandlerPos = "func literal", f.lit.Pos()
		return
	}
	r.HandlerFn, r.Handler, r.HandlerPos = f.obj, funcName(f.obj), f.obj.Pos()
}

// nextOf returns the handler that a call hands the request to, if it is held
// by a variable or a field; nil if its value is not known.
func (x *interp) nextOf(f *frame, call *ast.CallExpr) (value, bool) {
	fun := ast.Unparen(call.Fun)
	if sel, ok := fun.(*ast.SelectorExpr); ok {
		if sel.Sel.Name != "ServeHTTP" && !(sel.Sel.Name == "Next" && x.table.isRequest(x.info.TypeOf(sel.X))) {
			return nil, false
		}
		switch held := ast.Unparen(sel.X).(type) {
		case *ast.Ident:
			if v, ok := x.info.Uses[held].(*types.Var); ok {
				val, _ := f.lookup(v)
				if sel.Sel.Name == "Next" {
					val = nil
				}
				return val, true
			}
		case *ast.SelectorExpr:
			if s := x.info.Selections[held]; s != nil && s.Kind() == types.FieldVal {
				return x.eval(f, held), true
			}
		}
		return nil, false
	}
	id, ok := fun.(*ast.Ident)
	if !ok {
		return nil, false
	}
	v, ok := x.info.Uses[id].(*types.Var)
	if !ok || !x.takesRequest(v.Type()) {
		return nil, false
	}
	val, _ := f.lookup(v)
	return val, true
}

// takesRequest reports whether a function's type is a handler's: it takes what
// the function that is looked at takes.
func (x *interp) takesRequest(t types.Type) bool {
	sig, ok := t.Underlying().(*types.Signature)
	if !ok {
		return false
	}
	return x.isHandler(sig)
}
