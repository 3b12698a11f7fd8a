package prove

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

type ssaValue = ssa.Value

// A Route is what the requests of a route run through.
type Route struct {
	Method    string // "" or "*" for any
	Pattern   string // as the router tells it, or ""
	Standard  bool   // the router is net/http's, which tells the pattern in the request
	Name      string // that the registration gave it, or "", if Named is set
	Named     bool
	Path      string // of all its requests, if they have the same one
	Alone     bool   // no other router stands in front
	Links     []Val  // middlewares, the outermost first
	Found     []bool // which of these run once the router has found the route
	Handler   Val
	Operation Val         // what the router knows of the route, if its context tells
	Innermost *types.Func // the handler without what wraps it, if it is declared; optional
	Unknown   bool        // more may stand in front, which is not known
}

// HandlerLink is the number of the handler among the links of a chain.
const HandlerLink = -1

// serve makes the route's values and sends a request through them.
func (r *run) serve(st *state) {
	st.stack = []*frame{{link: noLink, handsOn: never, resume: func(r *run, st *state, v value) { st.stack = nil; r.finish(st, v) }}}
	r.build(st, r.route.Operation, func(r *run, st *state, op value) {
		st.operation = op
		r.build(st, r.route.Handler, func(r *run, st *state, h value) {
			r.wrap(st, r.route.Links, true, nil, element{val: h, link: HandlerLink}, func(r *run, st *state, h value) { r.begin(st, h) })
		})
	})
}

// wrap puts links around a handler, and goes on with what that makes. Links
// that are run by the router's context, one after the other, are gathered in
// chain. The route's own are numbered, for a guard to be told by its link.
func (r *run) wrap(st *state, links []Val, numbered bool, chain []value, h value, k kont) {
	if len(links) == 0 {
		k(r, st, joined(chain, h))
		return
	}
	st.inner = joined(chain, h)
	last := len(links) - 1
	number := noLink
	if numbered {
		number = last
	}
	r.build(st, links[last], func(r *run, st *state, m value) {
		goOn := func(r *run, st *state, chain []value, h value) { r.wrap(st, links[:last], numbered, chain, h, k) }
		switch form, sig := r.formOf(st, m); form {
		case wraps:
			c := &call{fun: m, args: []value{joined(chain, h)}}
			if sig != nil {
				c.typ = resultType(sig)
			}
			r.callThen(st, c, func(r *run, st *state, v value) { goOn(r, st, nil, element{val: v, link: number}) })
		case runs:
			goOn(r, st, append([]value{element{val: m, link: number}}, chain...), h)
		case handles: // it has got what it stands in front of when it was made
			goOn(r, st, nil, element{val: m, link: number})
		case takesNext:
			inner := joined(chain, h)
			goOn(r, st, nil, element{link: number, val: native{name: "middleware", call: func(r *run, st *state, c *call, to ssaValue) {
				r.invokeWithNext(st, m, sig, slices.Clone(c.args), inner, to)
			}}})
		default:
			obj, harmless := r.unreadLink(m)
			if harmless {
				goOn(r, st, chain, h)
				return
			}
			goOn(r, st, nil, element{link: number, val: opaque{obj: obj, next: joined(chain, h)}})
		}
	})
}

// unreadLink tells of a link that cannot be executed whose function it is, and
// whether that is known to ask for nothing.
func (r *run) unreadLink(m value) (obj *types.Func, harmless bool) {
	o, ok := m.(opaque)
	if !ok || o.obj == nil {
		return nil, false
	}
	return o.obj, r.lib.harmless(o.obj)
}

// joined is the handler that runs links of the context before another one.
func joined(chain []value, h value) value {
	if len(chain) == 0 {
		return h
	}
	all := append(slices.Clone(chain), h)
	return native{name: "chain", call: func(r *run, st *state, c *call, to ssaValue) {
		cell := r.sceneAmong(st, c.args)
		sc := *st.heap[cell].(*scene)
		sc.chain, sc.at = all, -1
		st.heap[cell] = &sc
		r.proceed(st, cell, to)
	}}
}

// The forms of middlewares.
type form int

