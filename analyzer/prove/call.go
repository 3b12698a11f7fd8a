package prove

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

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
		r.set(st, to, nil)
	})
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

// answersAnyone reports whether a handler has no way to turn a request away.
func (r *run) answersAnyone(fn *ssa.Function) bool {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	obj := declaration(fn)
	return obj != nil && r.Matters != nil && !r.Matters(obj) && !makesHandlers(obj.Signature()) && r.own[obj.Pkg()] != nil
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

// callUnknown calls a value of which nothing is known.
func (r *run) callUnknown(st *state, c *call, to ssa.Value) {
	for _, a := range c.args {
		if st.reaches(a, 2) { // a handler, perhaps
			st.note(Note{Why: UnknownCallee, Pos: c.pos})
			r.effect(st, unread)
			return
		}
	}
	from := st.originOf(c.fun, 2)
	for _, a := range c.args {
		from |= r.ofArgument(st, a)
	}
	r.set(st, to, r.result(st, c.typ, c.args, from|unread))
}

// callOpaque calls a function or handler that cannot be read.
func (r *run) callOpaque(st *state, o opaque, c *call, to ssa.Value) {
	if o.obj != nil && o.next == nil && r.named(o.obj) {
		n := *c
		n.typ = resultType(o.obj.Signature())
		r.configured(st, o.obj, c.args, &n, to)
		return
	}
	if o.next != nil { // what it does besides is not known
		st.note(Note{Why: UnreadMiddleware, Pos: c.pos, Func: o.obj})
		st.opened = true
		st.decided |= unread
		inner := *c
		inner.fun, inner.method = o.next, nil
		if c.method != nil {
			inner.args = c.args[1:]
		}
		inner.common = nil
		r.invoke(st, &inner, to)
		return
	}
	if o.obj != nil && st.reads(o.obj, c.args) {
		r.unreadable(st, o.obj, c.args, c, to)
		return
	}
	if slices.ContainsFunc(c.args, func(a value) bool { return st.reaches(a, 2) }) {
		if o.obj != nil && r.lib.answers(o.obj) {
			r.effect(st, 0)
			return
		}
		st.note(Note{Why: UnreadHandler, Pos: c.pos, Func: o.obj})
		r.effect(st, unread)
		return
	}
	r.set(st, to, r.result(st, c.typ, c.args, unread))
}

// unreadable calls a function without a body, which no model describes.
func (r *run) unreadable(st *state, obj *types.Func, args []value, c *call, to ssa.Value) {
	writes := slices.ContainsFunc(args, func(a value) bool { return st.reaches(a, 3) })
	harmless := obj != nil && r.lib.harmless(obj)
	if !harmless {
		r.act(st, args, c.typ)
	}
	if writes && harmless && !returnsHolder(c.typ) && !st.reads(obj, args) {
		r.write(st, c.pos)
		if st.done() {
			return
		}
		r.set(st, to, r.result(st, c.typ, nil, environ))
		return
	}
	if writes && harmless && returnsHolder(c.typ) {
		r.set(st, to, holder{})
		return
	}
	r.spoil(st, obj, args)
	if next := handlerAmong(st, args); next != nil && c.typ != nil && returnsHandler(c.typ) {
		if harmless {
			r.set(st, to, next)
		} else {
			r.set(st, to, opaque{obj: obj, next: next})
		}
		return
	}
	if c.typ != nil && isFunc(c.typ) && obj != nil {
		if harmless {
			r.set(st, to, passing)
			return
		}
		r.set(st, to, opaque{obj: obj})
		return
	}
	if writes && !harmless {
		if slices.ContainsFunc(args, func(a value) bool { return isContextOnly(st, a) }) && c.typ != nil {
			// reads the request, most likely
		} else {
			st.note(Note{Why: UnreadCallee, Pos: c.pos, Func: obj})
			if c.typ == nil || isError(c.typ) {
				r.mayAnswer(st, c, to, args)
				return
			}
		}
	}
	from := environ
	if !harmless {
		from |= unread & r.unreadOrigin(st, args)
	}
	v := r.result(st, c.typ, args, from)
	if u, ok := v.(unknown); ok && obj != nil && makesError(obj, c.typ) {
		u.nonnil = true
		v = u
	}
	r.set(st, to, v)
}

// act notes that code is run that may have an effect, unless it looks up who
// asks: it gets something of that, and returns what it found.
func (r *run) act(st *state, args []value, t types.Type) {
	finds := t != nil && !isError(t) && slices.ContainsFunc(args, func(a value) bool {
		switch a.(type) {
		case root, with:
			return false
		}
		return r.ofArgument(st, a).personal()
	})
	st.acted = st.acted || !finds
}

// reads reports whether a function only reads a router's context: it returns
// something, no error, and gets the response by nothing else.
func (st *state) reads(obj *types.Func, args []value) bool {
	sig := obj.Signature()
	if len(args) == 0 || sig.Results().Len() == 0 || returnsError(sig) || !isContextOnly(st, args[0]) {
		return false
	}
	return !slices.ContainsFunc(args[1:], func(a value) bool { return st.reaches(a, 3) })
}

// makesError reports whether a function makes an error, as its name and result
// say.
func makesError(obj *types.Func, t types.Type) bool {
	return isErrorType(t) && (strings.HasPrefix(obj.Name(), "New") || strings.HasSuffix(obj.Name(), "Errorf"))
}

// spoil forgets what is known of what a function may write to that is not read.
func (r *run) spoil(st *state, obj *types.Func, args []value) {
	if obj != nil && obj.Pkg() != nil && r.lib.reads[obj.Pkg().Path()] {
		return
	}
	var from origin
	for _, a := range args {
		from |= r.ofArgument(st, a)
	}
	if from&secret != 0 {
		from |= claims
	}
	for _, a := range args {
		if i, ok := a.(iface); ok {
			a = i.val
		}
		p, ok := a.(pointer)
		if !ok {
			continue
		}
		switch st.heap[p.cell].(type) {
		case *scene, *request, *failure, *iterator:
			continue
		}
		r.overwrite(st, p, from.orEnviron())
	}
}

// overwrite puts something of an origin into what a pointer leads to.
func (r *run) overwrite(st *state, p pointer, from origin) {
	switch old := r.load(st, p, nil).(type) {
	case *structure:
		s, ok := structOf(old.typ)
		if !ok {
			return
		}
		c := &structure{typ: old.typ, fields: make([]value, len(old.fields))}
		for i := range c.fields {
			c.fields[i] = r.fieldOf(s, i, from)
		}
		st.store(p, c)
	case con:
		st.store(p, r.fresh(basicType(old), from))
	case unknown:
		st.store(p, r.fresh(old.typ, from|old.from))
	default:
		st.store(p, unknown{from: from})
	}
}

func basicType(c con) types.Type {
	switch c.v.Kind() {
	case constant.String:
		return types.Typ[types.String]
	case constant.Bool:
		return types.Typ[types.Bool]
	}
	return types.Typ[types.Int]
}

// unreadOrigin tells whether code that is not read got anything of the request.
func (r *run) unreadOrigin(st *state, args []value) origin {
	for _, a := range args {
		if r.ofArgument(st, a).personal() {
			return unread
		}
	}
	return 0
}

// mayAnswer calls code that is not read and that may answer the request.
func (r *run) mayAnswer(st *state, c *call, to ssa.Value, args []value) {
	st.decided |= unread
	r.set(st, to, r.result(st, c.typ, args, unread))
}

func isContextOnly(st *state, v value) bool {
	p, ok := v.(pointer)
	if !ok {
		return false
	}
	_, ok = st.heap[p.cell].(*scene)
	return ok
}

// result makes the result of a call that is not followed.
func (r *run) result(st *state, t types.Type, args []value, from origin) value {
	if t == nil {
		return nil
	}
	names := false
	for _, a := range args {
		from |= r.ofArgument(st, a)
		names = names || r.namesScope(st, a, 3)
	}
	if names {
		from |= scoped
	}
	if from&unread != 0 && from.personal() {
		from |= claims
		st.denied = st.denied || r.world.anonymous
	}
	if from.personal() {
		from &^= environ
	}
	return r.made(t, from)
}

// ofArgument tells what a result may depend on for an argument's sake.
func (r *run) ofArgument(st *state, a value) origin {
	switch v := a.(type) {
	case pointer:
		switch st.heap[v.cell].(type) {
		case *request, *scene:
			return secret | input
		}
	case root:
		return secret
	}
	return st.originOf(a, 3)
}

// made makes a result, or a tuple of them.
func (r *run) made(t types.Type, from origin) value {
	if tup, ok := t.(*types.Tuple); ok {
		vals := make(tuple, tup.Len())
		for i := range vals {
			vals[i] = r.made(tup.At(i).Type(), from)
		}
		return vals
	}
	if from&scoped != 0 { // that would be to decide on the scope
		return unknown{typ: t, from: from}
	}
	if from&(input|unread) == input|unread { // it got all of the request, and may decide by anything
		return unknown{typ: t, from: from}
	}
	if isError(t) && from&claims != 0 && r.world.computed { // the login is right
		return null{}
	}
	if isError(t) && r.world.anonymous && from&unread != 0 && from.personal() { // or there is none
		return unknown{typ: t, from: from, nonnil: true}
	}
	if b, ok := t.Underlying().(*types.Basic); ok && b.Info()&types.IsBoolean != 0 && r.world.anonymous && from&unread != 0 && from.personal() {
		return truth(false)
	}
	return r.fresh(t, from)
}

// namesScope reports whether a scope's text is within a value.
func (r *run) namesScope(st *state, v value, depth int) bool {
	if s, ok := str(v); ok {
		return r.isScope(s)
	}
	if depth == 0 {
		return false
	}
	any := func(vals []value) bool {
		return slices.ContainsFunc(vals, func(e value) bool { return r.namesScope(st, e, depth-1) })
	}
	switch v := v.(type) {
	case iface:
		return r.namesScope(st, v.val, depth)
	case pointer:
		return r.namesScope(st, st.heap[v.cell], depth-1)
	case slice:
		elems, _ := st.elements(v)
		return any(elems)
	case *structure:
		return any(v.fields)
	case *array:
		return any(v.elems)
	case *closure:
		return any(v.free) || any(v.bound)
	}
	return false
}

func isFunc(t types.Type) bool { _, ok := t.Underlying().(*types.Signature); return ok }

// returnsHolder reports whether a result may be what the writer was put into.
func returnsHolder(t types.Type) bool {
	if t == nil || isError(t) {
		return false
	}
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Interface:
		return true
	}
	return false
}

