package needs

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// A spot is a value as it is in one run of its function: under the calls that led there,
// the innermost last.
type spot struct {
	v     ssa.Value
	calls []ssa.CallInstruction
}

// trails follow spots back to what they are made of.
type trails struct {
	e    *evaluator
	seen map[ssa.Value]int
	open bool // a value depends on a caller that the calls of its spot do not have
}

// ends lists what a spot may be: variables, functions, lists and constants. open tells that
// a caller decides.
func (e *evaluator) ends(s spot) (all []spot, open bool) {
	t := &trails{e: e, seen: make(map[ssa.Value]int)}
	all = t.follow(s)
	return all, t.open
}

func (t *trails) follow(s spot) []spot {
	if t.seen[s.v]++; t.seen[s.v] > 3 {
		return nil
	}
	at := func(v ssa.Value) spot { return spot{v, s.calls} }
	switch v := s.v.(type) {
	case *ssa.ChangeType:
		return t.follow(at(v.X))
	case *ssa.ChangeInterface:
		return t.follow(at(v.X))
	case *ssa.MakeInterface:
		return t.follow(at(v.X))
	case *ssa.TypeAssert:
		return t.follow(at(v.X))
	case *ssa.Phi:
		return t.followAll(v.Edges, s.calls)
	case *ssa.Extract:
		switch tuple := v.Tuple.(type) {
		case *ssa.Call:
			return t.results(tuple, v.Index, s.calls)
		case *ssa.TypeAssert:
			return t.follow(at(tuple.X))
		}
	case *ssa.Call:
		if b, ok := v.Call.Value.(*ssa.Builtin); ok {
			if b.Name() == "append" {
				return []spot{s}
			}
			return nil
		}
		return t.results(v, 0, s.calls)
	case *ssa.Parameter:
		if outer, ok := t.argument(v, s.calls); ok {
			return t.follow(outer)
		}
		t.open = true
	case *ssa.FreeVar:
		return t.followAll(bindings(v), s.calls)
	case *ssa.UnOp:
		if v.Op == token.MUL {
			return t.load(at(v.X))
		}
	case *ssa.Alloc, *ssa.Global, *ssa.Function, *ssa.MakeClosure, *ssa.Slice, *ssa.Const, *ssa.MakeMap, *ssa.FieldAddr:
		return []spot{s}
	}
	return nil
}

func (t *trails) followAll(values []ssa.Value, calls []ssa.CallInstruction) []spot {
	var all []spot
	for _, v := range values {
		all = append(all, t.follow(spot{v, calls})...)
	}
	return all
}

// argument is what a parameter is in the call that its function runs for.
func (t *trails) argument(p *ssa.Parameter, calls []ssa.CallInstruction) (spot, bool) {
	if len(calls) == 0 {
		return spot{}, false
	}
	site := calls[len(calls)-1]
	arg := argument(call{callee: p.Parent(), site: site}, p)
	if arg == nil || !slices.Contains(t.e.graph.sites[site], p.Parent()) {
		return spot{}, false
	}
	return spot{arg, calls[:len(calls)-1]}, true
}

func (t *trails) results(site *ssa.Call, index int, calls []ssa.CallInstruction) []spot {
	var all []spot
	for _, callee := range t.e.graph.sites[site] {
		if len(calls) < 12 {
			all = append(all, t.followAll(results(callee, index), append(calls[:len(calls):len(calls)], site))...)
		}
	}
	return all
}

// load is for what an address holds.
func (t *trails) load(addr spot) []spot {
	switch v := addr.v.(type) {
	case *ssa.Alloc:
		return t.followAll(storesTo(v), addr.calls)
	case *ssa.Global:
		return t.followAll(t.e.stores.globals[v], nil)
	case *ssa.FreeVar:
		var all []spot
		for _, b := range bindings(v) {
			all = append(all, t.load(spot{b, addr.calls})...)
		}
		return all
	case *ssa.FieldAddr:
		var all []spot
		field := fieldOf(v.X.Type(), v.Field)
		for _, base := range t.follow(spot{v.X, addr.calls}) {
			all = append(all, t.fieldOf(base, field)...)
		}
		return all
	case *ssa.IndexAddr:
		var all []spot
		for _, elem := range t.elements(spot{v.X, addr.calls}) {
			all = append(all, t.follow(elem)...)
		}
		return all
	}
	return nil
}

// fieldOf lists what is stored into a field of a variable.
func (t *trails) fieldOf(base spot, field *types.Var) []spot {
	if alloc, ok := base.v.(*ssa.Alloc); ok {
		return t.followAll(fieldStores(alloc, []*types.Var{field}), base.calls)
	}
	var all []spot
	for _, store := range t.e.stores.fields[field] {
		if isAt(store.Addr, base.v, []*types.Var{field}) {
			all = append(all, t.follow(spot{store.Val, nil})...)
		}
	}
	return all
}

// elements lists those of a list, as far as it is written out.
func (t *trails) elements(list spot) []spot {
	var all []spot
	for _, end := range t.follow(list) {
		switch v := end.v.(type) {
		case *ssa.Slice:
			for _, elem := range elements(v) {
				all = append(all, spot{elem, end.calls})
			}
		case *ssa.Call: // append
			for _, arg := range v.Call.Args {
				all = append(all, t.elements(spot{arg, end.calls})...)
			}
		}
	}
	return all
}

// within tries some calls of a function, and as long as what is tried depends on more, those
// of its callers.
func (g *graph) underCalls(fn *ssa.Function, try func(calls []ssa.CallInstruction) (open bool)) {
	var ascend func(calls []ssa.CallInstruction)
	ascend = func(calls []ssa.CallInstruction) {
		if !try(calls) || len(calls) > 8 {
			return
		}
		outermost := fn
		if len(calls) > 0 {
			outermost = calls[0].Parent()
		}
		for _, c := range g.in[outermost] {
			if c.site != nil && !slices.Contains(calls, c.site) {
				ascend(append([]ssa.CallInstruction{c.site}, calls...))
			}
		}
	}
	ascend(nil)
}