const (
	unreadable form = iota
	wraps           // func(next) handler
	runs            // func(context), which the router's context runs
	takesNext       // func(w, r, next), func(context, next)
	handles         // func(w, r), a handler
)

// formOf tells how a middleware is called.
func (r *run) formOf(st *state, m value) (form, *types.Signature) {
	sig := signatureOf(r, m)
	switch m := m.(type) {
	case denied:
		return takesNext, nil
	case native:
		if m.handles {
			return handles, nil
		}
		return wraps, nil
	}
	if sig == nil {
		return unreadable, nil
	}
	params := sig.Params()
	switch n := params.Len(); {
	case n == 1 && sig.Results().Len() >= 1 && returnsHandler(sig.Results().At(0).Type()) && returnsHandler(params.At(0).Type()):
		return wraps, sig
	case n == 1 && r.lib.scenes(params.At(0).Type()), n == 2 && r.lib.runOnTo(params.At(1).Type()):
		return runs, sig
	case n >= 2 && (returnsHandler(params.At(n-1).Type()) || r.lib.scenes(params.At(n-1).Type())):
		return takesNext, sig
	case n >= 1 && (r.lib.scenes(params.At(n-1).Type()) || isNamed(params.At(n-1).Type(), "net/http", "Request")):
		return handles, sig
	}
	return unreadable, sig
}

// signatureOf is the signature of a function, or of the method ServeHTTP of a
// struct that is a middleware.
func signatureOf(r *run, m value) *types.Signature {
	switch m := m.(type) {
	case opaque:
		if m.obj != nil && r.named(m.obj) {
			return m.obj.Signature()
		}
	case *closure:
		sig := m.fn.Signature
		if len(m.bound) > 0 && sig.Recv() != nil {
			return types.NewSignatureType(nil, nil, nil, sig.Params(), sig.Results(), sig.Variadic())
		}
		return sig
	case iface:
		if isCallable(m.val) {
			return signatureOf(r, m.val)
		}
		if fn := r.serveMethod(m.typ); fn != nil {
			return fn.Signature
		}
	case *structure:
		if fn := r.serveMethod(m.typ); fn != nil {
			return fn.Signature
		}
	}
	return nil
}

// serveMethod is the method by which a type is a handler or a middleware.
func (r *run) serveMethod(t types.Type) *ssa.Function {
	for _, t := range []types.Type{t, types.NewPointer(t)} {
		obj, _, _ := types.LookupFieldOrMethod(t, true, nil, "ServeHTTP")
		if m, ok := obj.(*types.Func); ok && !types.IsInterface(m.Signature().Recv().Type()) {
			return r.ssaFunc(m)
		}
	}
	return nil
}

// invokeWithNext calls a middleware that gets the next handler as an argument.
func (r *run) invokeWithNext(st *state, m value, sig *types.Signature, args []value, next value, to ssaValue) {
	var vals []value
	if sig == nil {
		vals = append(args, next)
	} else {
		n := sig.Params().Len()
		vals = r.requestArgs(st, types.NewTuple(slices.Collect(sig.Params().Variables())[:n-1]...), args)
		if r.lib.scenes(sig.Params().At(n - 1).Type()) { // go-restful's chain
			cell := r.sceneAmong(st, args)
			sc := *st.heap[cell].(*scene)
			sc.chain, sc.at = []value{next}, -1
			st.heap[cell] = &sc
			next = pointer{cell: cell}
		}
		vals = append(vals, next)
	}
	fun := m
	if i, ok := m.(iface); ok {
		fun = i.val
	}
	if s, ok := fun.(*structure); ok {
		fn := r.serveMethod(s.typ)
		fun = &closure{fn: fn, bound: []value{r.receiver(st, fn, s)}}
	}
	var typ types.Type
	if sig != nil {
		typ = resultType(sig)
	}
	r.invoke(st, &call{fun: fun, args: vals, typ: typ}, to)
}

// begin sends the request to the outermost handler.
func (r *run) begin(st *state, h value) {
	if r.route.Unknown {
		st.opened = true
	}
	args := []value{writer{}, r.newRequest(st)}
	r.handle(st, h, args, nil)
}

