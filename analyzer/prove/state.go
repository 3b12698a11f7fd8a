package prove

import (
	"go/token"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// A state is one request on its way: the stack, the heap, what was answered,
// and what was decided to get here.
type state struct {
	stack   []*frame
	heap    []value // cells by number; a cell's content is replaced, not changed
	status  int     // of a refusal that was answered, or 0
	refusal         // where it was

	globals   map[*ssa.Global]int
	inner     value     // the handler that the link which is being made stands in front of
	operation value     // what the router's context tells of the route
	decided   origin    // what the branches that were taken depend on
	asked     bool      // a scope was asked for, and was not there
	denied    bool      // a credential was asked for, and was not there
	acted     bool      // something was done that may be the effect
	opened    bool      // code that is not read may have put values into the context
	refusedAt token.Pos // where a refusal was answered
	panicking value     // set while a panic unwinds the stack
	notes     []Note    // what could not be read on the way
}

// A frame is a function that is being executed.
type frame struct {
	fn     *ssa.Function
	regs   registers
	block  *ssa.BasicBlock
	prev   *ssa.BasicBlock
	pc     int
	result ssa.Value // the register of the caller that gets the result; nil if none

	since    int // how many branches had been followed both ways when it began
	defers   []deferred
	forks    map[*ssa.BasicBlock]int   // how often an undecided branch was followed both ways
	link     int                       // of the chain that the frame begins, or noLink
	late     bool                      // it was called after a scope or a credential was asked for, and was not there
	handed   bool                      // it was called as a handler, by a value
	recovers bool                      // it is deferred and may recover a panic
	panicked bool                      // it unwinds
	resume   func(*run, *state, value) // of a frame of the executor's own, which has no fn
	handsOn  func(*run, *state) bool   // whether resume may hand the request on; nil: it may
}

const noLink = -2

type deferred struct {
	call *call
}

func (st *state) top() *frame { return st.stack[len(st.stack)-1] }

// fork copies a state, so that the two may go different ways.
func (st *state) fork() *state {
	c := *st
	c.heap = slices.Clone(st.heap)
	c.notes = slices.Clip(st.notes)
	c.globals = maps.Clone(st.globals)
	c.stack = make([]*frame, len(st.stack))
	for i, f := range st.stack {
		f.regs.shared = true
		g := *f
		g.defers = slices.Clip(f.defers)
		c.stack[i] = &g
	}
	return &c
}

// noteFork counts an undecided branch that is followed both ways. Copies of the
// frame keep their count.
func (f *frame) noteFork() {
	forks := maps.Clone(f.forks)
	if forks == nil {
		forks = make(map[*ssa.BasicBlock]int)
	}
	forks[f.block]++
	f.forks = forks
}

// alloc makes a cell.
func (st *state) alloc(v value) int {
	st.heap = append(st.heap, v)
	return len(st.heap) - 1
}

func (st *state) note(n Note) {
	if !slices.Contains(st.notes, n) {
		st.notes = append(st.notes, n)
	}
}

// load reads what a pointer leads to.
func (r *run) load(st *state, p value, t types.Type) value {
	switch p := p.(type) {
	case pointer:
		v := st.heap[p.cell]
		for _, i := range p.steps() {
			v = r.part(st, v, i, nil)
		}
		if v == nil {
			return r.fresh(t, environ)
		}
		if u, ok := v.(unknown); ok && u.typ == nil {
			u.typ = t
			return u
		}
		return v
	case unknown:
		return r.fresh(t, p.from)
	}
	return r.fresh(t, environ)
}

// part is a field or an element of an aggregate.
func (r *run) part(st *state, v value, i int, t types.Type) value {
	switch v := v.(type) {
	case *structure:
		if i < len(v.fields) {
			return v.fields[i]
		}
	case *array:
		if i < len(v.elems) {
			return v.elems[i]
		}
	case tuple:
		if i < len(v) {
			return v[i]
		}
	case *request:
		return r.requestField(st, i)
	case *scene:
		return r.sceneField(st, v, i)
	case unknown:
		if t == nil {
			t = partType(v.typ, i)
		}
		return r.fresh(t, v.from)
	}
	return r.fresh(t, environ)
}

func partType(t types.Type, i int) types.Type {
	if t == nil {
		return nil
	}
	switch u := t.Underlying().(type) {
	case *types.Struct:
		if i < u.NumFields() {
			return u.Field(i).Type()
		}
	case *types.Array:
		return u.Elem()
	case *types.Slice:
		return u.Elem()
	case *types.Tuple:
		if i < u.Len() {
			return u.At(i).Type()
		}
	}
	return nil
}

// store writes through a pointer.
func (st *state) store(p value, v value) {
	ptr, ok := p.(pointer)
	if !ok {
		return
	}
	st.heap[ptr.cell] = replaced(st.heap[ptr.cell], ptr.steps(), v)
}

// replaced is an aggregate with one part changed.
func replaced(old value, path []int, v value) value {
	if len(path) == 0 {
		return v
	}
	i := path[0]
	switch old := old.(type) {
	case *structure:
		if i < len(old.fields) {
			c := &structure{typ: old.typ, fields: slices.Clone(old.fields)}
			c.fields[i] = replaced(c.fields[i], path[1:], v)
			return c
		}
	case *array:
		if i < len(old.elems) {
			c := &array{elems: slices.Clone(old.elems)}
			c.elems[i] = replaced(c.elems[i], path[1:], v)
			return c
		}
	case *scene:
		if s, ok := structOf(old.typ); ok && len(path) == 1 && i < s.NumFields() && isNamed(s.Field(i).Type(), "net/http", "Request") {
			c := *old
			c.request = v
			return &c
		}
	case unknown: // a part of it is known from now on
		if st, ok := structOf(old.typ); ok {
			c := &structure{typ: old.typ, fields: make([]value, st.NumFields())}
			for k := range c.fields {
				c.fields[k] = unknown{typ: st.Field(k).Type(), from: old.from}
			}
			c.fields[i] = replaced(c.fields[i], path[1:], v)
			return c
		}
	}
	return old
}

func structOf(t types.Type) (*types.Struct, bool) {
	if t == nil {
		return nil, false
	}
	st, ok := t.Underlying().(*types.Struct)
	return st, ok
}

// pointee makes what an unknown pointer leads to, so that fields which are
// written through it are read again. It returns the pointer.
func (r *run) pointee(st *state, u unknown) value {
	ptr, ok := u.typ.Underlying().(*types.Pointer)
	if !ok {
		return u
	}
	if named := namedOf(ptr); named != nil {
		if c := r.special(named); c != nil {
			return pointer{cell: st.alloc(c)}
		}
	}
	if s, ok := structOf(ptr.Elem()); ok {
		c := &structure{typ: ptr.Elem(), fields: make([]value, s.NumFields())}
		for i := range c.fields {
			c.fields[i] = r.fieldOf(s, i, u.from)
		}
		return pointer{cell: st.alloc(c)}
	}
	return pointer{cell: st.alloc(r.fresh(ptr.Elem(), u.from))}
}

// elements returns a slice's elements, if they are known.
func (st *state) elements(v value) ([]value, bool) {
	switch v := v.(type) {
	case slice:
		a, ok := st.heap[v.cell].(*array)
		if !ok || v.off+v.len > len(a.elems) {
			return nil, false
		}
		return a.elems[v.off : v.off+v.len], true
	case null:
		return nil, true
	}
	return nil, false
}

// list makes a slice of values.
func (st *state) list(elems []value) slice {
	return slice{cell: st.alloc(&array{elems: elems}), len: len(elems)}
}

func namedOf(t types.Type) *types.Named {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	n, _ := t.(*types.Named)
	return n
}
