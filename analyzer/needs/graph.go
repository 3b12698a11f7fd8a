package needs

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/callgraph"
	"golang.org/x/tools/go/callgraph/vta"
	"golang.org/x/tools/go/ssa"
)

// A graph tells which function calls which, among those that a program can
// reach.
type graph struct {
	roots []*ssa.Function
	out   map[*ssa.Function][]call
	in    map[*ssa.Function][]call
	sites map[ssa.CallInstruction][]*ssa.Function // what a call with arguments may call

	parent map[*ssa.Function]call // the call that first reached a function, breadth first
}

// A call is one edge of a graph.
type call struct {
	caller, callee *ssa.Function
	site           ssa.CallInstruction // nil if opaque code makes the call
	pos            token.Pos
}

// newGraph finds what the roots reach.
func newGraph(prog *ssa.Program, roots []*ssa.Function) *graph {
	reached := newReach(prog, roots)
	callees := vta.CallGraph(reached.functions, nil)
	g := &graph{
		roots: roots, out: make(map[*ssa.Function][]call), in: make(map[*ssa.Function][]call),
		sites: make(map[ssa.CallInstruction][]*ssa.Function), parent: make(map[*ssa.Function]call),
	}
	var queue []*ssa.Function
	visit := func(c call) {
		if _, seen := g.parent[c.callee]; seen {
			return
		}
		g.parent[c.callee] = c
		queue = append(queue, c.callee)
	}
	for _, root := range roots {
		visit(call{callee: root})
	}
	for len(queue) > 0 {
		fn := queue[0]
		queue = queue[1:]
		g.addCalls(fn, callees, reached)
		for _, c := range g.out[fn] {
			visit(c)
		}
	}
	return g
}

func (g *graph) addCalls(fn *ssa.Function, graph *callgraph.Graph, reached *reach) {
	add := func(callee *ssa.Function, site ssa.CallInstruction, pos token.Pos) {
		c := call{caller: fn, callee: callee, site: site, pos: pos}
		g.out[fn] = append(g.out[fn], c)
		g.in[callee] = append(g.in[callee], c)
		if site != nil {
			g.sites[site] = append(g.sites[site], callee)
		}
	}
	if node := graph.Nodes[fn]; node != nil {
		for _, e := range node.Out {
			if e.Callee.Func.Blocks != nil {
				add(e.Callee.Func, e.Site, e.Site.Pos())
			}
		}
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			site, _ := instr.(ssa.CallInstruction)
			known := site != nil && (site.Common().StaticCallee() != nil || len(g.sites[site]) > 0)
			for _, callee := range reached.callbacks(instr, known) {
				add(callee, nil, position(instr))
			}
		}
	}
}

// position is that of an instruction, or of the value it handles where it has
// none itself.
func position(instr ssa.Instruction) token.Pos {
	if instr.Pos().IsValid() {
		return instr.Pos()
	}
	for _, op := range instr.Operands(nil) {
		if *op != nil && (*op).Pos().IsValid() && (*op).Parent() == instr.Parent() {
			return (*op).Pos()
		}
	}
	return instr.Parent().Pos()
}

// path is a shortest chain of calls from a root to fn.
func (g *graph) path(fn *ssa.Function) []call {
	var calls []call
	for c := g.parent[fn]; c.caller != nil; c = g.parent[c.caller] {
		calls = append([]call{c}, calls...)
	}
	return calls
}

// A reach is the result of a rapid type analysis: a superset of what a
// program can reach, small enough for VTA.
type reach struct {
	prog      *ssa.Program
	functions map[*ssa.Function]bool
	queue     []*ssa.Function

	values  signatures               // functions whose value is taken
	dynamic signatures               // calls of function values
	types   []types.Type             // concrete types made into interfaces
	known   map[types.Type]bool      // of types, without identical ones told apart by pointer
	invoked map[string][]*types.Func // interface methods that are called, by ID
	seen    map[*types.Func]bool
	changes []*ssa.ChangeInterface // to interfaces of opaque code; they depend on all types
}

func newReach(prog *ssa.Program, roots []*ssa.Function) *reach {
	r := &reach{
		prog: prog, functions: make(map[*ssa.Function]bool), known: make(map[types.Type]bool),
		invoked: make(map[string][]*types.Func), seen: make(map[*types.Func]bool),
	}
	for _, root := range roots {
		r.add(root)
	}
	for len(r.queue) > 0 {
		r.drain()
		for _, change := range r.changes {
			for _, callee := range r.callbacks(change, false) {
				r.add(callee)
			}
		}
	}
	return r
}

func (r *reach) drain() {
	for len(r.queue) > 0 {
		fn := r.queue[len(r.queue)-1]
		r.queue = r.queue[:len(r.queue)-1]
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				r.visit(instr)
			}
		}
	}
}

func (r *reach) add(fn *ssa.Function) {
	if fn != nil && fn.Blocks != nil && !r.functions[fn] {
		r.functions[fn] = true
		r.queue = append(r.queue, fn)
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
	if made, ok := instr.(*ssa.MakeInterface); ok {
		r.addType(made.X.Type())
	}
	if change, ok := instr.(*ssa.ChangeInterface); ok {
		r.changes = append(r.changes, change)
		return
	}
	for _, callee := range r.callbacks(instr, false) {
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
