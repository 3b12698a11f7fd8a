package prove

import (
	"fmt"
	"os"

	"golang.org/x/tools/go/ssa"
)

var tracing = os.Getenv("PROVE_TRACE") != ""

func (r *run) trace(st *state, f *frame, i ssa.Instruction) {
	if !tracing {
		return
	}
	s := ""
	if v, ok := i.(ssa.Value); ok {
		s = v.Name() + " = "
	}
	extra := ""
	switch x := i.(type) {
	case *ssa.If:
		extra = st.describe(r.eval(st, f, x.Cond))
	case *ssa.Call:
		for _, a := range x.Call.Args {
			extra += " " + st.describe(r.eval(st, f, a))
		}
		if x.Call.IsInvoke() {
			extra = st.describe(r.eval(st, f, x.Call.Value)) + extra
		}
	case *ssa.Return:
		for _, a := range x.Results {
			extra += " " + st.describe(r.eval(st, f, a))
		}
	}
	if len(extra) > 300 {
		extra = extra[:300]
	}
	fmt.Fprintf(os.Stderr, "%s|%d %s.%d %s%s    # %s\n", r.world.name, len(st.stack), f.fn.Name(), f.block.Index, s, i, extra)
}
