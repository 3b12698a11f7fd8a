package routes

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// unknown returns the results of a call whose code is not run: routers are
// children of a router among the arguments, or come from elsewhere.
func (x *interp) unknown(f *frame, call *ast.CallExpr, callee *fn, args []arg) []value {
	ap := &applied{obj: callee.obj, call: call, args: values(args), recv: callee.recv, fr: f}
	for _, a := range args { // a decoder, perhaps
		if r, ok := a.val.(*record); ok && a.expr != nil && !isStruct(x.info.TypeOf(a.expr)) && callee.row == nil {
			r.fields = r.unread().fields
		}
	}
	if !x.mayServe(x.info.TypeOf(call)) {
		for _, a := range args {
			x.leave(a.val, x.info.TypeOf(a.expr))
		}
	}
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
	if parent := x.innermost(ap.args); parent != nil { // humachi.New(router, config)
		n.edges = append(n.edges, edge{parent: parent, seq: x.next()})
		return n
	}
	n.outside = ap.call.Pos()
	return n
}

// innermost is the router among arguments: of one and its group, as
// humagin.NewWithGroup takes them, the group.
func (x *interp) innermost(args []value) *node {
	var found *node
	for _, a := range args {
		n := x.asNode(a)
		if n == nil {
			continue
		}
		if found == nil || slices.ContainsFunc(n.edges, func(e edge) bool { return e.parent == found }) {
			found = n
		}
	}
	return found
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

// A way is a router that a handler leads to.
type way struct {
	node  *node
	strip *text  // what http.StripPrefix takes away on the way
	steps []step // the wrappers, from the outermost
	fresh bool   // a wrapper makes the router forget what the outer one matched
}

// ways lists the routers that a handler leads to.
func (x *interp) ways(v value) []way { return x.waysOf(v, maxDepth) }

// leads reports whether a handler leads to a router.
func (x *interp) leads(v value) bool { return len(x.ways(v)) > 0 }

// waysOf looks below so many wrappers: a handler may call itself.
func (x *interp) waysOf(v value, wrappers int) []way {
	if wrappers == 0 {
		return nil
	}
	if c := x.asChained(v); c != nil {
		all := x.waysOf(c.inner, wrappers-1)
		for i := range all {
			all[i].steps = slices.Concat(c.steps, all[i].steps)
		}
		return all
	}
	switch v := v.(type) {
	case *node, *draft:
		return []way{{node: x.asNode(v)}}
	case *stripped:
		all := x.waysOf(v.inner, wrappers-1)
		for i := range all {
			all[i].strip, _ = concatText(v.prefix, all[i].strip).(*text)
		}
		return all
	case *choice:
		return x.chosen(v, wrappers)
	case *applied:
		var all []way
		for _, a := range v.args {
			all = append(all, x.behind(x.waysOf(a, wrappers-1), x.step(v, v.call.Pos()), false)...)
		}
		return all
	case *record:
		if m, path := methodOf(v.typ, nil, "ServeHTTP"); m != nil {
			return x.waysOf(&fn{obj: m, recv: x.embedded(v, v.typ, path)}, wrappers)
		}
	case *fn:
		if v.recv != nil && v.obj != nil && x.decls[v.obj] == nil {
			if v.isRouter() {
				return x.waysOf(v.recv, wrappers-1)
			}
			return nil
		}
		var all []way
		for _, next := range x.captured(v) {
			all = append(all, x.behind(x.waysOf(next, wrappers-1), x.step(v, v.pos), x.freshens(v))...)
		}
		return all
	}
	return nil
}

// isRouter reports whether a bound method is the router that it is bound to, as
// a handler.
func (f *fn) isRouter() bool {
	return f.obj != nil && (f.obj.Name() == "ServeHTTP" || f.row != nil && f.row.verb == "handler")
}

// behind puts a wrapper in front of ways.
func (x *interp) behind(all []way, s step, fresh bool) []way {
	for i := range all {
		all[i].steps = append([]step{s}, all[i].steps...)
		all[i].fresh = all[i].fresh || fresh
	}
	return all
}

// chosen lists the ways of a handler that is one of several. A wrapper that
// only some of them have is used under a condition.
func (x *interp) chosen(v *choice, wrappers int) []way {
	var all []way
	for _, alt := range v.vals {
		for _, w := range x.waysOf(alt, wrappers-1) {
			i := slices.IndexFunc(all, func(o way) bool { return o.node == w.node })
			if i < 0 {
				all = append(all, w)
				continue
			}
			all[i].steps = x.either(all[i].steps, w.steps)
		}
	}
	return all
}

// either joins the wrappers of two ways to one router.
func (x *interp) either(a, b []step) []step {
	sometimes := &cond{outer: x.cond}
	in := func(steps []step, s step) bool {
		return slices.ContainsFunc(steps, func(o step) bool { return o.val == s.val })
	}
	var joined []step
	for _, s := range a {
		if !in(b, s) {
			s.cond = sometimes
		}
		joined = append(joined, s)
	}
	for _, s := range b {
		if !in(a, s) {
			s.cond = sometimes
			joined = append(joined, s)
		}
	}
	return joined
}

// captured lists the handlers that a wrapper's body calls.
func (x *interp) captured(f *fn) []value {
	var body *ast.BlockStmt
	env := f.frame
	if f.lit != nil {
		body = f.lit.Body
	} else if decl := x.decls[f.obj]; decl != nil {
		body = decl.Body
		env = &frame{vars: make(map[types.Object]value)}
		if decl.Recv != nil && len(decl.Recv.List[0].Names) > 0 {
			env.vars[x.info.Defs[decl.Recv.List[0].Names[0]]] = f.recv
		}
	}
	if body == nil {
		return nil
	}
	var found []value
	ast.Inspect(body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if v := x.calledHandler(env, call); v != nil && !slices.Contains(found, v) {
				found = append(found, v)
			}
		}
		return true
	})
	return found
}

