package prove

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// worth reports whether the body of a declared function may matter: it names
// scopes or turns requests away, or it works on the request or on what is known
// about who asks.
func (r *run) worth(st *state, fn *ssa.Function, args []value) bool {
	if fn.Synthetic != "" && !strings.HasPrefix(fn.Synthetic, "instance") {
		return true
	}
	if isShort(fn) || r.Matters == nil || r.Matters(declaration(fn)) || makesHandlers(fn.Signature) {
		return true
	}
	for _, a := range args {
		if r.follows(st, a) {
			return true
		}
	}
	return false
}

// shortBody is how many instructions are always worth reading.
const shortBody = 40

func isShort(fn *ssa.Function) bool {
	n := 0
	for _, b := range fn.Blocks {
		n += len(b.Instrs)
	}
	return n <= shortBody
}

// makesHandlers reports whether a function returns functions.
func makesHandlers(sig *types.Signature) bool {
	for v := range sig.Results().Variables() {
		if returnsHandler(v.Type()) {
			return true
		}
	}
	return false
}

// follows reports whether a function is to be executed for an argument's sake.
func (r *run) follows(st *state, a value) bool {
	switch v := a.(type) {
	case *closure, native, element, opaque, denied, writer, holder, headers:
		return true
	case iface:
		return r.follows(st, v.val)
	case unknown:
		return v.from.personal()
	case con:
		s, ok := str(v)
		return ok && s != ""
	case root, with: // of a context everything is told a service does
		return false
	case slice, mapping:
		return true
	case pointer:
		switch st.heap[v.cell].(type) {
		case *scene, *request:
			return true
		}
		return st.originOf(v, 2).personal()
	}
	return st.originOf(a, 2).personal()
}
