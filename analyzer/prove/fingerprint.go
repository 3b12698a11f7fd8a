package prove

import (
	"encoding/binary"
	"hash/maphash"
	"reflect"
	"sort"

	"golang.org/x/tools/go/ssa"
)

// fingerprint sums up all that a state's future depends on. Two states with the
// same one need not both be followed.
func (r *run) fingerprint(st *state) uint64 {
	w := &describer{st: st, buf: r.scratch[:0], seen: make(map[int]int)}
	w.number(st.status)
	w.number(int(st.decided))
	w.number(st.refusal.from)
	for _, b := range st.refusal.blocks {
		if b != nil {
			w.number(b.Index)
		}
	}
	w.truth(st.head)
	w.truth(st.forked)
	for _, b := range []bool{st.asked, st.denied, st.acted, st.opened} {
		w.truth(b)
	}
	w.value(st.panicking)
	for _, f := range st.stack {
		w.identity(f.resume)
		if f.fn == nil {
			continue
		}
		w.identity(f.fn)
		w.number(f.block.Index)
		w.number(f.pc)
		w.number(f.link)
		w.truth(f.late)
		for i, reg := range r.live(f) {
			if v, ok := f.regs.get(reg); ok {
				w.number(i)
				w.value(v)
			}
		}
		for _, d := range f.defers {
			w.value(d.call.fun)
			w.values(d.call.args)
		}
	}
	for _, n := range st.notes {
		w.text(string(n.Why))
		w.number(int(n.Pos))
	}
	r.scratch = w.buf
	return maphash.Bytes(seed, w.buf)
}

var seed = maphash.MakeSeed()

// describe writes a value down.
func (st *state) describe(v value) string {
	w := &describer{st: st, seen: make(map[int]int)}
	w.value(v)
	return string(w.buf)
}

// A describer writes values down: each kind begins with a letter of its own.
type describer struct {
	st   *state
	buf  []byte
	seen map[int]int // cells by the order in which they were met
}

func (w *describer) number(n int)  { w.buf = binary.AppendVarint(w.buf, int64(n)) }
func (w *describer) text(s string) { w.number(len(s)); w.buf = append(w.buf, s...) }

func (w *describer) truth(b bool) {
	if b {
		w.buf = append(w.buf, 1)
	} else {
		w.buf = append(w.buf, 0)
	}
}

// identity writes a pointer or a function down.
func (w *describer) identity(p any) {
	if v := reflect.ValueOf(p); v.IsValid() {
		w.number(int(v.Pointer()))
	}
}

func (w *describer) value(v value) {
	kind := func(c byte) { w.buf = append(w.buf, c) }
	switch v := v.(type) {
	case nil:
		kind('-')
	case con:
		kind('c')
		w.text(v.v.ExactString())
		w.identity(v.typ)
	case null:
		kind('0')
	case unknown:
		kind('?')
		w.number(int(v.from))
		w.truth(v.nonnil)
	case pointer:
		kind('p')
		w.cell(v.cell)
		w.text(v.path)
	case slice:
		kind('s')
		w.cell(v.cell)
		w.number(v.off)
		w.number(v.len)
	case mapping:
		kind('m')
		w.cell(v.cell)
	case iface:
		kind('i')
		w.identity(v.typ)
		w.value(v.val)
	case *closure:
		kind('f')
		w.identity(v.fn)
		w.values(v.free)
		w.values(v.bound)
	case native:
		kind('n')
		w.text(v.name)
		w.identity(v.call)
	case element:
		kind('e')
		w.number(v.link)
		w.value(v.val)
	case opaque:
		kind('o')
		w.identity(v.obj)
		w.value(v.next)
	case *structure:
		kind('{')
		w.values(v.fields)
	case *array:
		kind('[')
		w.values(v.elems)
	case tuple:
		kind('(')
		w.values(v)
	case with:
		kind('w')
		w.values([]value{v.parent, v.key, v.val})
	case *request:
		kind('r')
		w.value(v.ctx)
	case *scene:
		kind('x')
		w.number(v.at)
		w.truth(v.aborted)
		w.number(len(v.chain))
		w.value(v.request)
		w.values(v.keys)
		w.values(v.vals)
		w.value(v.status)
	case *entries:
		kind('M')
		w.number(int(v.open))
		w.values(v.keys)
		w.values(v.vals)
		w.value(v.rest)
	case *failure:
		kind('E')
		w.number(v.id)
		w.number(v.status)
		w.values(v.wraps)
	case *iterator:
		kind('I')
		w.number(v.pos)
		w.value(v.over)
	default: // of which there is one value each
		w.text(reflect.TypeOf(v).Name())
	}
}

func (w *describer) values(vs []value) {
	w.number(len(vs))
	for _, v := range vs {
		w.value(v)
	}
}

func (w *describer) cell(n int) {
	k, ok := w.seen[n]
	if !ok {
		k = len(w.seen)
		w.seen[n] = k
	}
	w.number(k)
	if !ok {
		w.value(w.st.heap[n])
	}
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
