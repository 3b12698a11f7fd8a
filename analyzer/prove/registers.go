package prove

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// registers hold what a call of a function has made of its SSA values. Copies
// share them until one of them writes.
type registers struct {
	index  map[ssa.Value]int // the same for all calls of the function
	vals   []value           // nil for what is not set
	shared bool
}

// empty is set to a value that is nil, as the result of a call without one.
type empty struct{}

func (p *Prover) registers(fn *ssa.Function) registers {
	index, ok := p.numbers[fn]
	if !ok {
		index = numberValues(fn)
		p.numbers[fn] = index
	}
	return registers{index: index, vals: make([]value, len(index))}
}

func numberValues(fn *ssa.Function) map[ssa.Value]int {
	index := make(map[ssa.Value]int)
	for _, v := range fn.Params {
		index[v] = len(index)
	}
	for _, v := range fn.FreeVars {
		index[v] = len(index)
	}
	for _, b := range fn.Blocks {
		for _, i := range b.Instrs {
			if v, ok := i.(ssa.Value); ok {
				index[v] = len(index)
			}
		}
	}
	return index
}

func (r *registers) get(reg ssa.Value) (value, bool) {
	i, ok := r.index[reg]
	if !ok || r.vals[i] == nil {
		return nil, false
	}
	if v := r.vals[i]; v != (empty{}) {
		return v, true
	}
	return nil, true
}

func (r *registers) set(reg ssa.Value, v value) {
	if r.shared {
		r.vals, r.shared = slices.Clone(r.vals), false
	}
	if v == nil {
		v = empty{}
	}
	r.vals[r.index[reg]] = v
}
