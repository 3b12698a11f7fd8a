package needs

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/callgraph"
	"golang.org/x/tools/go/callgraph/vta"
	"golang.org/x/tools/go/ssa"
)

// A graph tells which function calls which, among those that a program can
// reach.
type graph struct {
	src   *program
	roots []*ssa.Function
	out   map[*ssa.Function][]call
	in    map[*ssa.Function][]call
	sites map[ssa.CallInstruction][]*ssa.Function // what a call with arguments may call
	// into is what a call may call of the functions without bodies.
	into map[ssa.CallInstruction][]*ssa.Function
	// given are calls of values that come from code without bodies; sites may lack some.
	given map[ssa.CallInstruction]bool

	parent map[*ssa.Function]call // the call that first reached a function, breadth first
	outer  *graph                 // what else is reached, for paths there; may be nil

	taken map[*ssa.BasicBlock]bool   // of the first root, if not all of it
	left  []map[*ssa.BasicBlock]bool // blocks that are no part
}

// A call is one edge of a graph.
type call struct {
	caller, callee *ssa.Function
	site           ssa.CallInstruction // nil if opaque code makes the call
	pos            token.Pos
}

// newGraph finds what the roots reach, with some calls that the code does not show.
func newGraph(src *program, roots []*ssa.Function, hidden ...call) *graph {
	starts := slices.Clone(roots)
	for _, c := range hidden {
		starts = append(starts, c.callee)
	}
	reached := newReach(src, starts)
	callees := vta.CallGraph(reached.withFlows(), nil)
	g := &graph{
		src: src, roots: roots, out: make(map[*ssa.Function][]call), in: make(map[*ssa.Function][]call),
		sites: make(map[ssa.CallInstruction][]*ssa.Function), into: make(map[ssa.CallInstruction][]*ssa.Function),
		given: make(map[ssa.CallInstruction]bool), parent: make(map[*ssa.Function]call),
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
		for _, c := range hidden {
			if c.caller == fn {
				g.out[fn] = append(g.out[fn], c)
				g.in[c.callee] = append(g.in[c.callee], c)
			}
		}
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
			} else if e.Site != nil {
				g.into[e.Site] = append(g.into[e.Site], e.Callee.Func)
			}
		}
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			site, _ := instr.(ssa.CallInstruction)
			if site != nil && len(g.sites[site]) == 0 && site.Common().StaticCallee() == nil {
				g.given[site] = true
				for _, callee := range reached.fromOpaque(site.Common()) {
					add(callee, site, site.Pos())
				}
			}
			known := site != nil && (site.Common().StaticCallee() != nil || g.reads(site))
			for _, callee := range reached.callbacks(instr, known) {
				add(callee, nil, position(instr))
			}
		}
	}
}

// reads reports whether the bodies of all that a call may call are read.
func (g *graph) reads(site ssa.CallInstruction) bool {
	return len(g.into[site]) == 0 && !g.given[site]
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

// within is the part of a graph that some functions reach.
func (g *graph) within(roots ...*ssa.Function) *graph {
	sub := g.sub()
	sub.roots = roots
	sub.walk(roots, func(call) bool { return true })
	return sub
}

// path is a shortest chain of calls from a root to fn.
func (g *graph) path(fn *ssa.Function) []call {
	if _, ok := g.parent[fn]; !ok && g.outer != nil {
		return g.outer.path(fn)
	}
	var calls []call
	for c := g.parent[fn]; c.caller != nil; c = g.parent[c.caller] {
		calls = append([]call{c}, calls...)
	}
	return calls
}
