package prove

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

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
	if !r.split(st, f, o) {
		return false
	}
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

// split counts that a state is followed both ways. It reports whether it is
// worth it: a request that is refused already need not be.
func (r *run) split(st *state, f *frame, o origin) bool {
	if r.spent(st) {
		r.finish(st, nil)
		return false
	}
	f.noteFork()
	if r.forks++; r.forks > r.limit/stepsPerFork {
		r.over = true
		return false
	}
	st.decided |= o
	return true
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
