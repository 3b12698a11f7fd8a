package prove

import (
	"go/token"
	"go/types"
	"slices"
)

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
				r.steps += len(e.keys) / entriesPerStep
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
	if ok && ok2 && len(old)+len(more) <= maxElements {
		r.steps += (len(old) + len(more)) / entriesPerStep
		return st.list(slices.Concat(old, more))
	}
	from := st.originOf(c.args[0], 3) | st.originOf(c.args[1], 3)
	return r.fresh(c.typ, from.orEnviron())
}
