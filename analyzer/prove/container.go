package prove

import (
	"go/types"
	"unicode/utf8"

	"golang.org/x/tools/go/ssa"
)

// index reads an element of an array or a string.
func (r *run) index(st *state, x, i value, t types.Type) value {
	if n, ok := integer(i); ok && n >= 0 {
		if s, ok := str(x); ok && int(n) < len(s) {
			return number(int64(s[n]))
		}
		return r.part(st, x, int(n), t)
	}
	return r.fresh(t, (st.originOf(x, 2) | st.originOf(i, 1)).orEnviron())
}

// elementAddr is the address of an element of a slice, or of an array that a
// pointer leads to.
func (r *run) elementAddr(st *state, x, i value, t types.Type) value {
	n, known := integer(i)
	switch x := x.(type) {
	case slice:
		if known && n >= 0 && int(n) < x.len {
			return pointer{cell: x.cell}.at(x.off + int(n))
		}
	case pointer:
		if known && n >= 0 {
			return x.at(int(n))
		}
	}
	return unknown{typ: t, from: r.elementOrigin(st, x, i), nonnil: true}
}

// elementOrigin is what an element depends on that is chosen by an index which
// is not known: on both.
func (r *run) elementOrigin(st *state, x, i value) origin {
	from := st.originOf(x, 3)
	if st.originOf(i, 1).personal() { // what is kept of a credential
		from |= claims
	}
	return from.orEnviron()
}

// lookup reads a map, or a byte of a string.
func (r *run) lookup(st *state, m, key value, i *ssa.Lookup) value {
	t := i.Type()
	if i.CommaOk {
		t = t.(*types.Tuple).At(0).Type()
	}
	if b, ok := i.X.Type().Underlying().(*types.Basic); ok && b.Info()&types.IsString != 0 {
		return r.index(st, m, key, t)
	}
	v, found, from := r.entry(st, m, key, t)
	if !i.CommaOk {
		return v
	}
	if found == maybe {
		return tuple{v, unknown{typ: types.Typ[types.Bool], from: from}}
	}
	return tuple{v, truth(found == yes)}
}

// entry looks a key up in a map.
func (r *run) entry(st *state, m, key value, t types.Type) (v value, found answer, from origin) {
	switch m := m.(type) {
	case null:
		return zero(t), no, 0
	case headers:
		return r.fresh(t, r.headerOrigin(key)), maybe, r.headerOrigin(key)
	case mapping:
		e, ok := st.heap[m.cell].(*entries)
		if !ok {
			break
		}
		return r.entryOf(st, e, key, t)
	case unknown:
		if m.from&claims != 0 {
			if _, ok := key.(con); ok {
				switch a, o := r.key(st, key, m.from); a {
				case no:
					return zero(t), no, 0
				default:
					return r.fresh(t, m.from), maybe, o
				}
			}
		}
		from = m.from
		if st.originOf(key, 1).personal() { // a table by credentials
			from |= claims
		}
		return r.fresh(t, from), maybe, from
	}
	from = st.originOf(m, 2) | st.originOf(key, 1) | environ
	return r.fresh(t, from), maybe, from
}

// key asks whether something that is known about who asks has a constant for a
// key. A key that is no scope names a claim, which is there.
func (r *run) key(st *state, key value, from origin) (answer, origin) {
	s, ok := str(key)
	if !ok || !r.isScope(s) {
		return maybe, from
	}
	if r.world.computed {
		return no, 0
	}
	return r.matches(st, key.(con), unknown{from: from})
}

func (r *run) entryOf(st *state, e *entries, key value, t types.Type) (value, answer, origin) {
	var hit value
	var from origin
	for k := len(e.keys) - 1; k >= 0; k-- {
		switch a, o := r.equal(st, e.keys[k], key); a {
		case yes:
			if from == 0 {
				return e.vals[k], yes, 0
			}
			return r.either(st, hit, e.vals[k], t, from), maybe, from
		case maybe:
			from |= o
			hit = r.either(st, hit, e.vals[k], t, from)
		}
	}
	if e.open != 0 {
		rest := e.rest
		if rest == nil {
			rest = r.fresh(t, e.open)
		}
		switch a, o := r.openKey(st, e.open, key); a {
		case maybe:
			return r.either(st, hit, rest, t, from|o), maybe, from | o
		}
	}
	if from == 0 {
		return zero(t), no, 0
	}
	if from&secret != 0 && from&claims == 0 { // a table by credentials
		return r.fresh(t, from|claims), maybe, from
	}
	return hit, maybe, from
}

// openKey asks whether a key may be among those that are not known.
func (r *run) openKey(st *state, open origin, key value) (answer, origin) {
	if open&claims != 0 {
		if c, ok := key.(con); ok {
			if r.world.computed {
				if s, _ := str(c); s == foreignScope && r.world.foreign {
					return maybe, open
				}
				return no, 0
			}
			return r.matches(st, c, unknown{from: open})
		}
	}
	return maybe, open | st.originOf(key, 1)
}

