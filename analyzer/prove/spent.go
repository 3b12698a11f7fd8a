package prove

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// spent reports whether a state has refused the request and nothing is left of
// its code that may hand the request on: loggers and the like, which need not be
// followed to tell that it is refused.
func (r *run) spent(st *state) bool {
	if st.status == 0 || st.panicking != nil {
		return false
	}
	for i := len(st.stack) - 1; i >= 0; i-- {
		f := st.stack[i]
		if f.fn == nil {
			if f.handsOn == nil || f.handsOn(r, st) {
				return false
			}
			continue
		}
		if r.handsOnFrom(place{f.block, f.pc}) {
			return false
		}
		for _, d := range f.defers {
			if d.call.common == nil || r.handsOnBy(d.call.common, make(map[place]bool)) {
				return false
			}
		}
	}
	return true
}

// never is of a frame of the executor's own that hands a request on to nobody.
func never(*run, *state) bool { return false }

// handsOnFrom reports whether a request may be handed on by an instruction or by
// what follows it in its function.
func (p *Prover) handsOnFrom(from place) bool {
	asked := make(map[place]bool)
	hands := p.handsOnAfter(from, asked)
	if hands { // of the others that were asked, one may only have been cut short
		p.handing[from] = true
		return true
	}
	for at := range asked {
		p.handing[at] = false
	}
	return false
}

// handsOnAfter looks through calls, each place once: of a recursion the other
// calls decide.
func (p *Prover) handsOnAfter(from place, asked map[place]bool) bool {
	if hands, ok := p.handing[from]; ok || asked[from] {
		return hands
	}
	asked[from] = true
	seen := make(map[*ssa.BasicBlock]bool)
	work := []place{from}
	for len(work) > 0 {
		at := work[len(work)-1]
		work = work[:len(work)-1]
		for _, i := range at.block.Instrs[at.pc:] {
			if c, ok := i.(ssa.CallInstruction); ok && p.handsOnBy(c.Common(), asked) {
				return true
			}
		}
		for _, next := range at.block.Succs {
			if !seen[next] {
				seen[next] = true
				work = append(work, place{next, 0})
			}
		}
	}
	return false
}

// handsOnBy reports whether a call may hand a request on.
func (p *Prover) handsOnBy(c *ssa.CallCommon, asked map[place]bool) bool {
	if _, ok := c.Value.(*ssa.Builtin); ok {
		return false
	}
	carried := false
	for _, a := range c.Args {
		if fn := functionOf(a); fn != nil {
			if p.handsOnIn(fn, asked) {
				return true
			}
			continue
		}
		if isFunc(a.Type()) {
			return true
		}
		carried = carried || p.carriesRequest(a.Type(), 3)
	}
	if c.IsInvoke() {
		return carried || isServe(c.Method.Name())
	}
	fn := functionOf(c.Value)
	if fn == nil {
		return !isNamed(c.Value.Type(), "context", "CancelFunc")
	}
	if obj := declaration(fn); obj != nil {
		if row, ok := p.lib.row(obj); ok {
			return row.verb == "next"
		}
		if !carried {
			return false
		}
	}
	return p.handsOnIn(fn, asked)
}

func (p *Prover) handsOnIn(fn *ssa.Function, asked map[place]bool) bool {
	return p.readable(fn) && p.handsOnAfter(place{fn.Blocks[0], 0}, asked)
}

// functionOf is the function that a value is for certain, or nil.
func functionOf(v ssa.Value) *ssa.Function {
	switch v := v.(type) {
	case *ssa.Function:
		return v
	case *ssa.MakeClosure:
		return v.Fn.(*ssa.Function)
	case *ssa.ChangeType:
		return functionOf(v.X)
	}
	return nil
}

// carriesRequest reports whether a value of a type may have the request, its
// response, or a handler in it.
func (p *Prover) carriesRequest(t types.Type, depth int) bool {
	if p.lib.scenes(t) || isNamed(t, "net/http", "Request") || isNamed(t, "net/http", "ResponseWriter") || returnsHandler(t) {
		return true
	}
	if depth == 0 {
		return false
	}
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		return p.carriesRequest(u.Elem(), depth)
	case *types.Slice:
		return p.carriesRequest(u.Elem(), depth-1)
	case *types.Struct:
		for f := range u.Fields() {
			if p.carriesRequest(f.Type(), depth-1) {
				return true
			}
		}
	}
	return false
}
