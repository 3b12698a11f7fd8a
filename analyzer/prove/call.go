package prove

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// A call is one call, its callee and arguments evaluated.
type call struct {
	common *ssa.CallCommon // nil for a call of the executor's own
	fun    value           // for a call of a value
	method *types.Func     // for a call of an interface's method, whose receiver is the first argument
	args   []value
	pos    token.Pos
	typ    types.Type // of the result
}

func (r *run) prepare(st *state, f *frame, common *ssa.CallCommon) *call {
	c := &call{common: common, pos: common.Pos(), typ: resultType(common.Signature())}
	if common.IsInvoke() {
		c.method = common.Method
		c.args = append(c.args, r.eval(st, f, common.Value))
	} else {
		c.fun = r.eval(st, f, common.Value)
	}
	for _, a := range common.Args {
		c.args = append(c.args, r.eval(st, f, a))
	}
	return c
}

func resultType(sig *types.Signature) types.Type {
	switch sig.Results().Len() {
	case 0:
		return nil
	case 1:
		return sig.Results().At(0).Type()
	}
	return sig.Results()
}

// invoke executes a call; its result goes to a register of the top frame.
func (r *run) invoke(st *state, c *call, to ssa.Value) {
	if c.method != nil {
		r.invokeMethod(st, c, to)
		return
	}
	switch fun := c.fun.(type) {
	case *ssa.Builtin:
		r.set(st, to, r.builtin(st, fun.Name(), c))
	case *closure:
		args := slices.Concat(fun.bound, c.args)
		depth := len(st.stack)
		handed := (c.common == nil || c.common.StaticCallee() == nil) && r.handOn(st, args)
		if handed && handlerAmong(st, c.args) == nil && r.answersAnyone(fun.fn) {
			r.effect(st, 0)
			return
		}
		r.function(st, fun, args, c, to)
		if handed && !st.done() && len(st.stack) > depth {
			st.stack[depth].handed = true
		}
	case element:
		r.enterLink(st, fun, c.args, c.typ, to)
	case native:
		fun.call(r, st, c, to)
	case opaque:
		r.callOpaque(st, fun, c, to)
	case denied:
		r.refuse(st, c, to)
	case iface:
		inner := *c
		inner.fun = fun.val
		r.invoke(st, &inner, to)
	default:
		r.callUnknown(st, c, to)
	}
}

// enterLink calls a link of the chain. A router answers the error of a handler
// whose caller does not ask for it.
func (r *run) enterLink(st *state, e element, args []value, typ types.Type, to ssaValue) {
	if sig := signatureOf(r, e.val); typ != nil || sig == nil || !returnsError(sig) {
		r.handle(st, e, args, to)
		return
	}
	r.handleThen(st, e, args, func(r *run, st *state, v value) {
		r.answerError(st, lastOf(v))
		if st.status == 0 && hasResponse(v) { // the router writes it
			r.effect(st, 0)
			return
		}
		r.set(st, to, nil)
	}, never)
}

func returnsError(sig *types.Signature) bool {
	n := sig.Results().Len()
	return n > 0 && isError(sig.Results().At(n-1).Type())
}

// handOn notes that a handler is called, if the response is among its
// arguments: what was refused before does not keep the request from it.
func (r *run) handOn(st *state, args []value) bool {
	if !slices.ContainsFunc(args, func(a value) bool { return st.reaches(a, 1) }) {
		return false
	}
	st.status, st.asked, st.denied, st.acted = 0, false, false, false
	st.refusal = refusal{}
	for cell, v := range st.heap {
		if sc, ok := v.(*scene); ok && sc.status != nil {
			n := *sc
			n.status = nil
			st.heap[cell] = &n
		}
	}
	return true
}

// set gives a call's result to the caller.
func (r *run) set(st *state, to ssa.Value, v value) {
	if len(st.stack) == 0 {
		r.finish(st, v)
		return
	}
	top := st.top()
	if top.fn == nil {
		top.resume(r, st, v)
		return
	}
	if to != nil {
		top.regs.set(to, v)
	}
}

