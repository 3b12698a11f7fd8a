package needs

import (
	"fmt"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Two strings of one request often depend on the same thing: the branch taken, the row of
// a table, the return statement of a function that gives both. A text remembers what it
// depends on, and two that cannot be had in one run are never put together:
//
//	method, path := "GET", "/v2/droplets"
//	if all {
//		method, path = "DELETE", "/v2/volumes"
//	}

// A pick is one of several alternatives: of a block that several lead to, of a table's
// index, of a call.
type pick struct {
	of any // *ssa.BasicBlock, ssa.Value, or one of these within a call
	at any

	field *types.Var // that of an object was asked for
	set   *fieldSet  // what is stored with it; nil if it is no pick of an object
}

// A fieldSet is the fields that are stored together, into one object in one place.
type fieldSet struct{ fields map[*types.Var]bool }

// owner is the function whose run makes a pick.
func (p pick) owner() *ssa.Function {
	switch of := p.of.(type) {
	case within:
		return of.site.Parent()
	case *ssa.BasicBlock:
		return of.Parent()
	case ssa.Value:
		return of.Parent()
	}
	return nil
}

// conflict reports whether two texts cannot be had in one run.
func conflict(t, u text) bool {
	return slices.ContainsFunc(t.picks, func(p pick) bool {
		return slices.ContainsFunc(u.picks, p.excludes)
	})
}

// excludes reports whether two picks cannot be made in one run. Of two places that store into
// an object both may count, unless each of them stores all that was asked for.
func (p pick) excludes(q pick) bool {
	if p.of != q.of || p.at == q.at {
		return false
	}
	return p.set == nil || q.set == nil || p.set.fields[q.field] && q.set.fields[p.field]
}

// picked adds a pick to texts. One that another pick of the same rules out is left out.
func picked(texts []text, of, at any) []text { return withPick(texts, pick{of: of, at: at}) }

func withPick(texts []text, made pick) []text {
	var all []text
	p := text{picks: []pick{made}}
	for _, t := range texts {
		if !conflict(t, p) {
			t.picks = merged(t.picks, p.picks)
			all = append(all, t)
		}
	}
	return all
}

func merged(a, b []pick) []pick {
	all := a[:len(a):len(a)]
	for _, p := range b {
		if !slices.Contains(all, p) {
			all = append(all, p)
		}
	}
	return all
}

// unpicked forgets the picks of a function, or with nil all: the function may have been
// called twice, or is in another turn of a loop.
func unpicked(texts []text, of *ssa.Function) []text {
	if !slices.ContainsFunc(texts, func(t text) bool { return len(t.picks) > 0 }) {
		return texts
	}
	all := slices.Clone(texts)
	for i, t := range all {
		all[i].picks = slices.DeleteFunc(slices.Clone(t.picks), func(p pick) bool { return of == nil || p.owner() == of })
	}
	return unique(all)
}

// within is what a pick of a called function depends on as its caller sees it: two calls
// of one function pick for themselves.
type within struct {
	site  ssa.CallInstruction
	of    any
	depth int
}

// deepestPick is how many calls a pick is followed up.
const deepestPick = 6

// calledAt has the picks of a callee as those of a call.
func calledAt(texts []text, callee *ssa.Function, site ssa.CallInstruction) []text {
	if site == nil || !slices.ContainsFunc(texts, func(t text) bool { return len(t.picks) > 0 }) {
		return texts
	}
	all := slices.Clone(texts)
	for i, t := range all {
		all[i].picks = nil
		for _, p := range t.picks {
			if p.owner() == callee {
				inner, _ := p.of.(within)
				if inner.depth == deepestPick {
					continue
				}
				p.of = within{site, p.of, inner.depth + 1}
			}
			all[i].picks = append(all[i].picks, p)
		}
	}
	return all
}

// identity is what a key can have of something that a pick has.
func identity(v any) any {
	switch v := v.(type) {
	case *ssa.BasicBlock, ssa.Value:
		return fmt.Sprintf("%p", v)
	case within:
		return fmt.Sprintf("%p %v", v.site, identity(v.of))
	case returning:
		return fmt.Sprintf("%p %d", v.fn, v.nth)
	}
	return v
}

// startsLoop reports whether a block is where a loop begins.
func startsLoop(b *ssa.BasicBlock) bool {
	return slices.ContainsFunc(b.Preds, b.Dominates)
}

// A row is an entry of a table that the code writes out: a list or a map.
type row struct {
	key   text // of a map
	at    any  // which one it is
	whole []ssa.Value
	addrs []ssa.Value // of an element, whose fields are stored one by one
}

// rows lists the elements of a list that is written out; nil if that is not all of it.
func (e *evaluator) rows(list ssa.Value) []row {
	array := e.arrayOf(list)
	if array == nil || array.Referrers() == nil {
		return nil
	}
	byIndex := make(map[int64]*row)
	var order []int64
	for _, ref := range *array.Referrers() {
		addr, ok := ref.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		c, ok := addr.Index.(*ssa.Const)
		if !ok {
			if len(storesTo(addr)) > 0 {
				return nil
			}
			continue // a read
		}
		i := c.Int64()
		if byIndex[i] == nil {
			byIndex[i] = &row{at: i}
			order = append(order, i)
		}
		r := byIndex[i]
		r.whole = append(r.whole, storesTo(addr)...)
		r.addrs = append(r.addrs, addr)
	}
	all := make([]row, 0, len(order))
	for _, i := range order {
		all = append(all, *byIndex[i])
	}
	return all
}

// arrayOf is the variable of a list that is written out.
func (e *evaluator) arrayOf(list ssa.Value) ssa.Value {
	switch v := list.(type) {
	case *ssa.Slice:
		if _, ok := v.X.(*ssa.Alloc); ok && v.Low == nil && v.High == nil {
			return v.X
		}
	case *ssa.UnOp:
		switch x := v.X.(type) {
		case *ssa.Global:
			if stored := e.stores.globals[x]; len(stored) == 1 {
				return e.arrayOf(stored[0])
			}
		case *ssa.Alloc:
			if stored := storesTo(x); len(stored) == 1 {
				return e.arrayOf(stored[0])
			}
		}
	case *ssa.Alloc, *ssa.Global:
		if _, ok := deref(v.Type()).Underlying().(*types.Array); ok {
			return v
		}
	}
	return nil
}

// entries lists what a map has that is written out; nil if that is not to be seen.
func (e *evaluator) entriesOf(m ssa.Value) []row {
	var made *ssa.MakeMap
	var updates []*ssa.MapUpdate
	switch v := m.(type) {
	case *ssa.MakeMap:
		made = v
	case *ssa.UnOp:
		if g, ok := v.X.(*ssa.Global); ok && len(e.stores.globals[g]) == 1 {
			made, _ = e.stores.globals[g][0].(*ssa.MakeMap)
			updates = e.stores.updates[g]
		}
	}
	if made == nil {
		return nil
	}
	for _, ref := range *made.Referrers() {
		if update, ok := ref.(*ssa.MapUpdate); ok && update.Map == made {
			updates = append(updates, update)
		}
	}
	var all []row
	for _, u := range updates {
		keys := e.eval(u.Key)
		if len(keys) != 1 {
			return nil
		}
		key, ok := keys[0].constant()
		if !ok {
			return nil
		}
		all = append(all, row{key: literal(key), at: key, whole: []ssa.Value{u.Value}})
	}
	return all
}

// element lists the values of an element of a list, one for each row; of takes what is
// wanted from a value or, with isAddr, from where it is kept.
func (e *evaluator) element(list, index ssa.Value, of func(v ssa.Value, isAddr bool) []text) []text {
	rows := e.rows(list)
	if rows == nil || len(rows) > 4*most {
		return nil
	}
	fixed, isFixed := index.(*ssa.Const)
	var all []text
	for _, r := range rows {
		if isFixed && r.at != fixed.Int64() {
			continue
		}
		values := rowValues(r, of)
		if !isFixed {
			values = picked(values, index, r.at)
		}
		all = append(all, values...)
	}
	return all
}

func rowValues(r row, of func(v ssa.Value, isAddr bool) []text) []text {
	var all []text
	for _, v := range r.whole {
		all = append(all, of(v, false)...)
	}
	for _, addr := range r.addrs {
		all = append(all, of(addr, true)...)
	}
	if all == nil {
		all = literals("")
	}
	return unpicked(all, nil)
}

// entry lists the values of an entry of a map, those that the key may lead to.
func (e *evaluator) entry(m, index ssa.Value, of func(v ssa.Value, isAddr bool) []text) []text {
	entries := e.entriesOf(m)
	if entries == nil || len(entries) > 4*most {
		return nil
	}
	keys := e.eval(index)
	var all []text
	for _, r := range entries {
		for _, key := range keys {
			equal, decided := key.equals(r.key)
			if decided && !equal {
				continue
			}
			values := rowValues(r, of)
			if !decided {
				values = picked(values, index, r.at)
				if key.param() != nil {
					values = guarded(values, []guard{{left: key, right: r.key, equal: true}})
				}
			}
			for _, v := range values {
				v.picks = merged(v.picks, key.picks)
				all = append(all, v)
			}
		}
	}
	return all
}

// ranged lists what a loop over a map gives: with index 1 the keys, with 2 the values.
func (e *evaluator) ranged(v *ssa.Extract, of func(v ssa.Value, isAddr bool) []text) []text {
	next, ok := v.Tuple.(*ssa.Next)
	if !ok || next.IsString {
		return nil
	}
	loop, ok := next.Iter.(*ssa.Range)
	if !ok {
		return nil
	}
	var all []text
	for _, r := range e.entriesOf(loop.X) {
		values := []text{r.key}
		if v.Index == 2 {
			values = rowValues(r, of)
		}
		all = append(all, picked(values, ssa.Value(next), r.at)...)
	}
	return all
}

// valuesOf is for rows of strings.
func (e *evaluator) valuesOf(v ssa.Value, isAddr bool) []text {
	if isAddr {
		return nil // stored whole
	}
	return e.eval(v)
}

// fieldsOf is for a field of rows that are structs, or point to some.
func (e *evaluator) fieldsOf(path []*types.Var) func(v ssa.Value, isAddr bool) []text {
	return func(v ssa.Value, isAddr bool) []text {
		if !isAddr {
			return e.field(v, path)
		}
		return e.fieldAt(v, path)
	}
}
