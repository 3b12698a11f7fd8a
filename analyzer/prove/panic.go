package prove

// panic unwinds the stack.
func (r *run) panic(st *state, v value) {
	st.panicking = v
	r.unwind(st)
}

func (r *run) unwind(st *state) {
	for len(st.stack) > 0 {
		f := st.top()
		if f.fn == nil {
			st.stack = st.stack[:len(st.stack)-1]
			continue
		}
		if len(f.defers) > 0 {
			d := f.defers[len(f.defers)-1]
			f.defers = f.defers[:len(f.defers)-1]
			depth := len(st.stack)
			f.panicked = true
			r.invoke(st, d.call, nil)
			if st.done() {
				return
			}
			if len(st.stack) > depth {
				st.stack[depth].recovers = true
				return // its return goes on in unwound
			}
			if st.panicking == nil {
				r.recovered(st, f)
				return
			}
			continue
		}
		st.stack = st.stack[:len(st.stack)-1]
	}
	if st.status == 0 {
		st.status = 500
	}
	st.panicking = nil
	r.finish(st, nil)
}

// unwound goes on after a deferred call of a function that a panic left.
func (r *run) unwound(st *state) {
	if len(st.stack) == 0 {
		r.finish(st, nil)
		return
	}
	f := st.top()
	if !f.panicked { // the defers of a function that returns
		r.runDefers(st, f)
		return
	}
	if st.panicking != nil {
		r.unwind(st)
		return
	}
	r.recovered(st, f)
}

// recovered returns from a function whose panic was recovered, after its other
// defers.
func (r *run) recovered(st *state, f *frame) {
	f.panicked = false
	if f.fn.Recover != nil {
		f.prev, f.block, f.pc = f.block, f.fn.Recover, 0
		return
	}
	vals := make(tuple, f.fn.Signature.Results().Len())
	for i := range vals {
		vals[i] = zero(f.fn.Signature.Results().At(i).Type())
	}
	r.ret(st, vals)
}

// runDefers calls what a function deferred, before it returns.
func (r *run) runDefers(st *state, f *frame) {
	for len(f.defers) > 0 {
		d := f.defers[len(f.defers)-1]
		f.defers = f.defers[:len(f.defers)-1]
		depth := len(st.stack)
		r.invoke(st, d.call, nil)
		if st.done() {
			return
		}
		if len(st.stack) > depth {
			st.stack[depth].recovers = true
			return
		}
	}
}