// handle calls a handler with the arguments that it takes.
func (r *run) handle(st *state, h value, args []value, to ssaValue) {
	switch v := h.(type) {
	case element:
		depth := len(st.stack)
		r.handOn(st, args)
		r.handle(st, v.val, args, to)
		if !st.done() && len(st.stack) > depth {
			st.stack[depth].link = v.link
		}
	case *closure:
		sig := signatureOf(r, v)
		r.invoke(st, &call{fun: v, args: r.requestArgs(st, sig.Params(), args), typ: resultType(sig)}, to)
	case iface, *structure:
		if i, ok := v.(iface); ok && isCallable(i.val) {
			r.handle(st, i.val, args, to)
			return
		}
		sig := signatureOf(r, v)
		if sig == nil {
			r.callUnknown(st, &call{fun: v, args: args}, to)
			return
		}
		fn := r.serveMethod(typeOf(v))
		inner := h
		if i, ok := v.(iface); ok {
			inner = i.val
		}
		r.invoke(st, &call{fun: &closure{fn: fn, bound: []value{r.receiver(st, fn, inner)}}, args: r.requestArgs(st, sig.Params(), args), typ: resultType(sig)}, to)
	default:
		r.invoke(st, &call{fun: h, args: args}, to)
	}
}

func typeOf(v value) types.Type {
	switch v := v.(type) {
	case iface:
		return v.typ
	case *structure:
		return v.typ
	}
	return nil
}

// requestArgs makes the arguments of a handler of those that another one has
// got.
func (r *run) requestArgs(st *state, params *types.Tuple, args []value) []value {
	for p := range params.Variables() {
		r.nameScene(st, p.Type(), args)
	}
	if params.Len() == len(args) {
		fits := true
		for i, a := range args {
			fits = fits && r.fits(st, a, params.At(i).Type())
		}
		if fits {
			return args
		}
	}
	vals := make([]value, params.Len())
	for i := range vals {
		vals[i] = r.requestArg(st, params.At(i).Type(), args)
	}
	return vals
}

// nameScene notes the type of the router's context, which a handler's
// parameter tells.
func (r *run) nameScene(st *state, t types.Type, args []value) {
	if !r.lib.scenes(t) {
		return
	}
	for _, a := range args {
		if p, ok := a.(pointer); ok {
			if sc, ok := st.heap[p.cell].(*scene); ok && sc.typ == nil {
				n := *sc
				n.typ = namedOf(t)
				st.heap[p.cell] = &n
			}
		}
	}
}

// fits reports whether a value may be of a type, for those that carry a
// request.
func (r *run) fits(st *state, v value, t types.Type) bool {
	switch v := v.(type) {
	case writer:
		return types.IsInterface(t) && !r.lib.scenes(t)
	case pointer:
		switch st.heap[v.cell].(type) {
		case *scene:
			return r.lib.scenes(t)
		case *request:
			return isNamed(t, "net/http", "Request")
		}
	}
	return true
}

func (r *run) requestArg(st *state, t types.Type, args []value) value {
	switch {
	case r.lib.scenes(t):
		return pointer{cell: r.sceneAmong(st, args)}
	case isNamed(t, "net/http", "Request"):
		return r.requestAmong(st, args)
	case isNamed(t, "net/http", "ResponseWriter"):
		return writer{}
	case isNamed(t, "context", "Context"):
		if req, ok := st.heap[r.requestAmong(st, args).(pointer).cell].(*request); ok {
			return req.ctx
		}
		return root{}
	}
	for _, a := range args {
		if !r.carries(st, a) && r.fits(st, a, t) {
			return a
		}
	}
	return asNonNil(r.fresh(t, input))
}

func asNonNil(v value) value {
	if u, ok := v.(unknown); ok {
		u.nonnil = true
		return u
	}
	return v
}

func (r *run) carries(st *state, v value) bool {
	switch v := v.(type) {
	case writer, root, with:
		return true
	case pointer:
		switch st.heap[v.cell].(type) {
		case *scene, *request:
			return true
		}
	}
	return false
}

func isNamed(t types.Type, pkg, name string) bool {
	n := namedOf(t)
	return n != nil && n.Obj().Pkg() != nil && n.Obj().Name() == name && n.Obj().Pkg().Path() == pkg
}
