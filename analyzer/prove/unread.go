package prove

import (
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

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
	r.spoil(st, nil, c.args)
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
	} else if v, ok := r.handedBack(st, c.typ, args); ok {
		r.set(st, to, v)
		return
	}
	if len(args) > 0 && obj != nil && ofHeader(obj) && partOfContext(st, args[0]) {
		writes = false
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

// partOfContext reports whether a value points into a router's context.
func partOfContext(st *state, v value) bool {
	p, ok := v.(pointer)
	if !ok || p.path == "" {
		return false
	}
	_, ok = st.heap[p.cell].(*scene)
	return ok
}

// ofHeader reports whether a function is a method of headers.
func ofHeader(obj *types.Func) bool {
	recv := obj.Signature().Recv()
	if recv == nil {
		return false
	}
	n := namedOf(recv.Type())
	return n != nil && strings.HasSuffix(n.Obj().Name(), "Header")
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
	if len(args) == 0 || sig.Results().Len() == 0 || returnsError(sig) {
		return false
	}
	if _, ok := args[0].(holder); !ok && !isContextOnly(st, args[0]) {
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
