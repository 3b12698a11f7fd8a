package prove

import (
	"fmt"
	"sort"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// fingerprint writes down all that a state's future depends on. Two states
// with the same one need not both be followed.
func (r *run) fingerprint(st *state) string {
	w := &describer{st: st, seen: make(map[int]int)}
	fmt.Fprintf(w, "%d %d %t %t %t %t|", st.status, st.decided, st.asked, st.denied, st.acted, st.opened)
	w.value(st.panicking)
	for _, f := range st.stack {
		if f.fn == nil {
			fmt.Fprintf(w, "|native %p", f.resume)
			continue
		}
		fmt.Fprintf(w, "|%p %d %d %d", f.fn, f.block.Index, f.pc, f.link)
		for _, reg := range r.live(f) {
			if v, ok := f.regs[reg]; ok {
				fmt.Fprintf(w, " %s=", reg.Name())
				w.value(v)
			}
		}
		for _, d := range f.defers {
			w.value(d.call.fun)
			for _, a := range d.call.args {
				w.value(a)
			}
		}
	}
	for _, n := range st.notes {
		fmt.Fprintf(w, "|%s %d", n.Why, n.Pos)
	}
	return w.String()
}

// describe writes a value down.
func (st *state) describe(v value) string {
	w := &describer{st: st, seen: make(map[int]int)}
	w.value(v)
	return w.String()
}

type describer struct {
	strings.Builder
	st   *state
	seen map[int]int // cells by the order in which they were met
}

func (w *describer) value(v value) {
	switch v := v.(type) {
	case nil:
		w.WriteString("-")
	case con:
		fmt.Fprintf(w, "%s", v.v.ExactString())
	case unknown:
		fmt.Fprintf(w, "?%d%t", v.from, v.nonnil)
	case pointer:
		w.cell(v.cell)
		w.WriteString(v.path)
	case slice:
		w.cell(v.cell)
		fmt.Fprintf(w, "[%d:%d]", v.off, v.len)
	case mapping:
		w.cell(v.cell)
	case iface:
		fmt.Fprintf(w, "i%p", v.typ)
		w.value(v.val)
	case *closure:
		fmt.Fprintf(w, "f%p(", v.fn)
		w.values(v.free)
		w.values(v.bound)
		w.WriteString(")")
	case native:
		fmt.Fprintf(w, "n%s%p", v.name, v.call)
	case element:
		fmt.Fprintf(w, "e%d", v.link)
		w.value(v.val)
	case opaque:
		fmt.Fprintf(w, "o%p", v.obj)
		w.value(v.next)
	case *structure:
		w.WriteString("{")
		w.values(v.fields)
		w.WriteString("}")
	case *array:
		w.WriteString("[")
		w.values(v.elems)
		w.WriteString("]")
	case tuple:
		w.WriteString("(")
		w.values(v)
		w.WriteString(")")
	case with:
		w.WriteString("with")
		w.value(v.parent)
		w.value(v.key)
		w.value(v.val)
	case *request:
		w.WriteString("request")
		w.value(v.ctx)
	case *scene:
		fmt.Fprintf(w, "scene%d %t %d", v.at, v.aborted, len(v.chain))
		w.value(v.request)
		w.values(v.keys)
		w.values(v.vals)
		w.value(v.status)
	case *entries:
		fmt.Fprintf(w, "map%d", v.open)
		w.values(v.keys)
		w.values(v.vals)
		w.value(v.rest)
	case *failure:
		fmt.Fprintf(w, "error%d %d", v.id, v.status)
		w.values(v.wraps)
	case *iterator:
		fmt.Fprintf(w, "iter%d", v.pos)
		w.value(v.over)
	default:
		fmt.Fprintf(w, "%T", v)
	}
}

func (w *describer) values(vs []value) {
	for i, v := range vs {
		if i > 0 {
			w.WriteString(",")
		}
		w.value(v)
	}
}

func (w *describer) cell(n int) {
	if k, ok := w.seen[n]; ok {
		fmt.Fprintf(w, "#%d", k)
		return
	}
	w.seen[n] = len(w.seen)
	fmt.Fprintf(w, "#%d=", w.seen[n])
	w.value(w.st.heap[n])
}

// live lists the registers that may still be read where a frame stands.
func (r *run) live(f *frame) []ssa.Value {
	at := place{f.block, f.pc}
	if regs, ok := r.liveAt[at]; ok {
		return regs
	}
	var regs []ssa.Value
	for v := range r.liveness(f.fn).within(f.block, f.pc) {
		regs = append(regs, v)
	}
	sort.Slice(regs, func(i, j int) bool { return regs[i].Name() < regs[j].Name() })
	r.liveAt[at] = regs
	return regs
}

// A place is an instruction of a block.
type place struct {
	block *ssa.BasicBlock
	pc    int
}

// A liveness tells for each block which registers are read there or later
// before they are set.
type liveness struct {
	in []map[ssa.Value]bool
}

func (p *Prover) liveness(fn *ssa.Function) *liveness {
	if l := p.lives[fn]; l != nil {
		return l
	}
	l := &liveness{in: make([]map[ssa.Value]bool, len(fn.Blocks))}
	for i := range l.in {
		l.in[i] = make(map[ssa.Value]bool)
	}
	for changed := true; changed; {
		changed = false
		for i := len(fn.Blocks) - 1; i >= 0; i-- {
			b := fn.Blocks[i]
			in := l.within(b, 0)
			if len(in) > len(l.in[b.Index]) {
				l.in[b.Index] = in
				changed = true
			}
		}
	}
	p.lives[fn] = l
	return l
}

// within lists what is live before an instruction of a block. The operands of a
// phi are live at the end of the blocks that they come from.
func (l *liveness) within(b *ssa.BasicBlock, pc int) map[ssa.Value]bool {
	live := make(map[ssa.Value]bool)
	for _, s := range b.Succs {
		for v := range l.in[s.Index] {
			live[v] = true
		}
		for _, i := range s.Instrs {
			phi, ok := i.(*ssa.Phi)
			if !ok {
				break
			}
			for k, pred := range s.Preds {
				if pred == b && isRegister(phi.Edges[k]) {
					live[phi.Edges[k]] = true
				}
			}
		}
	}
	for k := len(b.Instrs) - 1; k >= pc; k-- {
		i := b.Instrs[k]
		if v, ok := i.(ssa.Value); ok {
			delete(live, v)
		}
		if _, ok := i.(*ssa.Phi); ok {
			continue
		}
		for _, op := range i.Operands(nil) {
			if isRegister(*op) {
				live[*op] = true
			}
		}
	}
	return live
}

func isRegister(v ssa.Value) bool {
	switch v.(type) {
	case nil, *ssa.Const, *ssa.Function, *ssa.Global, *ssa.Builtin:
		return false
	}
	return true
}