// either is one of two values.
func (r *run) either(st *state, x, y value, t types.Type, from origin) value {
	if x == nil {
		return y
	}
	if a, _ := r.equal(st, x, y); a == yes {
		return x
	}
	return r.fresh(t, from|st.originOf(x, 2)|st.originOf(y, 2))
}

// update writes to a map.
func (r *run) update(st *state, m, key, v value) {
	ref, ok := m.(mapping)
	if !ok { // one that requests have in common
		st.acted = true
		return
	}
	e, ok := st.heap[ref.cell].(*entries)
	if !ok {
		return
	}
	r.steps += len(e.keys) / entriesPerStep
	c := &entries{open: e.open, rest: e.rest}
	for k := range e.keys {
		if a, _ := r.equal(st, e.keys[k], key); a != yes {
			c.keys, c.vals = append(c.keys, e.keys[k]), append(c.vals, e.vals[k])
		}
	}
	if from := st.originOf(key, 1); from != 0 {
		c.open |= from
		if c.rest != nil && st.describe(c.rest) != st.describe(v) {
			c.rest = unknown{from: from | st.originOf(v, 1)}
		} else {
			c.rest = v
		}
	} else {
		c.keys, c.vals = append(c.keys, key), append(c.vals, v)
	}
	st.heap[ref.cell] = c
}

// slice executes x[lo:hi].
func (r *run) slice(st *state, f *frame, i *ssa.Slice) value {
	x := r.eval(st, f, i.X)
	bound := func(v ssa.Value, def int) (int, bool) {
		if v == nil {
			return def, true
		}
		n, ok := integer(r.eval(st, f, v))
		return int(n), ok
	}
	whole := func(n int) (lo, hi int, ok bool) {
		lo, lok := bound(i.Low, 0)
		hi, hok := bound(i.High, n)
		return lo, hi, lok && hok && 0 <= lo && lo <= hi && hi <= n
	}
	switch x := x.(type) {
	case con:
		if s, ok := str(x); ok {
			if lo, hi, ok := whole(len(s)); ok {
				return text(s[lo:hi])
			}
		}
	case pointer: // of an array
		if a, ok := r.load(st, x, nil).(*array); ok && x.path == "" {
			if lo, hi, ok := whole(len(a.elems)); ok {
				return slice{cell: x.cell, off: lo, len: hi - lo}
			}
		}
	case slice:
		if lo, hi, ok := whole(x.len); ok {
			return slice{cell: x.cell, off: x.off + lo, len: hi - lo}
		}
	case null:
		return x
	}
	from := st.originOf(x, 3)
	return r.fresh(i.Type(), from.orEnviron())
}

// next executes a step of a range over a map or a string.
func (r *run) next(st *state, it value, i *ssa.Next) value {
	t := i.Type().(*types.Tuple)
	p, _ := it.(pointer)
	c, ok := st.heap[p.cell].(*iterator)
	if !ok {
		return tuple{unknown{typ: t.At(0).Type(), from: environ}, r.fresh(t.At(1).Type(), environ), r.fresh(t.At(2).Type(), environ)}
	}
	step := func(k, v value) value {
		st.heap[p.cell] = &iterator{over: c.over, pos: c.pos + 1}
		return tuple{truth(true), k, v}
	}
	end := tuple{truth(false), zeroOrNil(t.At(1).Type()), zeroOrNil(t.At(2).Type())}
	switch over := c.over.(type) {
	case null:
		return end
	case con:
		if s, ok := str(over); ok {
			rest := s[min(c.pos, len(s)):]
			if rest == "" {
				return end
			}
			ch, size := utf8.DecodeRuneInString(rest)
			st.heap[p.cell] = &iterator{over: c.over, pos: c.pos + size}
			return tuple{truth(true), number(int64(c.pos)), number(int64(ch))}
		}
	case mapping:
		if e, ok := st.heap[over.cell].(*entries); ok {
			if c.pos < len(e.keys) {
				return step(e.keys[c.pos], e.vals[c.pos])
			}
			if e.open == 0 {
				return end
			}
			if r.world.computed && e.open&claims != 0 {
				if c.pos > len(e.keys) || !r.world.foreign {
					return end
				}
				return step(r.fresh(t.At(1).Type(), e.open), e.rest)
			}
			rest := e.rest
			if rest == nil {
				rest = r.fresh(t.At(2).Type(), e.open)
			}
			return tuple{unknown{typ: t.At(0).Type(), from: e.open}, r.fresh(t.At(1).Type(), e.open), rest}
		}
	case unknown:
		if r.world.computed && over.from&claims != 0 {
			if c.pos > 0 || !r.world.foreign {
				return end
			}
			return step(r.fresh(t.At(1).Type(), over.from), r.fresh(t.At(2).Type(), over.from))
		}
	}
	from := st.originOf(c.over, 2)
	from = from.orEnviron()
	return tuple{unknown{typ: t.At(0).Type(), from: from}, r.fresh(t.At(1).Type(), from), r.fresh(t.At(2).Type(), from)}
}
