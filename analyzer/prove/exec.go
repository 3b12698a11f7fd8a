package prove

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Limits of one run. A route that meets one is not proved.
const (
	proofSteps   = 40_000 // instructions of a proof
	refuteSteps  = 12_000 // instructions of a refutation, which few requests need
	doubtSteps   = 4_000  // instructions of a search for reasons
	stepsPerFork = 40     // instructions to one undecided branch that is followed both ways
	maxStack     = 60     // calls deep
	maxForks     = 2      // times that a loop's undecided condition is followed both ways in one call
)

// A run executes a route in one world.
type run struct {
	*Prover
	world   *world
	route   *Route
	enough  func(*outcome) bool // ends the run early
	work    []*state
	steps   int
	forks   int
	visited map[uint64]bool
	scratch []byte // of fingerprints
	over    bool   // a limit was met
	limit   int    // of steps
	out     outcome
}

// An outcome is what the states of a run came to.
type outcome struct {
	reached   []end      // the effect
	quiet     []end      // the end without an answer, and without anything done that may be an effect
	refused   int        // without it
	refusedAt token.Pos  // the first of these
	entered   bool       // the innermost handler was
	rejected  bool       // one of these with 401, 403, or a status that is not known
	asked     bool       // one of these after a scope was asked for and was not there
	consults  []*Consult // scopes that were asked for
	raw       bool       // a scope was compared with what the request says itself
}

// An end is how a state reached the effect.
type end struct {
	decided origin
	asked   bool
	notes   []Note
}

func (r *run) execute(first *state) *outcome {
	r.work = append(r.work, first)
	for len(r.work) > 0 {
		st := r.work[len(r.work)-1]
		r.work = r.work[:len(r.work)-1]
		r.advance(st)
		if r.over {
			break
		}
	}
	return &r.out
}

// advance executes a state until it ends or was followed both ways.
func (r *run) advance(st *state) {
	for st != nil && !r.over {
		if st.done() {
			return
		}
		f := st.top()
		if f.fn == nil { // a frame of the executor's own whose call had no result
			f.resume(r, st, nil)
			continue
		}
		if f.pc >= len(f.block.Instrs) {
			return
		}
		r.steps++
		if r.steps > r.limit {
			r.over = true
			return
		}
		instr := f.block.Instrs[f.pc]
		f.pc++
		if !r.step(st, f, instr) {
			return
		}
		if st.done() {
			return
		}
	}
}

func (st *state) done() bool { return st.stack == nil }

// end drops what is left of a state.
func (st *state) end() { st.stack = nil }

// step executes an instruction. It reports whether the state goes on.
func (r *run) step(st *state, f *frame, instr ssa.Instruction) bool {
	switch i := instr.(type) {
	case *ssa.Jump:
		return r.enter(st, f, f.block.Succs[0])
	case *ssa.If:
		return r.branch(st, f, i)
	case *ssa.Return:
		vals := make(tuple, len(i.Results))
		for k, res := range i.Results {
			vals[k] = r.eval(st, f, res)
		}
		r.ret(st, vals)
		return true
	case *ssa.Panic:
		r.panic(st, r.eval(st, f, i.X))
		return true
	case *ssa.RunDefers:
		r.runDefers(st, f)
		return true
	case *ssa.Defer:
		f.defers = append(f.defers, deferred{r.prepare(st, f, &i.Call)})
		return true
	case *ssa.Go:
		st.acted = true
		return true // what it decides, nobody waits for
	case *ssa.Store:
		if r.fails(st, f, i.Addr) {
			return !st.done()
		}
		st.acted = st.acted || !isLocal(i.Addr)
		st.store(r.address(st, f, i.Addr), r.eval(st, f, i.Val))
		return true
	case *ssa.MapUpdate:
		r.update(st, r.eval(st, f, i.Map), r.eval(st, f, i.Key), r.eval(st, f, i.Value))
		return true
	case *ssa.Call:
		r.invoke(st, r.prepare(st, f, &i.Call), i)
		return true
	case *ssa.Send:
		st.acted = true
		return true
	case *ssa.DebugRef:
		return true
	case ssa.Value:
		if p := dereferenced(i); p != nil && r.fails(st, f, p) {
			return !st.done()
		}
		f.regs.set(i, r.compute(st, f, i))
		return true
	}
	return true
}

// isLocal reports whether an address is that of a variable of the function, or
// of a part of one.
func isLocal(addr ssa.Value) bool {
	for {
		switch a := addr.(type) {
		case *ssa.Alloc:
			return true
		case *ssa.FieldAddr:
			addr = a.X
		case *ssa.IndexAddr:
			addr = a.X
		default:
			return false
		}
	}
}

// dereferenced is the pointer that an instruction follows, or nil.
func dereferenced(i ssa.Value) ssa.Value {
	switch i := i.(type) {
	case *ssa.FieldAddr:
		return i.X
	case *ssa.UnOp:
		if i.Op == token.MUL {
			return i.X
		}
	case *ssa.IndexAddr:
		return i.X
	}
	return nil
}

// fails panics if a pointer is nil.
func (r *run) fails(st *state, f *frame, p ssa.Value) bool {
	if _, ok := r.eval(st, f, p).(null); !ok {
		return false
	}
	r.panic(st, unknown{from: environ, nonnil: true})
	return true
}

