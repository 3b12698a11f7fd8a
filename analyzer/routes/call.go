package routes

import (
	"go/ast"
	"go/types"
)

// An arg is an argument of a call, the elements of a spread list one by one.
type arg struct {
	val  value
	expr ast.Expr // of the list for a spread element
}

// calls evaluates a call and returns what is known of its results.
func (x *interp) calls(f *frame, call *ast.CallExpr) []value {
	fun := ast.Unparen(call.Fun)
	tv := x.info.Types[fun]
	switch {
	case len(call.Args) == 0 && (tv.IsType() || tv.IsBuiltin()): // it does not type-check
		return []value{nil}
	case tv.IsType():
		return []value{x.converted(x.eval(f, call.Args[0]), tv.Type)}
	case tv.IsBuiltin():
		return []value{x.builtin(f, fun, call)}
	}
	v := x.eval(f, fun)
	args := x.args(f, call)
	callee, ok := v.(*fn)
	if !ok { // auth.Require("a:b")(handler)
		return x.unknown(f, call, &fn{recv: v}, args)
	}
	if callee.row != nil && callee.row.verb != "-" {
		return []value{x.apply(call, callee, args)}
	}
	if callee.obj != nil {
		if f, ok := compiled[callee.obj.FullName()]; ok && len(args) == callee.obj.Signature().Params().Len() {
			return []value{f(values(args))}
		}
	}
	if callee.obj != nil && documents[callee.obj.FullName()] && len(args) == 1 {
		return []value{args[0].val}
	}
	if l := lists(callee.obj, values(args)); l != nil {
		return []value{l}
	}
	if t := pure(callee.obj, values(args)); t != nil {
		return []value{t}
	}
	if l := pureList(callee.obj, values(args)); l != nil {
		return []value{l}
	}
	if x.worth(callee, args) {
		ap := &applied{obj: callee.obj, call: call, args: values(args), recv: callee.recv, fr: f}
		if callee.obj == nil {
			ap.recv = callee
		}
		return x.madeBy(ap, x.invoke(callee, args, call))
	}
	return x.unknown(f, call, callee, args)
}

// madeBy marks the closures that a declared function returns as its own, so
// that a guard is called require and not by what it calls inside.
func (x *interp) madeBy(ap *applied, vals []value) []value {
	if len(vals) == 0 || isMystery(vals[0]) { // what a chain of middlewares returns, say
		if sig := ap.signature(x.info); sig != nil && sig.Results().Len() == 1 && isHandlerResult(sig.Results().At(0).Type()) {
			return []value{ap}
		}
	}
	if len(vals) == 0 {
		return vals
	}
	switch v := vals[0].(type) {
	case *fn:
		c := *v
		c.from = ap
		if v.lit != nil && v.made == nil && ap.obj != nil {
			c.made, c.pos = ap, ap.call.Pos()
		}
		vals[0] = &c
	case *choice:
		vals[0] = &choice{vals: v.vals, from: ap}
	}
	return vals
}

// isMystery reports whether nothing is known of a value, or only that a
// function which is not known returned it.
func isMystery(v value) bool {
	ap, ok := v.(*applied)
	return v == nil || ok && ap.obj == nil && ap.recv == nil
}

func isHandlerResult(t types.Type) bool { return isFuncType(t) || isHandlerType(t) }

// signature is that of the function that was called.
func (a *applied) signature(info *types.Info) *types.Signature {
	t := info.TypeOf(a.call.Fun)
	if t == nil {
		return nil
	}
	sig, _ := t.Underlying().(*types.Signature)
	return sig
}

func (x *interp) builtin(f *frame, fun ast.Expr, call *ast.CallExpr) value {
	id, ok := fun.(*ast.Ident)
	if !ok {
		return nil
	}
	switch id.Name {
	case "append":
		args := x.args(f, call)
		t := x.info.TypeOf(call)
		if len(args) == 0 || t == nil { // it does not type-check
			return nil
		}
		old := &list{}
		switch v := args[0].val.(type) {
		case *list:
			old = v
		case zero:
		default:
			old.elems = []value{nil} // more that are not known
		}
		if s, ok := t.Underlying().(*types.Slice); ok {
			return x.appended(old, values(args[1:]), s.Elem())
		}
	case "delete":
		if m, ok := x.eval(f, call.Args[0]).(*table); ok && len(call.Args) > 1 {
			m.remove(x, x.eval(f, call.Args[1]))
		}
	case "len":
		return length(x.eval(f, call.Args[0]))
	case "new":
		return x.zeroOf(x.info.TypeOf(call.Args[0]))
	case "make":
		if t := x.info.TypeOf(call); t != nil {
			if l, ok := x.zeroOf(t).(*list); ok && len(call.Args) > 1 {
				return x.withRoom(f, call, l)
			}
			return x.zeroOf(t)
		}
	}
	return nil
}

