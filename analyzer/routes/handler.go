package routes

import (
	"go/ast"
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
		case *choice:
			if w.from == nil {
				return
			}
			v = w.from
			continue
		case *stripped:
			v = w.inner
			continue
		case *chained:
			v = w.inner
			continue
		case *fn:
			if inner := x.captured(w); w.lit != nil && len(inner) > 0 {
				v = inner[0]
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

func (x *interp) nameFn(r *Route, f *fn) {
	if f.lit != nil {
		r.Handler, r.HandlerPos = "func literal", f.lit.Pos()
		return
	}
	r.HandlerFn, r.Handler, r.HandlerPos = f.obj, funcName(f.obj), f.obj.Pos()
}
