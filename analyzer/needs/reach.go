package needs

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/types/typeutil"
)

// A reach is the result of a rapid type analysis: a superset of what a
// program can reach, small enough for VTA.
type reach struct {
	src       *program
	prog      *ssa.Program
	opaque    map[*types.Package]bool // of program
	functions map[*ssa.Function]bool
	queue     []*ssa.Function

	values  signatures               // functions whose value is taken
	dynamic signatures               // calls of function values
	types   []types.Type             // concrete types made into interfaces
	known   map[types.Type]bool      // of types, without identical ones told apart by pointer
	invoked map[string][]*types.Func // interface methods that are called, by ID
	seen    map[*types.Func]bool
	handed  map[[2]types.Type][]*ssa.Function // cache of methods
	changes []*ssa.ChangeInterface            // to interfaces of opaque code; they depend on all types

	given        given
	calledBack   map[*ssa.Function]bool          // by opaque code
	converted    typeutil.Map                    // functions, by the type that they are converted to: []*ssa.Function
	implementing map[*types.Func][]*ssa.Function // cache of fromOpaque
}

func newReach(src *program, roots []*ssa.Function) *reach {
	r := &reach{
		src: src, prog: src.prog, opaque: src.opaque, functions: make(map[*ssa.Function]bool), known: make(map[types.Type]bool),
		invoked: make(map[string][]*types.Func), seen: make(map[*types.Func]bool),
		handed: make(map[[2]types.Type][]*ssa.Function), implementing: make(map[*types.Func][]*ssa.Function),
		calledBack: make(map[*ssa.Function]bool),
	}
	for _, root := range roots {
		r.add(root)
	}
	for len(r.queue) > 0 {
		r.drain()
		for _, change := range r.changes {
			for _, callee := range r.callbacks(change, false) {
				r.calledBack[callee] = true
				r.add(callee)
			}
		}
	}
	return r
}

func (r *reach) add(fn *ssa.Function) {
	if fn != nil && !r.functions[fn] {
		r.functions[fn] = true
		r.queue = append(r.queue, fn)
	}
}

func (r *reach) drain() {
	for len(r.queue) > 0 {
		fn := r.queue[len(r.queue)-1]
		r.queue = r.queue[:len(r.queue)-1]
		prune(fn)
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				r.visit(instr)
			}
		}
	}
}

func (r *reach) visit(instr ssa.Instruction) {
	var called *ssa.Value
	if site, ok := instr.(ssa.CallInstruction); ok {
		common := site.Common()
		called = &common.Value
		switch callee := common.StaticCallee(); {
		case callee != nil:
			r.add(callee)
		case common.IsInvoke():
			r.invoke(common.Method)
		default:
			r.callValue(common.Signature())
		}
	}
	for _, op := range instr.Operands(nil) {
		if fn, ok := (*op).(*ssa.Function); ok && op != called {
			r.takeValue(fn)
		}
	}
	r.noteGiven(instr)
	if change, ok := instr.(*ssa.ChangeType); ok {
		r.noteConverted(change)
	}
	if made, ok := instr.(*ssa.MakeInterface); ok {
		r.addType(made.X.Type())
	}
	if change, ok := instr.(*ssa.ChangeInterface); ok {
		r.changes = append(r.changes, change)
		return
	}
	for _, callee := range r.callbacks(instr, false) {
		r.given.add(callee.Signature.Params())
		r.calledBack[callee] = true
		r.add(callee)
	}
}

// takeValue notes that fn is used as a value, callValue that a function value
// of some signature is called.
func (r *reach) takeValue(fn *ssa.Function) {
	if r.values.add(fn.Signature, fn) && len(r.dynamic.of(fn.Signature)) > 0 {
		r.add(fn)
	}
}

func (r *reach) callValue(sig *types.Signature) {
	if r.dynamic.add(sig, nil) {
		for _, fn := range r.values.of(sig) {
			r.add(fn)
		}
	}
}

func (r *reach) invoke(m *types.Func) {
	if r.seen[m] {
		return
	}
	r.seen[m] = true
	r.invoked[m.Id()] = append(r.invoked[m.Id()], m)
	for _, t := range r.types {
		r.addMethod(t, m)
	}
}

func (r *reach) addType(t types.Type) {
	if r.known[t] {
		return
	}
	r.known[t] = true
	r.types = append(r.types, t)
	set := r.prog.MethodSets.MethodSet(t)
	for i := range set.Len() {
		for _, m := range r.invoked[set.At(i).Obj().Id()] {
			r.addMethod(t, m)
		}
	}
}

// addMethod adds the method of t that a call of m, a method of an interface,
// reaches.
func (r *reach) addMethod(t types.Type, m *types.Func) {
	sel := r.prog.MethodSets.MethodSet(t).Lookup(m.Pkg(), m.Name())
	if sel == nil {
		return
	}
	recv := m.Signature().Recv().Type()
	if iface, ok := recv.Underlying().(*types.Interface); ok && types.Implements(t, iface) {
		r.add(r.prog.MethodValue(sel))
	}
}
