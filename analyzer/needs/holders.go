package needs

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// holders walks back from a value to the concrete types that it may have, or that
// what it contains may have.
type holders struct {
	graph   *graph
	stores  *stores
	found   map[types.Type]bool
	visited map[ssa.Value]bool
}

// holds lists the concrete types that a value may have. What cannot be followed is
// left out.
func (t *tracer) holds(v ssa.Value) map[types.Type]bool {
	h := &holders{graph: t.graph, stores: t.e.stores, found: make(map[types.Type]bool), visited: make(map[ssa.Value]bool)}
	h.follow(v)
	return h.found
}

func (h *holders) follow(v ssa.Value) {
	if v == nil || h.visited[v] || len(h.visited) > 2000 {
		return
	}
	h.visited[v] = true
	if !holdsAny(v.Type()) {
		h.found[v.Type()] = true
		return
	}
	switch v := v.(type) {
	case *ssa.MakeInterface:
		h.follow(v.X)
	case *ssa.ChangeInterface:
		h.follow(v.X)
	case *ssa.ChangeType:
		h.follow(v.X)
	case *ssa.TypeAssert:
		h.follow(v.X)
	case *ssa.Phi:
		h.followAll(v.Edges)
	case *ssa.Slice:
		h.follow(v.X)
	case *ssa.Alloc, *ssa.MakeMap, *ssa.MakeSlice:
		h.content(v)
	case *ssa.Extract:
		switch tuple := v.Tuple.(type) {
		case *ssa.Call:
			h.results(tuple, v.Index)
		case *ssa.TypeAssert:
			h.follow(tuple.X)
		case *ssa.Lookup:
			h.follow(tuple.X)
		}
	case *ssa.Lookup:
		h.follow(v.X)
	case *ssa.UnOp:
		if v.Op == token.MUL {
			h.load(v.X)
		}
	case *ssa.Call:
		if b, ok := v.Call.Value.(*ssa.Builtin); ok && b.Name() == "append" {
			h.followAll(v.Call.Args)
			return
		}
		h.results(v, 0)
	case *ssa.Parameter:
		for _, c := range h.graph.in[v.Parent()] {
			h.follow(argument(c, v))
		}
	case *ssa.FreeVar:
		h.followAll(bindings(v))
	case *ssa.FieldAddr, *ssa.Field, *ssa.Global, *ssa.IndexAddr:
		h.load(v)
	}
}

// holdsAny reports whether a type says less than its values: an interface, or something
// made of them.
func holdsAny(t types.Type) bool {
	switch t := t.Underlying().(type) {
	case *types.Interface:
		return true
	case *types.Slice:
		return holdsAny(t.Elem())
	case *types.Array:
		return holdsAny(t.Elem())
	case *types.Map:
		return holdsAny(t.Elem())
	case *types.Pointer:
		_, named := types.Unalias(t).(*types.Named)
		_, isStruct := t.Elem().Underlying().(*types.Struct)
		return !named && !isStruct && holdsAny(t.Elem())
	case *types.Chan:
		return holdsAny(t.Elem())
	}
	return false
}

func (h *holders) followAll(values []ssa.Value) {
	for _, v := range values {
		h.follow(v)
	}
}

// load is for what an address holds.
func (h *holders) load(addr ssa.Value) {
	switch addr := addr.(type) {
	case *ssa.Global:
		h.followAll(h.stores.globals[addr])
	case *ssa.FieldAddr:
		h.field(fieldOf(addr.X.Type(), addr.Field))
	case *ssa.Field:
		h.field(fieldOf(addr.X.Type(), addr.Field))
	case *ssa.IndexAddr:
		h.follow(addr.X)
	case *ssa.Alloc:
		h.content(addr)
	case *ssa.FreeVar:
		for _, b := range bindings(addr) {
			h.load(b)
		}
	}
}

func (h *holders) field(f *types.Var) {
	for _, store := range h.stores.fields[f] {
		h.follow(store.Val)
	}
}

// content is for what is stored into a variable, an array, or a map.
func (h *holders) content(v ssa.Value) {
	h.followAll(storesTo(v))
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.IndexAddr:
			h.followAll(storesTo(ref))
		case *ssa.MapUpdate:
			if ref.Map == v {
				h.follow(ref.Value)
			}
		}
	}
}

func (h *holders) results(call *ssa.Call, index int) {
	for _, callee := range h.graph.sites[call] {
		h.followAll(results(callee, index))
	}
}
