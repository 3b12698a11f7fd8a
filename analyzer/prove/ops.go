package prove

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// binary executes an operator.
func (r *run) binary(st *state, op token.Token, x, y value, t types.Type) value {
	switch op {
	case token.EQL, token.NEQ:
		switch a, from := r.equal(st, x, y); a {
		case yes:
			return truth(op == token.EQL)
		case no:
			return truth(op == token.NEQ)
		default:
			return unknown{typ: t, from: from}
		}
	}
	a, aok := x.(con)
	b, bok := y.(con)
	if aok && bok && a.v.Kind() != constant.Unknown && b.v.Kind() != constant.Unknown {
		if v, ok := calculate(op, a.v, b.v); ok {
			return con{v: v}
		}
	}
	if n, ok := integer(x); ok && op == token.AND && n == 0 {
		return x
	}
	if n, ok := integer(y); ok && op == token.AND && n == 0 {
		return y
	}
	from := st.originOf(x, 1) | st.originOf(y, 1)
	if from == 0 {
		from = environ
	}
	return r.fresh(t, from)
}

// Values that are larger are not computed: what doubles has no end.
const (
	maxText     = 64 << 10 // bytes
	maxBits     = 1 << 10
	maxElements = 20_000
)

func calculate(op token.Token, a, b constant.Value) (v constant.Value, ok bool) {
	defer func() {
		if recover() != nil { // a mix of kinds, of ill-typed code
			v, ok = nil, false
		}
	}()
	switch op {
	case token.LSS, token.LEQ, token.GTR, token.GEQ:
		return constant.MakeBool(constant.Compare(a, op, b)), true
	case token.SHL, token.SHR:
		n, exact := constant.Uint64Val(b)
		if !exact || n > 64 {
			return nil, false
		}
		v = constant.Shift(a, op, uint(n))
		return v, constant.BitLen(v) <= maxBits
	case token.QUO, token.REM:
		if constant.Sign(b) == 0 {
			return nil, false
		}
		if op == token.QUO && a.Kind() == constant.Int && b.Kind() == constant.Int {
			op = token.QUO_ASSIGN // of integers
		}
	}
	if op == token.ADD && a.Kind() == constant.String && len(constant.StringVal(a))+len(constant.StringVal(b)) > maxText {
		return nil, false
	}
	v = constant.BinaryOp(a, op, b)
	return v, v.Kind() != constant.Int || constant.BitLen(v) <= maxBits
}

// equal compares two values.
func (r *run) equal(st *state, x, y value) (answer, origin) {
	if n, other := nilOf(x, y); n {
		return r.isNil(other)
	}
	if b, ok := x.(iface); ok {
		if c, ok := y.(iface); ok {
			if !types.Identical(b.typ, c.typ) {
				return no, 0
			}
			return r.equal(st, b.val, c.val)
		}
		x = b.val
	} else if c, ok := y.(iface); ok {
		y = c.val
	}
	switch a := x.(type) {
	case con:
		if b, ok := y.(con); ok {
			if a.v.Kind() != b.v.Kind() {
				return maybe, environ
			}
			return of(constant.Compare(a.v, token.EQL, b.v)), 0
		}
		return r.matches(st, a, y)
	case unknown:
		if b, ok := y.(con); ok {
			return r.matches(st, b, x)
		}
	case pointer:
		if b, ok := y.(pointer); ok {
			return of(a == b), 0
		}
	case *structure:
		if b, ok := y.(*structure); ok && len(a.fields) == len(b.fields) {
			all, from := yes, origin(0)
			for i := range a.fields {
				switch eq, o := r.equal(st, a.fields[i], b.fields[i]); eq {
				case no:
					return no, 0
				case maybe:
					all, from = maybe, from|o
				}
			}
			return all, from
		}
	}
	return maybe, st.originOf(x, 1) | st.originOf(y, 1) | environ
}

func of(b bool) answer {
	if b {
		return yes
	}
	return no
}

func nilOf(x, y value) (bool, value) {
	if _, ok := x.(null); ok {
		return true, y
	}
	if _, ok := y.(null); ok {
		return true, x
	}
	return false, nil
}