// function calls a function whose body may be known.
func (r *run) function(st *state, fun *closure, args []value, c *call, to ssa.Value) {
	fn := fun.fn
	obj := declaration(fn)
	if obj != nil {
		if r.named(obj) {
			r.configured(st, obj, args, c, to)
			return
		}
		if r.modeled(st, obj, args, c, to) {
			return
		}
	}
	if !r.readable(fn) {
		if len(args) > 0 && isCallable(args[0]) && fn.Signature.Recv() != nil {
			r.invoke(st, &call{fun: args[0], args: args[1:], pos: c.pos, typ: c.typ}, to)
			return
		}
		r.unreadable(st, obj, args, c, to)
		return
	}
	if len(st.stack) >= maxStack || recursions(st, fn) >= recursionLimit(fn) {
		st.note(Note{Why: TooDeep, Pos: c.pos, Func: obj})
		st.decided |= unread
		r.set(st, to, r.result(st, c.typ, args, environ))
		return
	}
	if obj != nil && !r.worth(st, fn, args) {
		r.act(st, args, c.typ)
		r.set(st, to, r.result(st, c.typ, args, environ))
		return
	}
	r.push(st, fun, args, to)
}

// declaration is the declared function that a function is, or an instance of.
func declaration(fn *ssa.Function) *types.Func {
	if o := fn.Origin(); o != nil {
		fn = o
	}
	obj, _ := fn.Object().(*types.Func)
	return obj
}

// recursionLimit is how often a function may be on the stack. A middleware that
// several links were made by runs the next one.
func recursionLimit(fn *ssa.Function) int {
	if fn.Parent() != nil {
		return 16
	}
	return 3
}

func recursions(st *state, fn *ssa.Function) int {
	n := 0
	for _, f := range st.stack {
		if f.fn == fn {
			n++
		}
	}
	return n
}

// push begins a function's execution.
func (r *run) push(st *state, fun *closure, args []value, to ssa.Value) {
	fn := fun.fn
	if r.route.Innermost != nil && declaration(fn) == r.route.Innermost {
		r.out.entered = true
	}
	f := &frame{fn: fn, regs: r.registers(fn), block: fn.Blocks[0], result: to, link: noLink, since: r.forks, late: st.asked || st.denied}
	for i, p := range fn.Params {
		if i < len(args) {
			f.regs.set(p, args[i])
		} else {
			f.regs.set(p, r.fresh(p.Type(), environ))
		}
	}
	for i, fv := range fn.FreeVars {
		if i < len(fun.free) {
			f.regs.set(fv, fun.free[i])
		}
	}
	st.stack = append(st.stack, f)
}

// answers reports whether a function has got the response's writer.
func (f *frame) answers() bool {
	for _, p := range f.fn.Params {
		v, _ := f.regs.get(p)
		if _, ok := v.(writer); ok {
			return true
		}
	}
	return false
}

// ret returns from the top frame.
func (r *run) ret(st *state, vals tuple) {
	f := st.top()
	st.stack = st.stack[:len(st.stack)-1]
	st.refusal.returned(len(st.stack))
	var v value = vals
	switch len(vals) {
	case 0:
		v = nil
	case 1:
		v = vals[0]
	}
	if f.late && st.status == 0 && f.link == noLink && !f.handed && f.answers() {
		st.acted = true
	}
	if f.recovers {
		r.unwound(st)
		return
	}
	if len(st.stack) == 0 {
		r.finish(st, v)
		return
	}
	caller := st.top()
	if caller.fn == nil {
		caller.resume(r, st, v)
		return
	}
	if f.result != nil {
		caller.regs.set(f.result, v)
	}
	if r.forks > f.since {
		if key := r.fingerprint(st); r.visited[key] {
			st.end()
		} else {
			r.visited[key] = true
		}
	}
}

