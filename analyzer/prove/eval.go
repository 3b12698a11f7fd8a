package prove

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// eval returns the value of an operand.
func (r *run) eval(st *state, f *frame, v ssa.Value) value {
	switch v := v.(type) {
	case *ssa.Const:
		if v.Value == nil {
			return zero(v.Type())
		}
		return con{v: v.Value}
	case *ssa.Function:
		return &closure{fn: v}
	case *ssa.Global:
		return r.global(st, v)
	case *ssa.Builtin:
		return v
	}
	if val, ok := f.regs.get(v); ok {
		return val
	}
	return r.fresh(v.Type(), environ)
}

// address returns the pointer that an operand is, and gives one that is not
// known something to lead to.
func (r *run) address(st *state, f *frame, v ssa.Value) value {
	p := r.eval(st, f, v)
	u, ok := p.(unknown)
	if !ok {
		return p
	}
	if u.typ == nil { // of which the origin alone is known
		u.typ = v.Type()
	}
	if r.lib.scenes(u.typ) {
		p = pointer{cell: r.sceneAmong(st, []value{u})}
	} else {
		p = r.pointee(st, u)
	}
	if _, ok := p.(pointer); ok {
		r.know(st, f, v, p)
	}
	return p
}

// compute executes an instruction that only makes a value.
func (r *run) compute(st *state, f *frame, i ssa.Value) value {
	switch i := i.(type) {
	case *ssa.Alloc:
		return pointer{cell: st.alloc(zero(i.Type().Underlying().(*types.Pointer).Elem()))}
	case *ssa.BinOp:
		return r.binary(st, i.Op, r.eval(st, f, i.X), r.eval(st, f, i.Y), i.Type())
	case *ssa.UnOp:
		return r.unary(st, f, i)
	case *ssa.ChangeType:
		return r.eval(st, f, i.X)
	case *ssa.ChangeInterface:
		return r.eval(st, f, i.X)
	case *ssa.Convert:
		return r.convert(st, r.eval(st, f, i.X), i.Type())
	case *ssa.MultiConvert:
		return r.convert(st, r.eval(st, f, i.X), i.Type())
	case *ssa.Extract:
		return r.part(st, r.eval(st, f, i.Tuple), i.Index, i.Type())
	case *ssa.Field:
		return r.part(st, r.eval(st, f, i.X), i.Field, i.Type())
	case *ssa.FieldAddr:
		switch p := r.address(st, f, i.X).(type) {
		case pointer:
			r.nameSceneAt(st, p, i.X.Type())
			return p.at(i.Field)
		case unknown:
			return unknown{typ: i.Type(), from: p.from, nonnil: true}
		}
		return unknown{typ: i.Type(), from: environ, nonnil: true}
	case *ssa.Index:
		return r.index(st, r.eval(st, f, i.X), r.eval(st, f, i.Index), i.Type())
	case *ssa.IndexAddr:
		return r.elementAddr(st, r.address(st, f, i.X), r.eval(st, f, i.Index), i.Type())
	case *ssa.Lookup:
		return r.lookup(st, r.eval(st, f, i.X), r.eval(st, f, i.Index), i)
	case *ssa.MakeClosure:
		c := &closure{fn: i.Fn.(*ssa.Function)}
		for _, b := range i.Bindings {
			c.free = append(c.free, r.eval(st, f, b))
		}
		return c
	case *ssa.MakeInterface:
		return boxed(r.eval(st, f, i.X), i.X.Type())
	case *ssa.MakeMap:
		return mapping{cell: st.alloc(&entries{})}
	case *ssa.MakeSlice:
		if n, ok := integer(r.eval(st, f, i.Len)); ok && n >= 0 && n <= maxArray {
			elems := make([]value, n)
			for k := range elems {
				elems[k] = zero(i.Type().Underlying().(*types.Slice).Elem())
			}
			return st.list(elems)
		}
		return r.fresh(i.Type(), st.originOf(r.eval(st, f, i.Len), 1)|environ)
	case *ssa.Slice:
		return r.slice(st, f, i)
	case *ssa.Range:
		return pointer{cell: st.alloc(&iterator{over: r.eval(st, f, i.X)})}
	case *ssa.Next:
		return r.next(st, r.eval(st, f, i.Iter), i)
	case *ssa.Select:
		return r.choose(i)
	}
	return r.fresh(i.Type(), environ)
}

// choose executes a select: any of its cases may be ready.
func (r *run) choose(i *ssa.Select) value {
	t := i.Type().(*types.Tuple)
	vals := make(tuple, t.Len())
	vals[0] = unknown{typ: t.At(0).Type(), from: chance}
	for k := 1; k < len(vals); k++ {
		vals[k] = unknown{typ: t.At(k).Type(), from: unread}
	}
	return vals
}

// boxed is a value in an interface.
func boxed(v value, t types.Type) value {
	switch v := v.(type) {
	case unknown:
		v.nonnil = true
		v.typ = t
		return iface{typ: t, val: v}
	case writer, root, with, holder, opaque, denied, element:
		return v
	}
	return iface{typ: t, val: v}
}

func (r *run) unary(st *state, f *frame, i *ssa.UnOp) value {
	switch i.Op {
	case token.MUL:
		return r.load(st, r.address(st, f, i.X), i.Type())
	case token.ARROW:
		if i.CommaOk {
			return tuple{unknown{typ: i.Type().(*types.Tuple).At(0).Type(), from: unread}, unknown{typ: types.Typ[types.Bool], from: unread}}
		}
		return unknown{typ: i.Type(), from: unread}
	}
	x := r.eval(st, f, i.X)
	if c, ok := x.(con); ok {
		if i.Op == token.NOT || c.v.Kind() != constant.Bool {
			if v := constant.UnaryOp(i.Op, c.v, 0); v.Kind() != constant.Unknown {
				return con{v: v}
			}
		}
	}
	return unknown{typ: i.Type(), from: st.originOf(x, 1)}
}

func (r *run) convert(st *state, x value, t types.Type) value {
	switch c := x.(type) {
	case con:
		b, ok := t.Underlying().(*types.Basic)
		switch {
		case !ok: // []byte("text")
			return r.fresh(t, environ)
		case b.Info()&types.IsString != 0 && c.v.Kind() != constant.String:
			return r.fresh(t, environ)
		}
		return x
	case unknown:
		return r.fresh(t, c.from)
	}
	if s, ok := x.(slice); ok {
		return r.fresh(t, st.originOf(s, 1)|environ)
	}
	return x
}
