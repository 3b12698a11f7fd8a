package prove

import (
	"go/types"
	"strings"
	"unicode/utf8"
)

// failure makes an error.
func (m *modeled) failure(st *state, wraps ...value) value {
	return iface{typ: types.Typ[types.UntypedNil], val: pointer{cell: st.alloc(&failure{id: int(m.pos), wraps: wraps})}}
}

func errorf(r *run, st *state, m *modeled) (value, how) {
	var wraps []value
	some := m.obj.Name() == "Errorf"
	elems, _ := st.elements(m.args[len(m.args)-1])
	wrapped := func(int) bool { return true }
	if format, ok := str(m.args[0]); ok && some {
		wrapped = wrappedBy(format)
	}
	for i, e := range elems {
		if !wrapped(i) {
			continue
		}
		switch v := e.(type) {
		case iface:
			if p, ok := v.val.(pointer); ok {
				if _, isFailure := st.heap[p.cell].(*failure); isFailure || isErrorType(v.typ) {
					wraps, some = append(wraps, e), true
				}
			} else if isErrorType(v.typ) {
				wraps, some = append(wraps, e), true
			}
		case unknown:
			if v.typ != nil && isError(v.typ) {
				wraps, some = append(wraps, e), some || v.nonnil
			}
		}
	}
	if !some {
		return null{}, answered
	}
	return m.failure(st, wraps...), answered
}

// wrappedBy tells of a format which arguments it wraps: those of %w. One with
// explicit indexes or widths of its own among the arguments is not read.
func wrappedBy(format string) func(int) bool {
	if strings.ContainsAny(format, "[*") {
		return func(int) bool { return true }
	}
	var verbs []rune
	for rest := format; ; {
		_, after, ok := strings.Cut(rest, "%")
		if !ok {
			break
		}
		after = strings.TrimLeft(after, "+-# 0123456789.")
		if after == "" {
			break
		}
		if verb, size := utf8.DecodeRuneInString(after); verb == '%' {
			rest = after[size:]
		} else {
			verbs, rest = append(verbs, verb), after[size:]
		}
	}
	return func(i int) bool { return i < len(verbs) && verbs[i] == 'w' }
}

func isErrorType(t types.Type) bool {
	it, _ := types.Universe.Lookup("error").Type().Underlying().(*types.Interface)
	return types.Implements(t, it)
}

// tree walks what an error wraps.
func (st *state) tree(err value, visit func(value) bool) (complete bool) {
	switch e := err.(type) {
	case null:
		return true
	case iface:
		if visit(e) {
			return true
		}
		if p, ok := e.val.(pointer); ok {
			if f, ok := st.heap[p.cell].(*failure); ok {
				for _, w := range f.wraps {
					if !st.tree(w, visit) {
						return false
					}
				}
				return true
			}
		}
		_, hasUnwrap := methodNamed(e.typ, "Unwrap")
		return !hasUnwrap
	}
	return false
}

func methodNamed(t types.Type, name string) (*types.Func, bool) {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
	fn, ok := obj.(*types.Func)
	return fn, ok
}

func errorsIs(r *run, st *state, m *modeled) (value, how) {
	hit := no
	var asks []iface // those that have a method Is
	complete := st.tree(m.args[0], func(e value) bool {
		a, _ := r.equal(st, e, m.args[1])
		if a != no {
			hit = a
		}
		if i, ok := e.(iface); ok && a == no {
			if _, has := methodNamed(i.typ, "Is"); has {
				asks = append(asks, i)
			}
		}
		return a == yes
	})
	if hit == yes {
		return truth(true), answered
	}
	r.askEach(st, m, asks, complete && hit == no)
	return nil, later
}

// askEach calls the methods Is of errors until one says yes. None is the target
// for certain only if all that is wrapped is known.
func (r *run) askEach(st *state, m *modeled, errs []iface, certain bool) {
	if len(errs) == 0 {
		if certain {
			r.set(st, m.to, truth(false))
		} else {
			r.set(st, m.to, unknown{typ: types.Typ[types.Bool], from: st.originOf(m.args[0], 2).orEnviron()})
		}
		return
	}
	obj, _ := methodNamed(errs[0].typ, "Is")
	fn := r.methodOf(errs[0].typ, obj)
	if fn == nil || !r.readable(fn) {
		r.askEach(st, m, errs[1:], false)
		return
	}
	call := &call{fun: &closure{fn: fn}, args: []value{errs[0].val, m.args[1]}, pos: m.pos, typ: types.Typ[types.Bool]}
	r.callThen(st, call, func(r *run, st *state, v value) {
		switch is, known := boolean(v); {
		case known && is:
			r.set(st, m.to, truth(true))
		default:
			r.askEach(st, m, errs[1:], certain && known)
		}
	})
}

func errorsAs(r *run, st *state, m *modeled) (value, how) {
	target := m.args[1]
	i, ok := target.(iface)
	if !ok {
		return nil, passed
	}
	p, ok := i.val.(pointer)
	ptr, ok2 := i.typ.Underlying().(*types.Pointer)
	if !ok || !ok2 {
		return nil, passed
	}
	found := false
	complete := st.tree(m.args[0], func(e value) bool {
		v, a, _ := r.is(st, e, ptr.Elem())
		if a == yes {
			st.store(p, v)
			found = true
		}
		return found
	})
	if found || complete {
		return truth(found), answered
	}
	st.store(p, r.asserted(ptr.Elem(), environ))
	return unknown{typ: types.Typ[types.Bool], from: environ}, answered
}