func returnsHandler(t types.Type) bool {
	if isFunc(t) {
		return true
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, "ServeHTTP")
	return obj != nil
}

// handlerAmong is the handler that a call wraps, if an argument is one.
func handlerAmong(st *state, args []value) value {
	for _, a := range args {
		switch v := a.(type) {
		case *closure, native, element, opaque, denied:
			return v
		case iface:
			switch v.val.(type) {
			case *closure, native, element, opaque, denied:
				return v.val
			}
			if returnsHandler(v.typ) {
				return v
			}
		}
	}
	return nil
}

// panic unwinds the stack.
func (r *run) panic(st *state, v value) {
	st.panicking = v
	r.unwind(st)
}

func (r *run) unwind(st *state) {
	for len(st.stack) > 0 {
		f := st.top()
		if f.fn == nil {
			st.stack = st.stack[:len(st.stack)-1]
			continue
		}
		if len(f.defers) > 0 {
			d := f.defers[len(f.defers)-1]
			f.defers = f.defers[:len(f.defers)-1]
			depth := len(st.stack)
			f.panicked = true
			r.invoke(st, d.call, nil)
			if st.done() {
				return
			}
			if len(st.stack) > depth {
				st.stack[depth].recovers = true
				return // its return goes on in unwound
			}
			if st.panicking == nil {
				r.recovered(st, f)
				return
			}
			continue
		}
		st.stack = st.stack[:len(st.stack)-1]
	}
	if st.status == 0 {
		st.status = 500
	}
	st.panicking = nil
	r.finish(st, nil)
}