// phis executes all phis of a block at once, as it is entered.
func (r *run) phis(st *state, f *frame) {
	edge := slices.Index(f.block.Preds, f.prev)
	var vals []value
	n := 0
	for n < len(f.block.Instrs) {
		phi, ok := f.block.Instrs[n].(*ssa.Phi)
		if !ok {
			break
		}
		vals = append(vals, r.eval(st, f, phi.Edges[edge]))
		n++
	}
	for k, v := range vals {
		f.regs.set(f.block.Instrs[k].(*ssa.Phi), v)
	}
	f.pc = n
}

// enter goes on in another block, unless the same was seen there before.
func (r *run) enter(st *state, f *frame, to *ssa.BasicBlock) bool {
	f.prev, f.block, f.pc = f.block, to, 0
	r.phis(st, f)
	if len(to.Preds) > 1 && r.forks > f.since {
		if key := r.fingerprint(st); r.visited[key] {
			return false
		} else {
			r.visited[key] = true
		}
	}
	return true
}

// branch decides an "if", or follows it both ways.
func (r *run) branch(st *state, f *frame, i *ssa.If) bool {
	cond := r.eval(st, f, i.Cond)
	if b, ok := boolean(cond); ok {
		if b {
			return r.enter(st, f, f.block.Succs[0])
		}
		return r.enter(st, f, f.block.Succs[1])
	}
	o := st.originOf(cond, 1)
	if o == 0 {
		o = environ
	}
	ways := []bool{true, false}
	if f.forks[f.block] >= maxForks {
		if way, ok := leaves(f.block); ok {
			ways = []bool{way}
		} else if f.forks[f.block] >= 2*maxForks {
			return false
		}
	}
	f.noteFork()
	if r.forks++; r.forks > r.limit/stepsPerFork {
		r.over = true
		return false
	}
	st.decided |= o
	first := r.likely(i.Cond, f.block)
	if len(ways) == 2 && first {
		ways[0], ways[1] = ways[1], ways[0]
	}
	for k, way := range ways { // the last one is followed first
		s := st
		if k < len(ways)-1 {
			s = st.fork()
		}
		g := s.top()
		r.refine(s, g, i.Cond, way)
		succ := 1
		if way {
			succ = 0
		}
		if k < len(ways)-1 {
			if r.enter(s, g, g.block.Succs[succ]) {
				r.work = append(r.work, s)
			}
			continue
		}
		return r.enter(s, g, g.block.Succs[succ])
	}
	return false
}

// likely reports whether a condition is rather true on the way to the effect:
// errors are nil, and early returns are for requests that fail.
func (r *run) likely(cond ssa.Value, b *ssa.BasicBlock) bool {
	if then, els := isExit(b.Succs[0]), isExit(b.Succs[1]); then != els {
		return els
	}
	if b, ok := cond.(*ssa.BinOp); ok && isNil(b.Y) && isError(b.X.Type()) {
		return b.Op == token.EQL
	}
	return true
}

// isExit reports whether a branch does nothing but leave the function.
func isExit(b *ssa.BasicBlock) bool {
	return len(b.Preds) == 1 && len(b.Succs) == 0
}

func isNil(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.IsNil()
}

func isError(t types.Type) bool {
	return types.Identical(t, types.Universe.Lookup("error").Type())
}

// leaves tells which way out of a block leads out of the loop that it is in.
func leaves(b *ssa.BasicBlock) (way, ok bool) {
	then, els := comesBack(b.Succs[0], b), comesBack(b.Succs[1], b)
	return !then, then != els
}

// comesBack reports whether a block leads to another one within the innermost
// loop that this is in: not through blocks that lead to it every time.
func comesBack(from, to *ssa.BasicBlock) bool {
	seen := make(map[*ssa.BasicBlock]bool)
	work := []*ssa.BasicBlock{from}
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if b == to {
			return true
		}
		if !seen[b] && !b.Dominates(to) {
			seen[b] = true
			work = append(work, b.Succs...)
		}
	}
	return false
}

// refine writes down what a decided condition tells of its operands.
func (r *run) refine(st *state, f *frame, cond ssa.Value, way bool) {
	switch c := cond.(type) {
	case *ssa.UnOp:
		if c.Op == token.NOT {
			f.regs.set(c, truth(way))
			r.refine(st, f, c.X, !way)
			return
		}
	case *ssa.BinOp:
		if c.Op == token.EQL || c.Op == token.NEQ {
			equal := way == (c.Op == token.EQL)
			r.learn(st, f, c.X, r.eval(st, f, c.Y), equal)
			r.learn(st, f, c.Y, r.eval(st, f, c.X), equal)
		}
	}
	r.know(st, f, cond, truth(way))
}

// learn notes that a register equals a constant or nil, or does not.
func (r *run) learn(st *state, f *frame, reg ssa.Value, other value, equal bool) {
	u, ok := r.eval(st, f, reg).(unknown)
	if !ok {
		return
	}
	switch o := other.(type) {
	case null:
		if equal {
			r.know(st, f, reg, null{})
		} else {
			u.nonnil = true
			r.know(st, f, reg, u)
		}
	case con:
		if equal {
			r.know(st, f, reg, o)
		}
	}
}

// know sets a register, and the variable that it was read from.
func (r *run) know(st *state, f *frame, reg ssa.Value, v value) {
	switch reg := reg.(type) {
	case *ssa.Const, *ssa.Global, *ssa.Function, *ssa.Builtin:
		return
	case *ssa.UnOp:
		if reg.Op == token.MUL {
			if p, ok := r.eval(st, f, reg.X).(pointer); ok {
				st.store(p, v)
			}
		}
	}
	f.regs.set(reg, v)
}

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
	p = r.pointee(st, u)
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
	case *ssa.TypeAssert:
		return r.assert(st, r.eval(st, f, i.X), i)
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
