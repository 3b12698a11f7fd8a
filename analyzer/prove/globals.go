package prove

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// global returns the address of a package variable. Its content is what its
// initializer makes, if nothing else assigns to it.
func (r *run) global(st *state, g *ssa.Global) value {
	if cell, ok := st.globals[g]; ok {
		return pointer{cell: cell}
	}
	t := g.Type().Underlying().(*types.Pointer).Elem()
	u := unknown{typ: t, from: environ}
	if g.Pkg == nil || r.own[g.Pkg.Pkg] == nil {
		u.nonnil = isError(t)
	}
	cell := st.alloc(u)
	if st.globals == nil {
		st.globals = make(map[*ssa.Global]int)
	}
	st.globals[g] = cell
	if init := r.initOf(g); init.known {
		st.heap[cell] = zero(t)
		if len(init.instrs) > 0 && !r.initialize(st, g, init) {
			st.heap[cell] = u
		}
	}
	return pointer{cell: cell}
}

// initialize executes what makes a variable. It reports whether that could be
// done without a decision on what is not known.
func (r *run) initialize(st *state, g *ssa.Global, init *initializer) (ok bool) {
	stack, work := st.stack, r.work
	r.work = nil
	f := &frame{fn: init.instrs[0].Parent(), regs: r.registers(init.instrs[0].Parent()), link: noLink}
	st.stack = []*frame{f}
	defer func() {
		ok = ok && len(r.work) == 0
		st.stack, r.work = stack, work
	}()
	for _, i := range init.instrs {
		f.block, f.pc = i.Block(), 0
		if !r.step(st, f, i) {
			return false
		}
		for len(st.stack) > 1 && !r.over {
			top := st.top()
			if top.fn == nil {
				top.resume(r, st, nil)
				continue
			}
			if top.pc >= len(top.block.Instrs) {
				return false
			}
			r.steps++
			if r.steps > r.limit {
				r.over = true
				return false
			}
			next := top.block.Instrs[top.pc]
			top.pc++
			if !r.step(st, top, next) || len(r.work) > 0 {
				return false
			}
		}
		if st.done() || r.over {
			return false
		}
	}
	return true
}

// variable is what a package's variable holds when the program begins.
func (r *run) variable(st *state, obj *types.Var) value {
	if r.translate(obj.Pkg()) {
		if g, ok := r.prog.Package(obj.Pkg()).Members[obj.Name()].(*ssa.Global); ok {
			return r.load(st, r.global(st, g), obj.Type())
		}
	}
	return r.fresh(obj.Type(), environ)
}