// unwound goes on after a deferred call of a function that a panic left.
func (r *run) unwound(st *state) {
	if len(st.stack) == 0 {
		r.finish(st, nil)
		return
	}
	f := st.top()
	if !f.panicked { // the defers of a function that returns
		r.runDefers(st, f)
		return
	}
	if st.panicking != nil {
		r.unwind(st)
		return
	}
	r.recovered(st, f)
}

// recovered returns from a function whose panic was recovered, after its other
// defers.
func (r *run) recovered(st *state, f *frame) {
	f.panicked = false
	if f.fn.Recover != nil {
		f.prev, f.block, f.pc = f.block, f.fn.Recover, 0
		return
	}
	vals := make(tuple, f.fn.Signature.Results().Len())
	for i := range vals {
		vals[i] = zero(f.fn.Signature.Results().At(i).Type())
	}
	r.ret(st, vals)
}

// runDefers calls what a function deferred, before it returns.
func (r *run) runDefers(st *state, f *frame) {
	for len(f.defers) > 0 {
		d := f.defers[len(f.defers)-1]
		f.defers = f.defers[:len(f.defers)-1]
		depth := len(st.stack)
		r.invoke(st, d.call, nil)
		if st.done() {
			return
		}
		if len(st.stack) > depth {
			st.stack[depth].recovers = true
			return
		}
	}
}

