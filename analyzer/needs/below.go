package needs

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// What a function calls that it was handed depends on who handed it:
//
//	func paginate(list func(page int) error) error
//
// So below a start functions that take functions are told apart by the calls that lead to
// them, and closures by where they were made.

// mostContexts is how many of one function are told apart.
const mostContexts = 16

// A descent finds what some functions reach.
type descent struct {
	graph *graph // of the whole
	e     *evaluator
	sub   *graph

	queue []spot
	seen  map[string]bool
	count map[*ssa.Function]int
	edges map[edge]bool
}

type edge struct {
	caller, callee *ssa.Function
	site           ssa.CallInstruction
}

// below is what a part of the program reaches.
func (g *graph) below(e *evaluator, part section) *graph {
	d := &descent{
		graph: g, e: e, sub: g.sub(), seen: make(map[string]bool), count: make(map[*ssa.Function]int), edges: make(map[edge]bool),
	}
	d.sub.roots, d.sub.taken = nil, part.blocks
	for _, s := range part.starts {
		if fn := functionOf(s.v); fn != nil {
			d.sub.roots = append(d.sub.roots, fn)
			d.sub.parent[fn] = call{callee: fn}
			d.reach(s)
		}
	}
	for ; len(d.queue) > 0; d.queue = d.queue[1:] {
		d.visit(d.queue[0])
	}
	return d.sub
}

// reach notes a function or a closure with the calls that decide what it is handed.
func (d *descent) reach(s spot) {
	fn := functionOf(s.v)
	if d.count[fn] >= mostContexts || !takesFunctions(fn) {
		s.calls = nil
	}
	var key strings.Builder
	fmt.Fprintf(&key, "%p", fn)
	for _, c := range s.calls {
		fmt.Fprintf(&key, " %p", c)
	}
	if d.seen[key.String()] {
		return
	}
	d.seen[key.String()] = true
	d.count[fn]++
	d.queue = append(d.queue, s)
}

// takesFunctions reports whether what a function calls depends on its parameters or, of a
// closure, on its variables.
func takesFunctions(fn *ssa.Function) bool {
	for _, p := range fn.Params {
		if isFunc(p.Type()) {
			return true
		}
	}
	for _, v := range fn.FreeVars {
		if t := v.Type(); isFunc(t) || isFunc(deref(t)) {
			return true
		}
	}
	return false
}

func (d *descent) visit(s spot) {
	fn := functionOf(s.v)
	handed := make(map[ssa.CallInstruction][]spot)
	for _, c := range d.graph.out[fn] {
		if c.site != nil && !d.sub.runs(c.site.Block()) {
			continue
		}
		if c.site == nil || c.site.Common().StaticCallee() != nil || c.site.Common().IsInvoke() {
			d.follow(c, d.callee(c, s))
			continue
		}
		callees, known := handed[c.site]
		if !known {
			callees = d.called(s, c.site)
			handed[c.site] = callees
		}
		if callees == nil {
			d.follow(c, d.callee(c, s))
			continue
		}
		for _, callee := range callees {
			if functionOf(callee.v) == c.callee {
				if _, isClosure := callee.v.(*ssa.MakeClosure); !isClosure {
					callee = d.callee(c, s)
				}
				d.follow(c, callee)
			}
		}
	}
}

// called lists what a function calls at a place, if what it was handed decides that alone.
func (d *descent) called(s spot, site ssa.CallInstruction) []spot {
	all, open := d.e.ends(spot{site.Common().Value, s.calls})
	if open {
		return nil
	}
	for _, end := range all {
		if functionOf(end.v) == nil {
			return nil
		}
	}
	return all
}

// callee is the function that a call leads to, as the call has it.
func (d *descent) callee(c call, from spot) spot {
	if made := closureIn(c.caller, c.callee); made != nil {
		return spot{made, from.calls}
	}
	if c.site == nil {
		return spot{v: c.callee}
	}
	return spot{c.callee, append(from.calls[:len(from.calls):len(from.calls)], c.site)}
}

// closureIn is where a function makes another one of its own.
func closureIn(fn, closure *ssa.Function) *ssa.MakeClosure {
	if closure.Parent() != fn || closure.Referrers() == nil {
		return nil
	}
	for _, ref := range *closure.Referrers() {
		if made, ok := ref.(*ssa.MakeClosure); ok && made.Parent() == fn {
			return made
		}
	}
	return nil
}

func (d *descent) follow(c call, callee spot) {
	e := edge{c.caller, c.callee, c.site}
	if !d.edges[e] {
		d.edges[e] = true
		d.sub.in[c.callee] = append(d.sub.in[c.callee], c)
		if _, seen := d.sub.parent[c.callee]; !seen {
			d.sub.parent[c.callee] = c
		}
	}
	d.reach(callee)
}

// functionOf is the function that a value is, or nil.
func functionOf(v ssa.Value) *ssa.Function {
	switch v := v.(type) {
	case *ssa.Function:
		return v
	case *ssa.MakeClosure:
		return v.Fn.(*ssa.Function)
	}
	return nil
}