// invokeMethod calls a method of an interface's value.
func (r *run) invokeMethod(st *state, c *call, to ssa.Value) {
	name := c.method.Name()
	recv := c.args[0]
	switch v := recv.(type) {
	case iface:
		if st.isSpecial(v.val) && r.modeled(st, c.method, append([]value{v.val}, c.args[1:]...), c, to) {
			return
		}
		fn := r.methodOf(v.typ, c.method)
		if (fn == nil || !r.readable(fn)) && isCallable(v.val) { // a function type of another package: http.HandlerFunc
			r.invoke(st, &call{fun: v.val, args: c.args[1:], pos: c.pos, typ: c.typ}, to)
			return
		}
		if fn == nil {
			r.unreadable(st, c.method, c.args, c, to)
			return
		}
		args := slices.Clone(c.args)
		args[0] = v.val
		if isServe(name) {
			r.handOn(st, args)
		}
		r.function(st, &closure{fn: fn}, args, c, to)
		return
	case element:
		r.enterLink(st, v, c.args[1:], c.typ, to)
		return
	case *closure, native: // a handler function that stands for an interface
		r.invoke(st, &call{fun: v, args: c.args[1:], pos: c.pos, typ: c.typ}, to)
		return
	case opaque:
		r.callOpaque(st, v, c, to)
		return
	case denied:
		r.refuse(st, c, to)
		return
	case null:
		r.panic(st, unknown{from: environ, nonnil: true})
		return
	}
	if r.modeled(st, c.method, c.args, c, to) {
		return
	}
	if u, ok := recv.(unknown); ok {
		if fns := r.implementations(c.method); len(fns) > 0 && u.from&(unread|scoped) == 0 {
			r.oneOf(st, fns, u, c, to)
			return
		}
		if isServe(name) && len(c.args) == 3 {
			r.callUnknown(st, c, to)
			return
		}
	}
	r.unreadable(st, c.method, c.args, c, to)
}

// oneOf calls each of the methods that an interface's method may be.
func (r *run) oneOf(st *state, fns []*ssa.Function, recv unknown, c *call, to ssa.Value) {
	for k, fn := range fns {
		s := st
		if k < len(fns)-1 {
			s = st.fork()
			r.forks++
		}
		s.decided |= environ
		args := slices.Clone(c.args)
		args[0] = unknown{typ: fn.Signature.Recv().Type(), from: recv.from, nonnil: true}
		if k < len(fns)-1 {
			r.function(s, &closure{fn: fn}, args, c, to)
			if !s.done() {
				r.work = append(r.work, s)
			}
			continue
		}
		r.function(s, &closure{fn: fn}, args, c, to)
	}
}

// answersAnyone reports whether a function is the route's handler and has no way
// to turn a request away. Others that get the request may be there to look at it.
func (r *run) answersAnyone(fn *ssa.Function) bool {
	obj := declaration(fn)
	return obj != nil && obj == r.route.Innermost && r.Matters != nil && !r.Matters(obj) && !makesHandlers(obj.Signature())
}

// isCallable reports whether a value can be called as a function.
func isCallable(v value) bool {
	switch v.(type) {
	case *closure, native, element, opaque, denied:
		return true
	}
	return false
}

func isServe(name string) bool { return name == "ServeHTTP" }

// methodOf is the method of a concrete type that an interface's method is.
func (r *run) methodOf(t types.Type, m *types.Func) *ssa.Function {
	sel := r.prog.MethodSets.MethodSet(t).Lookup(m.Pkg(), m.Name())
	if sel == nil {
		return nil
	}
	obj, _ := sel.Obj().(*types.Func)
	if obj == nil {
		return nil
	}
	r.translate(obj.Pkg())
	if r.failed {
		return nil
	}
	return r.prog.MethodValue(sel)
}

// isSpecial reports whether a value is one of the executor's own.
func (st *state) isSpecial(v value) bool {
	switch v := v.(type) {
	case writer, root, with, headers, holder:
		return true
	case pointer:
		switch st.heap[v.cell].(type) {
		case *scene, *request, *failure:
			return v.path == ""
		}
	}
	return false
}
