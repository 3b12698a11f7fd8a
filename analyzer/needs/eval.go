package needs

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// An evaluator computes the values of strings symbolically, each in terms of
// the parameters of the function that it stands in.
type evaluator struct {
	graph  *graph
	stores *stores

	known map[any][]text
	tries map[any]int
	busy  map[any]bool // under evaluation
	cut   int          // how often something under evaluation was met again
	depth int
	used  map[*ssa.Const]bool // those evaluated so far

	closed bool // fields that no code stores into are empty, and what depends on itself adds nothing

	applied map[*ssa.Store]bool // changes of requests that are accounted for

	inField map[*types.Var][]stored // cache of storedIn
}

func newEvaluator(g *graph) *evaluator { return newEvaluatorOf(g, newStores(g)) }

func newEvaluatorOf(g *graph, s *stores) *evaluator {
	return &evaluator{
		graph: g, stores: s,
		known: make(map[any][]text), tries: make(map[any]int), busy: make(map[any]bool),
		used: make(map[*ssa.Const]bool), applied: make(map[*ssa.Store]bool), inField: make(map[*types.Var][]stored),
	}
}

const (
	deepest  = 200 // how many values may depend on one another
	mostRuns = 3   // how often a value is evaluated that depends on where a loop is entered
)

// once computes what key stands for and remembers it. What is met again while
// it is under evaluation, in a loop, is unknown; a result that rests on that
// is computed anew a few times, because it may look better from elsewhere.
func (e *evaluator) once(key any, compute func() []text) []text {
	if texts, ok := e.known[key]; ok {
		return texts
	}
	if e.busy[key] || e.depth > deepest {
		e.cut++
		if e.closed {
			return nil
		}
		return unknownTexts()
	}
	e.busy[key] = true
	e.depth++
	e.tries[key]++
	cut := e.cut
	texts := unique(compute())
	e.depth--
	delete(e.busy, key)
	if e.depth == 0 || e.cut == cut || e.tries[key] == mostRuns {
		e.known[key] = texts
	}
	return texts
}

// eval lists the values that v, a string, a byte slice or a *url.URL, may have.
func (e *evaluator) eval(v ssa.Value) []text {
	return e.once(v, func() []text { return e.compute(v) })
}

func (e *evaluator) compute(v ssa.Value) []text {
	if isValues(v.Type()) {
		return e.withKeys(e.computeValue(v), v)
	}
	return e.computeValue(v)
}

func (e *evaluator) computeValue(v ssa.Value) []text {
	switch v := v.(type) {
	case *ssa.MakeMap:
		if isValues(v.Type()) {
			return literals("")
		}
	case *ssa.Const:
		e.used[v] = true
		return []text{constantText(v)}
	case *ssa.Parameter:
		if isNumber(v.Type()) && !isEnum(v.Type()) {
			return unknownTexts() // an ID: no caller has anything to add
		}
		return []text{holeText(&hole{param: v})}
	case *ssa.BinOp:
		if v.Op == token.ADD {
			return product(e.eval(v.X), e.eval(v.Y))
		}
	case *ssa.Phi:
		return e.phi(v)
	case *ssa.Call:
		return e.call(v, 0)
	case *ssa.Extract:
		switch tuple := v.Tuple.(type) {
		case *ssa.Call:
			return e.call(tuple, v.Index)
		case *ssa.Lookup:
			if texts := e.entry(tuple.X, tuple.Index, e.valuesOf); texts != nil && v.Index == 0 {
				return texts
			}
		case *ssa.Next:
			if texts := e.ranged(v, e.valuesOf); texts != nil {
				return texts
			}
		}
	case *ssa.Lookup:
		if texts := e.entry(v.X, v.Index, e.valuesOf); texts != nil {
			return texts
		}
	case *ssa.Index:
		if texts := e.element(v.X, v.Index, e.valuesOf); texts != nil {
			return texts
		}
	case *ssa.UnOp:
		if v.Op == token.MUL {
			return e.load(v.X)
		}
	case *ssa.Alloc:
		return e.load(v)
	case *ssa.FreeVar:
		return e.load(v)
	case *ssa.Field:
		return e.field(v.X, []*types.Var{fieldOf(v.X.Type(), v.Field)})
	case *ssa.FieldAddr:
		return e.field(v.X, []*types.Var{fieldOf(v.X.Type(), v.Field)})
	case *ssa.Slice:
		if isStrings(v.Type()) {
			return e.evalAll(elements(v))
		}
	case *ssa.MakeInterface:
		if !isNumber(v.X.Type()) { // it may be asserted to be a string
			return e.eval(v.X)
		}
	case *ssa.ChangeType:
		return e.eval(v.X)
	case *ssa.ChangeInterface:
		return e.eval(v.X)
	case *ssa.TypeAssert:
		return e.eval(v.X)
	case *ssa.Convert:
		if !isNumber(v.X.Type()) { // []byte(s)
			return e.eval(v.X)
		}
	}
	return unknownTexts()
}