func (r *run) isNil(v value) (answer, origin) {
	switch v := v.(type) {
	case null:
		return yes, 0
	case unknown:
		if v.nonnil {
			return no, 0
		}
		return maybe, v.from
	case opaque:
		if v.obj == nil {
			return maybe, environ
		}
	}
	return no, 0
}

// matches compares a constant with something unknown: the question that this
// package is about, if the constant is a scope and the other one is what is
// known about who asks.
func (r *run) matches(st *state, c con, other value) (answer, origin) {
	from := st.originOf(other, 1)
	s, isText := str(c)
	scope := isText && r.isScope(s)
	switch {
	case from&claims == 0:
		if scope && from&(secret|input) != 0 {
			r.out.raw = true
		}
		return maybe, from.orEnviron()
	case !isText:
		return maybe, from
	case r.world.computed:
		return maybe, from
	}
	if scope {
		r.consult(st, s, false)
	}
	a := r.world.has(s, scope)
	if scope {
		st.asked = a == no
	}
	return a, from
}

// assert executes x.(T).
func (r *run) assert(st *state, f *frame, i *ssa.TypeAssert) bool {
	v, ok, from := r.is(st, r.eval(st, f, i.X), i.AssertedType)
	switch {
	case !i.CommaOk:
		f.regs.set(i, v)
		return true
	case ok == yes:
		f.regs.set(i, tuple{v, truth(true)})
		return true
	}
	failed := tuple{zero(i.AssertedType), truth(false)}
	if ok == no {
		f.regs.set(i, failed)
		return true
	}
	if f.forks[f.block] >= maxForks { // in a loop
		f.regs.set(i, tuple{r.fresh(i.AssertedType, from), unknown{typ: types.Typ[types.Bool], from: from}})
		return true
	}
	if !r.split(st, f, from) {
		return false
	}
	other := st.fork()
	other.top().regs.set(i, failed)
	r.work = append(r.work, other)
	f.regs.set(i, tuple{v, truth(true)})
	return true
}

// is tells whether a value has a type, and what it is then.
func (r *run) is(st *state, x value, t types.Type) (value, answer, origin) {
	switch x := x.(type) {
	case null:
		return zero(t), no, 0
	case iface:
		if it, ok := t.Underlying().(*types.Interface); ok {
			if types.Implements(x.typ, it) {
				return x, yes, 0
			}
			return zero(t), no, 0
		}
		if types.Identical(x.typ, t) {
			return x.val, yes, 0
		}
		return zero(t), no, 0
	case unknown:
		if r.world.computed && x.from&claims != 0 { // it is what it is taken for
			return r.fresh(t, x.from), yes, 0
		}
		return r.asserted(t, x.from), maybe, x.from
	}
	if dyn := dynamic(x); dyn != nil {
		if types.IsInterface(t) {
			return x, of(types.Implements(dyn, t.Underlying().(*types.Interface))), 0
		}
		if types.Identical(dyn, t) {
			return x, yes, 0
		}
		return zero(t), no, 0
	}
	if types.IsInterface(t) {
		return x, maybe, environ
	}
	return r.fresh(t, st.originOf(x, 2)|environ), maybe, environ
}

// dynamic is the type of a value that code which registers routes has put into
// an interface, or nil.
func dynamic(v value) types.Type {
	switch v := v.(type) {
	case con:
		if v.typ == nil && v.v.Kind() == constant.String {
			return types.Typ[types.String]
		}
		return v.typ
	case slice:
		return v.typ
	case mapping:
		return v.typ
	}
	return nil
}

func (r *run) asserted(t types.Type, from origin) value {
	v := r.fresh(t, from)
	if u, ok := v.(unknown); ok {
		u.nonnil = true
		return u
	}
	return v
}

// zeroOrNil is the zero value of a type that may be invalid, as that of a
// variable which a range leaves out.
func zeroOrNil(t types.Type) value {
	if b, ok := t.(*types.Basic); ok && b.Kind() == types.Invalid {
		return null{}
	}
	return zero(t)
}