// calledHandler returns the handler that a call hands the request to, if it is
// held by a variable or a field and its value is known.
func (x *interp) calledHandler(f *frame, call *ast.CallExpr) value {
	held := ast.Unparen(call.Fun)
	if sel, ok := held.(*ast.SelectorExpr); ok && sel.Sel.Name == "ServeHTTP" {
		held = ast.Unparen(sel.X)
	} else if !x.isHandlerFunc(x.info.TypeOf(held)) {
		return nil
	}
	switch e := held.(type) {
	case *ast.Ident:
		if v, ok := x.info.Uses[e].(*types.Var); ok {
			if val, ok := f.lookup(v); ok {
				return val
			}
			if v.Parent() == v.Pkg().Scope() {
				return x.global(v)
			}
		}
	case *ast.SelectorExpr:
		if s := x.info.Selections[e]; s != nil && s.Kind() == types.FieldVal {
			return x.eval(f, e)
		}
	case *ast.CallExpr:
		if callee, ok := x.calleeOf(calledIdent(e.Fun)).(*types.Func); ok && !x.relevant[callee.Origin()] {
			return x.eval(f, e) // cors(mux).ServeHTTP(w, r)
		}
	}
	return nil
}

// isHandlerFunc reports whether a type is that of a function that takes a
// request.
func (x *interp) isHandlerFunc(t types.Type) bool {
	if t == nil {
		return false
	}
	sig, ok := t.Underlying().(*types.Signature)
	return ok && x.isHandler(sig)
}

// freshens reports whether a wrapper replaces what the outer router has
// matched, as putting a new chi.RouteCtxKey into the context does.
func (x *interp) freshens(f *fn) bool {
	var body ast.Node
	if f.lit != nil {
		body = f.lit.Body
	} else if decl := x.decls[f.obj]; decl != nil {
		body = decl.Body
	}
	found := false
	if body != nil {
		ast.Inspect(body, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && x.table.isMatched(x.info.Uses[id]) {
				found = true
			}
			return !found
		})
	}
	return found
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
