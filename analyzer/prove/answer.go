package prove

import (
	"go/token"
	"go/types"
	"slices"
)

// refusing is the least status of an answer that gives nothing away: redirects
// to a login among them.
const refusing = 300

// answer notes a status that is answered.
func (r *run) answer(st *state, status value, pos token.Pos) {
	code, ok := integer(status)
	switch {
	case !ok:
		st.note(Note{Why: UnknownStatus, Pos: pos})
		if st.status == 0 {
			r.effect(st, unread)
			return
		}
		st.status = max(st.status, refusing)
	case code >= refusing:
		if st.status == 0 {
			st.status, st.refusedAt = int(code), pos
			st.refused(false)
		}
	case code >= 200:
		if st.status == 0 || st.goesOn() {
			r.effect(st, 0)
		}
	}
}

// write notes that a body is answered: that of a refusal, or an effect.
func (r *run) write(st *state, pos token.Pos) {
	if status := st.pending(); status != nil && st.status == 0 {
		r.answer(st, status, pos)
		return
	}
	switch {
	case st.status == 0:
		r.effect(st, 0)
	case !st.goesOn():
		st.head = false // that was the text
	case st.head: // or both ways have the same text
		st.note(Note{Why: GoesOn, Pos: pos})
		r.effect(st, unread)
	default:
		r.effect(st, 0)
	}
}

// renders answers with a body that may set the status by its method Render.
func (r *run) renders(st *state, m *modeled) (value, how) {
	finish := func(r *run, st *state, v value) {
		if r.write(st, m.pos); !st.done() {
			r.set(st, m.to, r.written(m))
		}
	}
	body, ok := m.arg("body").(iface)
	if !ok {
		st.note(Note{Why: UnknownStatus, Pos: m.pos})
		finish(r, st, nil)
		return nil, later
	}
	sel := r.prog.MethodSets.MethodSet(body.typ).Lookup(nil, "Render")
	if sel == nil {
		return nil, passed
	}
	fn := r.methodOf(body.typ, sel.Obj().(*types.Func))
	if fn == nil {
		return nil, passed
	}
	r.callThen(st, &call{fun: &closure{fn: fn}, args: []value{body.val, m.args[0], m.args[1]}, pos: m.pos, typ: resultType(fn.Signature)}, finish)
	return nil, later
}

// pending is the status that a router's context was told to answer with, or
// nil.
func (st *state) pending() value {
	for _, cell := range st.heap {
		if sc, ok := cell.(*scene); ok && sc.status != nil {
			return sc.status
		}
	}
	return nil
}

// effect ends a state that reached the effect.
func (r *run) effect(st *state, from origin) {
	r.out.reached = append(r.out.reached, end{decided: st.decided | from, asked: st.asked, notes: slices.Clone(st.notes)})
	st.end()
	if r.enough != nil && r.enough(&r.out) {
		r.work = nil
	}
}

// finish ends a state whose chain has returned.
func (r *run) finish(st *state, result value) {
	st.stack = nil
	r.answerError(st, lastOf(result))
	code, answered := integer(st.pending())
	if answered && code >= refusing && st.status == 0 {
		st.status = int(code)
	}
	if st.status == 0 {
		switch {
		case st.acted, answered, hasResponse(result):
			r.effect(st, 0)
			return
		case !st.asked && !st.denied:
			r.out.quiet = append(r.out.quiet, end{decided: st.decided, notes: slices.Clone(st.notes)})
			st.end()
			return
		}
	}
	r.out.refused++
	if !r.out.refusedAt.IsValid() {
		r.out.refusedAt = st.refusedAt
	}
	r.out.rejected = r.out.rejected || st.status == 0 || st.status == 401 || st.status == 403 || st.status == refusing || st.asked || st.denied
	r.out.asked = r.out.asked || st.asked
	st.end()
}

// hasResponse reports whether a handler returned something besides an error,
// which its router answers with.
func hasResponse(result value) bool {
	t, ok := result.(tuple)
	return ok && len(t) > 1 && t[0] != value(null{})
}

// answerError notes that a router answers a handler's error, if it is one.
func (r *run) answerError(st *state, err value) {
	if st.status != 0 {
		return
	}
	switch e := err.(type) {
	case iface, pointer, opaque:
		st.status = refusing
		if code := r.statusOf(st, e); code != 0 {
			st.status = code
		}
	case unknown:
		if e.typ == nil || !isError(e.typ) {
			return
		}
		if e.nonnil {
			st.status = refusing
		} else { // it may be nil
			st.decided |= e.from
		}
	}
}

// lastOf is the last of several results, where errors stand.
func lastOf(v value) value {
	if t, ok := v.(tuple); ok {
		if len(t) == 0 {
			return nil
		}
		return t[len(t)-1]
	}
	return v
}