func constantText(c *ssa.Const) text {
	switch {
	case c.Value == nil: // nil, or a type parameter's zero value
		return literal("")
	case c.Value.Kind() == constant.String:
		return literal(constant.StringVal(c.Value))
	}
	return literal(c.Value.ExactString())
}

func isStrings(t types.Type) bool {
	s, ok := t.Underlying().(*types.Slice)
	if !ok {
		return false
	}
	b, ok := s.Elem().Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// isEnum reports whether a type is one of the program's own for numbers, whose constants
// are names.
func isEnum(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() != nil && isNumber(t)
}

func isNumber(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsNumeric != 0
}

// phi is the value of any edge, guarded by the branch that leads to it.
func (e *evaluator) phi(v *ssa.Phi) []text {
	var all []text
	for i, edge := range v.Edges {
		pred := v.Block().Preds[i]
		guards := e.guards(pred)
		if branch, ok := pred.Instrs[len(pred.Instrs)-1].(*ssa.If); ok && pred.Succs[0] != pred.Succs[1] {
			guards = append(guards, e.guard(branch.Cond, pred.Succs[0] == v.Block())...)
		}
		values := guarded(e.eval(edge), guards)
		if startsLoop(v.Block()) {
			values = unpicked(values, v.Parent()) // in another turn, it was another
		} else {
			values = picked(values, v.Block(), i)
		}
		all = append(all, values...)
	}
	return all
}

// guarded adds guards to texts.
func guarded(texts []text, guards []guard) []text {
	if len(guards) == 0 {
		return texts
	}
	var all []text
	for _, t := range texts {
		all = append(all, t.guardedBy(append(guards[:len(guards):len(guards)], t.guards...)))
	}
	return fill(all, func(*hole) ([]text, bool) { return nil, false })
}

// guards lists the string comparisons that must hold for a block to run.
func (e *evaluator) guards(b *ssa.BasicBlock) []guard {
	var all []guard
	for ; b != nil; b = b.Idom() {
		if len(b.Preds) != 1 {
			continue
		}
		pred := b.Preds[0]
		if branch, ok := pred.Instrs[len(pred.Instrs)-1].(*ssa.If); ok && pred.Succs[0] != pred.Succs[1] {
			all = append(all, e.guard(branch.Cond, pred.Succs[0] == b)...)
		}
	}
	return all
}

// guard is the condition that cond has the given outcome, if it compares two
// strings that each have one value.
func (e *evaluator) guard(cond ssa.Value, outcome bool) []guard {
	op, ok := cond.(*ssa.BinOp)
	if !ok || op.Op != token.EQL && op.Op != token.NEQ {
		return nil
	}
	if b, ok := op.X.Type().Underlying().(*types.Basic); !ok || b.Info()&types.IsString == 0 && !isEnum(op.X.Type()) {
		return nil
	}
	left, right := e.eval(op.X), e.eval(op.Y)
	if len(left) != 1 || len(right) != 1 || len(left[0].guards)+len(right[0].guards) > 0 {
		return nil
	}
	return []guard{{left: left[0], right: right[0], equal: (op.Op == token.EQL) == outcome}}
}

// load lists what may be stored at an address.
func (e *evaluator) load(addr ssa.Value) []text {
	return e.once(loading{addr}, func() []text { return e.computeLoad(addr) })
}

// loading is the key of what an address holds, not of the address itself.
type loading struct{ addr ssa.Value }

func (e *evaluator) computeLoad(addr ssa.Value) []text {
	switch addr := addr.(type) {
	case *ssa.Alloc:
		if isURL(deref(addr.Type())) {
			return e.urlLiteral(addr)
		}
		return e.stored(addr)
	case *ssa.Global:
		return unpicked(e.evalAll(e.stores.globals[addr]), nil)
	case *ssa.FieldAddr:
		return e.field(addr.X, []*types.Var{fieldOf(addr.X.Type(), addr.Field)})
	case *ssa.FreeVar:
		return unpicked(e.evalAll(bindings(addr)), nil)
	case *ssa.IndexAddr:
		if texts := e.element(addr.X, addr.Index, e.valuesOf); texts != nil {
			return texts
		}
		switch x := addr.X.(type) {
		case *ssa.Slice:
			return e.evalAll(elements(x))
		case *ssa.Parameter: // any of several arguments
			if isStrings(x.Type()) {
				return []text{holeText(&hole{param: x})}
			}
		}
	case *ssa.Parameter:
		return []text{holeText(&hole{param: addr})}
	case *ssa.Call:
		if _, value := fallbackOf(addr); value != nil {
			return e.eval(value)
		}
	case *ssa.UnOp: // a pointer that a variable keeps
		if g, ok := addr.X.(*ssa.Global); ok {
			return e.loadAll(e.stores.globals[g])
		}
	}
	if isURL(deref(addr.Type())) { // *u, a copy
		return e.eval(addr)
	}
	return unknownTexts()
}

// loadAll lists what the addresses hold.
func (e *evaluator) loadAll(addrs []ssa.Value) []text {
	if len(addrs) == 0 {
		return unknownTexts()
	}
	var all []text
	for _, addr := range addrs {
		all = append(all, e.load(addr)...)
	}
	return unique(all)
}

func (e *evaluator) evalAll(values []ssa.Value) []text {
	if len(values) == 0 {
		return unknownTexts()
	}
	var all []text
	for i, v := range values {
		if i > 4*most {
			return append(all, unknownTexts()...)
		}
		all = append(all, e.eval(v)...)
	}
	return unique(all)
}

// stored lists what the function, and closures in it, store at a variable.
func (e *evaluator) stored(alloc *ssa.Alloc) []text {
	values := storesTo(alloc)
	if len(values) == 0 {
		return literals("")
	}
	if len(values) > 1 {
		return unpicked(e.evalAll(values), nil)
	}
	return e.evalAll(values)
}

// storesTo lists the values stored at an address, through closures too.
func storesTo(addr ssa.Value) []ssa.Value {
	var values []ssa.Value
	if addr.Referrers() == nil {
		return nil
	}
	for _, ref := range *addr.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Store:
			if ref.Addr == addr {
				values = append(values, ref.Val)
			}
		case ssa.CallInstruction:
			if at, value := fallbackOf(ref); at == addr && value != nil {
				values = append(values, value)
			}
		case *ssa.MakeClosure:
			for i, b := range ref.Bindings {
				if b == addr {
					values = append(values, storesTo(ref.Fn.(*ssa.Function).FreeVars[i])...)
				}
			}
		}
	}
	return values
}

// bindings lists what a closure's variable stands for in the enclosing
// function.
func bindings(v *ssa.FreeVar) []ssa.Value {
	fn := v.Parent()
	if fn.Parent() == nil || fn.Referrers() == nil {
		return nil // a synthetic wrapper's
	}
	index := 0
	for i, fv := range fn.FreeVars {
		if fv == v {
			index = i
		}
	}
	var values []ssa.Value
	for _, ref := range *fn.Referrers() {
		if made, ok := ref.(*ssa.MakeClosure); ok {
			values = append(values, made.Bindings[index])
		}
	}
	return values
}

func fieldOf(t types.Type, index int) *types.Var {
	return deref(t).Underlying().(*types.Struct).Field(index).Origin()
}
