package prove

import "golang.org/x/tools/go/ssa"

// A refusal is where a request was refused: the calls that were being executed
// then, from the link of the chain that did it on, and the blocks they were in.
type refusal struct {
	from   int // the depth of the first call
	blocks []*ssa.BasicBlock
	head   bool // its status alone was written: a text may follow
	forked bool // a call that has returned refuses some requests and not others
}

// refused notes that a request is answered with a refusal.
func (st *state) refused(head bool) {
	from := len(st.stack)
	for from > 0 {
		from--
		if f := st.stack[from]; f.link != noLink || f.handed {
			break
		}
	}
	blocks := make([]*ssa.BasicBlock, len(st.stack)-from)
	for i, f := range st.stack[from:] {
		blocks[i] = f.block
	}
	st.refusal = refusal{from: from, blocks: blocks, head: head}
}

// goesOn reports whether code that answers has refused the request before, and
// went on as if it had not: a return is missing. What is only reached by
// refusing, as a text behind the status is, belongs to the refusal.
func (st *state) goesOn() bool {
	ref := st.refusal
	for depth := min(len(st.stack), ref.from+len(ref.blocks)) - 1; depth >= ref.from; depth-- {
		f := st.stack[depth]
		if f.fn == nil {
			continue
		}
		refused := ref.blocks[depth-ref.from]
		switch {
		case refused == nil || f.returning():
			return false
		case f.block == refused:
			return ref.forked
		case refused.Dominates(f.block):
			return ref.forked && !ref.head
		}
		return true
	}
	return false
}

// returning reports whether a call executes what was deferred.
func (f *frame) returning() bool {
	if f.pc == 0 {
		return false
	}
	_, ok := f.block.Instrs[f.pc-1].(*ssa.RunDefers)
	return ok
}

// returned forgets calls that have returned.
func (ref *refusal) returned(depth int) {
	n := max(depth-ref.from, 0)
	if n >= len(ref.blocks) {
		return
	}
	for _, b := range ref.blocks[n:] {
		ref.forked = ref.forked || b != nil && b.Index > 0
	}
	ref.blocks = ref.blocks[:n]
}