// args evaluates the arguments of a call.
func (x *interp) args(f *frame, call *ast.CallExpr) []arg {
	var args []arg
	if len(call.Args) == 1 {
		if inner, ok := ast.Unparen(call.Args[0]).(*ast.CallExpr); ok {
			if tuple, ok := x.info.TypeOf(inner).(*types.Tuple); ok { // f(g()) with g's several results
				vals := x.calls(f, inner)
				for i := range tuple.Len() {
					var v value
					if i < len(vals) {
						v = vals[i]
					}
					args = append(args, arg{v, inner})
				}
				return args
			}
		}
	}
	for i, e := range call.Args {
		v := x.taken(f, e)
		if i == len(call.Args)-1 && call.Ellipsis.IsValid() {
			if l, ok := v.(*list); ok {
				for _, el := range l.elems {
					args = append(args, arg{el, e})
				}
				continue
			}
			if isZero(v) {
				continue
			}
		}
		args = append(args, arg{v, e})
	}
	return args
}

// invoke runs a function of this package and returns its results.
func (x *interp) invoke(callee *fn, args []arg, call *ast.CallExpr) []value {
	x.budget--
	x.depth++
	if call != nil {
		x.sites = append(x.sites, call)
		defer func() { x.sites = x.sites[:len(x.sites)-1] }()
	}
	defer func() { x.depth-- }()

	f := &frame{vars: make(map[types.Object]value), cond: x.cond}
	var body *ast.BlockStmt
	var typ *ast.FuncType
	var key ast.Node
	if callee.lit != nil {
		x.entered[callee.lit] = true
		f.outer, body, typ, key = callee.frame, callee.lit.Body, callee.lit.Type, callee.lit
	} else {
		decl := x.decls[callee.obj]
		body, typ, key = decl.Body, decl.Type, decl
		x.ran[callee.obj] = true
		if decl.Recv != nil && len(decl.Recv.List[0].Names) > 0 {
			recv := callee.recv
			if r, ok := recv.(*record); ok && isStruct(x.info.TypeOf(decl.Recv.List[0].Type)) { // a copy
				recv = r.copied(x.cond)
			}
			f.vars[x.info.Defs[decl.Recv.List[0].Names[0]]] = recv
		}
	}
	x.active[key]++
	defer func() { x.active[key]-- }()
	x.bind(f, typ, args, call)
	if typ.Results != nil {
		for _, field := range typ.Results.List {
			for _, name := range field.Names {
				f.vars[x.info.Defs[name]] = nil
			}
		}
	}
	x.block(f, body.List)
	if typ.Results != nil && len(f.rets) == 0 { // a bare return
		for _, field := range typ.Results.List {
			for _, name := range field.Names {
				f.rets = append(f.rets, f.vars[x.info.Defs[name]])
			}
		}
	}
	return f.rets
}

// bind gives the parameters their values.
func (x *interp) bind(f *frame, typ *ast.FuncType, args []arg, call *ast.CallExpr) {
	i := 0
	for _, field := range typ.Params.List {
		_, variadic := field.Type.(*ast.Ellipsis)
		n := max(len(field.Names), 1)
		for k := range n {
			var v value
			switch {
			case variadic && call != nil && call.Ellipsis.IsValid() && i < len(args) && i == len(call.Args)-1 && args[i].expr == call.Args[i] && !isList(args[i].val) && len(args) == len(call.Args):
				v = nil // a spread list that is not known
				if x.elementOf(args[i]) {
					v = &list{elems: values(args[i:])}
				}
			case variadic && (call != nil || i < len(args)):
				v = &list{elems: values(args[min(i, len(args)):])}
			case i < len(args):
				v = args[i].val
			}
			if k < len(field.Names) {
				if obj := x.info.Defs[field.Names[k]]; obj != nil {
					f.vars[obj] = x.steady(obj, v)
				}
			}
			i++
		}
	}
}

// elementOf reports whether the argument is one element of a spread list.
func (x *interp) elementOf(a arg) bool {
	_, isSlice := x.info.TypeOf(a.expr).Underlying().(*types.Slice)
	return isSlice && a.val != nil && !isApplied(a.val)
}

func isApplied(v value) bool { _, ok := v.(*applied); return ok }
func isList(v value) bool    { _, ok := v.(*list); return ok }

func values(args []arg) []value {
	vals := make([]value, len(args))
	for i, a := range args {
		vals[i] = a.val
	}
	return vals
}
