package needs

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// origins walks back from a pointer to where it may have been made.
type origins struct {
	clients *clients
	found   map[ssa.Value]bool
	visited map[ssa.Value]bool
}

// origins lists where a client may have been made: a variable, http.DefaultClient,
// or what code that is not read gives. What cannot be followed is nil.
func (c *clients) origins(v ssa.Value) map[ssa.Value]bool {
	o := &origins{clients: c, found: make(map[ssa.Value]bool), visited: make(map[ssa.Value]bool)}
	o.follow(v)
	return o.found
}

func (o *origins) follow(v ssa.Value) {
	if o.visited[v] {
		return
	}
	o.visited[v] = true
	switch v := v.(type) {
	case *ssa.Const: // nil
	case *ssa.Alloc, *ssa.FieldAddr: // a variable, a part of a struct
		o.found[v] = true
	case *ssa.Phi:
		o.followAll(v.Edges)
	case *ssa.UnOp:
		o.load(v.X, v)
	case *ssa.Call:
		o.result(v, 0, v)
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok {
			o.result(call, v.Index, v)
		}
	case *ssa.Parameter:
		o.parameter(v)
	default:
		o.found[nil] = true
	}
}

func (o *origins) followAll(values []ssa.Value) {
	for _, v := range values {
		o.follow(v)
	}
}

// load is for v, which an address holds. Where code that is not read may store, it
// has what that code made, for nothing else is kept there (clients.use).
func (o *origins) load(addr, v ssa.Value) {
	stores := o.clients.stores
	switch addr := addr.(type) {
	case *ssa.Global:
		switch {
		case isDefault(addr):
			o.found[addr] = true
		case !o.clients.seen(addr):
			o.found[v] = true
		}
		o.followAll(stores.globals[addr])
	case *ssa.FieldAddr:
		if stored := justStored(addr, v); stored != nil {
			o.follow(stored)
			return
		}
		field := fieldOf(addr.X.Type(), addr.Field)
		if _, lent := stores.lent[field]; lent {
			o.found[nil] = true
		}
		if !o.clients.seen(addr) {
			o.found[v] = true
		}
		for _, store := range stores.fields[field] {
			o.follow(store.Val)
		}
	case *ssa.Alloc:
		if isLent(addr) {
			o.found[nil] = true
		}
		o.followAll(storesTo(addr))
	case *ssa.FreeVar:
		for _, binding := range bindings(addr) {
			o.load(binding, v)
		}
	default:
		o.found[nil] = true
	}
}

// isLent reports whether a variable's address goes where more may be stored than is seen.
func isLent(variable ssa.Value) bool {
	return slices.ContainsFunc(*variable.Referrers(), func(use ssa.Instruction) bool {
		switch use := use.(type) {
		case *ssa.Store:
			return use.Val == variable
		case *ssa.UnOp:
			return false
		case *ssa.MakeClosure:
			i := slices.Index(use.Bindings, variable)
			return isLent(use.Fn.(*ssa.Function).FreeVars[i])
		}
		return true
	})
}

func (o *origins) result(site *ssa.Call, index int, v ssa.Value) {
	graph := o.clients.graph
	switch {
	case len(graph.into[site]) > 0:
		o.found[v] = true
	case graph.given[site]:
		o.found[nil] = true
	}
	for _, callee := range graph.sites[site] {
		o.followAll(results(callee, index))
	}
}

func (o *origins) parameter(v *ssa.Parameter) {
	graph := o.clients.graph
	if slices.Contains(graph.roots, v.Parent()) {
		o.found[v] = true
	}
	for _, c := range graph.in[v.Parent()] {
		switch arg := argument(c, v); {
		case arg != nil:
			o.follow(arg)
		case c.site == nil:
			o.found[v] = true
		default:
			o.found[nil] = true
		}
	}
}

// justStored is what a field holds where v reads it, if it was stored in the same
// block and nothing is called in between; else nil:
//
//	c.HTTPClient = retrying
//	c.HTTPClient.Transport = …
func justStored(addr *ssa.FieldAddr, v ssa.Value) ssa.Value {
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return nil
	}
	instrs := load.Block().Instrs
	for _, instr := range slices.Backward(instrs[:slices.Index(instrs, ssa.Instruction(load))]) {
		switch instr := instr.(type) {
		case ssa.CallInstruction:
			return nil
		case *ssa.Store:
			switch to := instr.Addr.(type) {
			case *ssa.Alloc, *ssa.Global, *ssa.IndexAddr:
			case *ssa.FieldAddr:
				if fieldOf(to.X.Type(), to.Field) != fieldOf(addr.X.Type(), addr.Field) {
					continue
				}
				if to.X == addr.X {
					return instr.Val
				}
				return nil // of what may be the same struct
			default:
				return nil
			}
		}
	}
	return nil
}
