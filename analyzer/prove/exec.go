package prove

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Limits of one run. A route that meets one is not proved.
const (
	proofSteps     = 40_000 // instructions of a proof
	refuteSteps    = 12_000 // instructions of a refutation, which few requests need
	doubtSteps     = 4_000  // instructions of a search for reasons
	entriesPerStep = 64     // elements that are copied or compared to one instruction
	stepsPerFork   = 40     // instructions to one undecided branch that is followed both ways
	maxStack       = 60     // calls deep
	maxForks       = 2      // times that a loop's undecided condition is followed both ways in one call
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
	case *ssa.TypeAssert:
		return r.assert(st, f, i)
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