// builtin calls a function of the language.
func (r *run) builtin(st *state, name string, c *call) value {
	switch name {
	case "len", "cap":
		return r.length(st, c.args[0])
	case "append":
		return r.append(st, c)
	case "recover":
		if v := st.panicking; v != nil {
			st.panicking = nil
			return v
		}
		return null{}
	case "delete":
		m, ok := c.args[0].(mapping)
		st.acted = st.acted || !ok
		if ok {
			if e, ok := st.heap[m.cell].(*entries); ok {
				n := &entries{open: e.open, rest: e.rest}
				for k := range e.keys {
					if a, _ := r.equal(st, e.keys[k], c.args[1]); a != yes {
						n.keys, n.vals = append(n.keys, e.keys[k]), append(n.vals, e.vals[k])
					}
				}
				st.heap[m.cell] = n
			}
		}
	case "copy":
		if dst, ok := c.args[0].(slice); ok {
			if src, ok := st.elements(c.args[1]); ok {
				for k := range min(dst.len, len(src)) {
					st.store(pointer{cell: dst.cell}.at(dst.off+k), src[k])
				}
				return number(int64(min(dst.len, len(src))))
			}
			from := st.originOf(c.args[1], 2).orEnviron()
			for k := range dst.len {
				st.store(pointer{cell: dst.cell}.at(dst.off+k), unknown{from: from})
			}
		}
	case "min", "max":
		if len(c.args) == 2 {
			op := token.LSS
			if name == "max" {
				op = token.GTR
			}
			if b, ok := boolean(r.binary(st, op, c.args[0], c.args[1], types.Typ[types.Bool])); ok {
				if b {
					return c.args[0]
				}
				return c.args[1]
			}
		}
	}
	if c.typ == nil {
		return nil
	}
	var from origin
	for _, a := range c.args {
		from |= st.originOf(a, 2)
	}
	return r.fresh(c.typ, from.orEnviron())
}

func (r *run) length(st *state, v value) value {
	switch v := v.(type) {
	case con:
		if s, ok := str(v); ok {
			return number(int64(len(s)))
		}
	case slice:
		return number(int64(v.len))
	case null:
		return number(0)
	case mapping:
		if e, ok := st.heap[v.cell].(*entries); ok {
			if e.open == 0 {
				return number(int64(len(e.keys)))
			}
			if r.world.computed && e.open&claims != 0 {
				return r.count(int64(len(e.keys)))
			}
		}
	case *array:
		return number(int64(len(v.elems)))
	case unknown:
		if r.world.computed && v.from&claims != 0 {
			return r.count(0)
		}
	}
	return unknown{typ: types.Typ[types.Int], from: st.originOf(v, 3).orEnviron()}
}

// count is how many elements a list has in a computed world, beside n.
func (r *run) count(n int64) value {
	if r.world.foreign {
		n++
	}
	return number(n)
}

// append never writes to the old array: what a caller could see of that is too
// rare to matter.
func (r *run) append(st *state, c *call) value {
	if len(c.args) < 2 {
		return c.args[0]
	}
	old, ok := st.elements(c.args[0])
	more, ok2 := st.elements(c.args[1])
	if ok && ok2 {
		return st.list(slices.Concat(old, more))
	}
	from := st.originOf(c.args[0], 3) | st.originOf(c.args[1], 3)
	return r.fresh(c.typ, from.orEnviron())
}

// worth reports whether the body of a declared function may matter: it names
// scopes or turns requests away, or it works on the request or on what is known
// about who asks.
func (r *run) worth(st *state, fn *ssa.Function, args []value) bool {
	if fn.Synthetic != "" && !strings.HasPrefix(fn.Synthetic, "instance") {
		return true
	}
	if isShort(fn) || r.Matters == nil || r.Matters(declaration(fn)) || makesHandlers(fn.Signature) {
		return true
	}
	for _, a := range args {
		if r.follows(st, a) {
			return true
		}
	}
	return false
}

// shortBody is how many instructions are always worth reading.
const shortBody = 40

func isShort(fn *ssa.Function) bool {
	n := 0
	for _, b := range fn.Blocks {
		n += len(b.Instrs)
	}
	return n <= shortBody
}

// makesHandlers reports whether a function returns functions.
func makesHandlers(sig *types.Signature) bool {
	for v := range sig.Results().Variables() {
		if returnsHandler(v.Type()) {
			return true
		}
	}
	return false
}

// follows reports whether a function is to be executed for an argument's sake.
func (r *run) follows(st *state, a value) bool {
	switch v := a.(type) {
	case *closure, native, element, opaque, denied, writer, holder, headers:
		return true
	case iface:
		return r.follows(st, v.val)
	case unknown:
		return v.from.personal()
	case con:
		s, ok := str(v)
		return ok && s != ""
	case root, with: // of a context everything is told a service does
		return false
	case slice, mapping:
		return true
	case pointer:
		switch st.heap[v.cell].(type) {
		case *scene, *request:
			return true
		}
		return st.originOf(v, 2).personal()
	}
	return st.originOf(a, 2).personal()
}