// statusOf is the status that an error of the router's own package carries.
func (r *run) statusOf(st *state, v value) int {
	if i, ok := v.(iface); ok {
		v = i.val
	}
	if p, ok := v.(pointer); ok {
		if f, ok := st.heap[p.cell].(*failure); ok {
			return f.status
		}
	}
	return 0
}

// refuse does what a guard that the configuration names does for a request
// that lacks the scope.
func (r *run) refuse(st *state, c *call, to ssaValue) {
	if c.typ != nil && (isFunc(c.typ) || returnsHandler(c.typ)) {
		r.set(st, to, denied{})
		return
	}
	if st.status == 0 {
		st.status = 403
	}
	st.asked = true
	st.stack = nil
	r.finish(st, nil)
}

// configured calls a function that the configuration names as a guard or a login.
func (r *run) configured(st *state, obj *types.Func, args []value, c *call, to ssaValue) {
	if slices.Contains(r.Logins, obj.FullName()) {
		st.opened = true // it may leave anything about who asks
		r.decide(st, !r.world.anonymous, args, c, to)
		return
	}
	scopes := r.scopesIn(st, args)
	if len(scopes) == 0 && computesText(st, args) {
		st.note(Note{Why: ComputedScope, Pos: c.pos, Func: obj})
		r.pass(st, args, c, to)
		return
	}
	if len(scopes) == 0 {
		scopes = []string{obj.FullName()}
	}
	granted := true
	for _, s := range scopes {
		r.consult(st, s, len(scopes) > 1)
		granted = granted && r.world.has(s, true) != no
	}
	r.decide(st, granted, args, c, to)
}

// decide lets a request pass, or refuses it.
func (r *run) decide(st *state, granted bool, args []value, c *call, to ssaValue) {
	if granted {
		r.pass(st, args, c, to)
		return
	}
	st.asked = true
	switch v := r.refusal(c.typ).(type) {
	case nil:
		r.refuse(st, c, to)
	default:
		r.set(st, to, v)
	}
}

// pass does what a guard does for a request that has the scope.
func (r *run) pass(st *state, args []value, c *call, to ssaValue) {
	st.asked = false
	switch next := handlerAmong(st, args); {
	case next != nil && c.typ != nil && returnsHandler(c.typ):
		r.set(st, to, next)
	case c.typ != nil && isFunc(c.typ):
		r.set(st, to, passing)
	default:
		r.set(st, to, r.allowed(c.typ))
	}
}

// computesText reports whether a text that may be a scope is not known.
func computesText(st *state, args []value) bool {
	for _, a := range args {
		elems, ok := st.elements(a)
		if !ok {
			elems = []value{a}
		}
		for _, e := range elems {
			u, ok := e.(unknown)
			if !ok || u.typ == nil {
				continue
			}
			switch t := u.typ.Underlying().(type) {
			case *types.Basic:
				if t.Info()&types.IsString != 0 {
					return true
				}
			case *types.Slice:
				return true
			}
		}
	}
	return false
}

// allowed and refusal are what a guard returns.
func (r *run) allowed(t types.Type) value { return verdict(t, true) }

func (r *run) refusal(t types.Type) value {
	if t == nil {
		return nil
	}
	return verdict(t, false)
}

func verdict(t types.Type, pass bool) value {
	if t == nil {
		return nil
	}
	if tup, ok := t.(*types.Tuple); ok {
		vals := make(tuple, tup.Len())
		for i := range vals {
			vals[i] = verdict(tup.At(i).Type(), pass)
		}
		return vals
	}
	switch {
	case isError(t) && pass:
		return null{}
	case isError(t):
		return unknown{typ: t, nonnil: true}
	case isFunc(t), returnsHandler(t):
		return denied{}
	}
	if b, ok := t.Underlying().(*types.Basic); ok && b.Info()&types.IsBoolean != 0 {
		return truth(pass)
	}
	return unknown{typ: t, from: claims, nonnil: true}
}

// scopesIn lists the scopes' texts within values.
func (r *run) scopesIn(st *state, vals []value) []string {
	var all []string
	var add func(v value, depth int)
	add = func(v value, depth int) {
		if s, ok := str(v); ok && r.isScope(s) && !slices.Contains(all, s) {
			all = append(all, s)
		}
		if depth == 0 {
			return
		}
		switch v := v.(type) {
		case iface:
			add(v.val, depth)
		case pointer:
			add(st.heap[v.cell], depth-1)
		case slice:
			elems, _ := st.elements(v)
			for _, e := range elems {
				add(e, depth-1)
			}
		case *structure:
			for _, e := range v.fields {
				add(e, depth-1)
			}
		case *closure:
			for _, e := range slices.Concat(v.free, v.bound) {
				add(e, depth-1)
			}
		}
	}
	for _, v := range vals {
		add(v, 3)
	}
	return all
}
