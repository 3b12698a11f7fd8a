package needs

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// field lists the values of the field that path leads to, from x, a struct or
// a pointer to one.
func (e *evaluator) field(x ssa.Value, path []*types.Var) []text {
	if isURL(deref(x.Type())) {
		return e.urlField(x, path[0].Name())
	}
	if len(path) > len(pathKey{}.path) {
		return e.anywhere(x, path)
	}
	key := pathKey{x: x}
	copy(key.path[:], path)
	return e.once(key, func() []text { return e.computeField(x, path) })
}

// pathKey is the key of a field.
type pathKey struct {
	x    ssa.Value
	path [6]*types.Var
}

func (e *evaluator) computeField(x ssa.Value, path []*types.Var) []text {
	switch x := x.(type) {
	case *ssa.Parameter:
		return []text{holeText(&hole{param: x, path: path})}
	case *ssa.Alloc:
		return e.fieldOfVariable(x, path)
	case *ssa.FreeVar:
		return e.fieldOfAny(bindings(x), path)
	case *ssa.Phi:
		return e.fieldOfAny(x.Edges, path)
	case *ssa.UnOp:
		if x.Op == token.MUL {
			return e.fieldOfLoaded(x.X, path)
		}
	case *ssa.FieldAddr:
		return e.field(x.X, slices.Concat([]*types.Var{fieldOf(x.X.Type(), x.Field)}, path))
	case *ssa.Field:
		return e.field(x.X, slices.Concat([]*types.Var{fieldOf(x.X.Type(), x.Field)}, path))
	case *ssa.MakeInterface:
		return e.field(x.X, path)
	case *ssa.ChangeType:
		return e.field(x.X, path)
	case *ssa.Call:
		return e.fieldOfResult(x, 0, path)
	case *ssa.Extract:
		switch tuple := x.Tuple.(type) {
		case *ssa.Call:
			return e.fieldOfResult(tuple, x.Index, path)
		case *ssa.Lookup:
			if texts := e.entry(tuple.X, tuple.Index, e.fieldsOf(path)); texts != nil {
				return texts
			}
		case *ssa.Next:
			if texts := e.ranged(x, e.fieldsOf(path)); texts != nil {
				return texts
			}
		}
	case *ssa.Lookup:
		if texts := e.entry(x.X, x.Index, e.fieldsOf(path)); texts != nil {
			return texts
		}
	case *ssa.IndexAddr:
		if texts := e.element(x.X, x.Index, e.fieldsOf(path)); texts != nil {
			return texts
		}
	case *ssa.Index:
		if texts := e.element(x.X, x.Index, e.fieldsOf(path)); texts != nil {
			return texts
		}
	case *ssa.Global:
		return e.fieldOfGlobal(x, path)
	}
	return e.anywhere(x, path)
}

// fieldOfGlobal is for a variable of a package that is a struct, or points to one.
func (e *evaluator) fieldOfGlobal(g *ssa.Global, path []*types.Var) []text {
	var all []text
	for _, v := range e.stores.globals[g] {
		if c, ok := v.(*ssa.Const); !ok || c.Value != nil {
			all = append(all, e.field(v, path)...)
		}
	}
	for _, store := range e.stores.fields[path[len(path)-1]] {
		if isAt(store.Addr, g, path) {
			all = append(all, e.eval(store.Val)...)
		}
	}
	if len(all) == 0 {
		return e.anywhere(g, path)
	}
	return unpicked(unique(all), nil)
}

// isAt reports whether an address is that of a field, along a path, of what another one
// has.
func isAt(addr, base ssa.Value, path []*types.Var) bool {
	if len(path) == 0 {
		return addr == base
	}
	field, ok := addr.(*ssa.FieldAddr)
	return ok && fieldOf(field.X.Type(), field.Field) == path[len(path)-1] && isAt(field.X, base, path[:len(path)-1])
}

func (e *evaluator) fieldOfAny(values []ssa.Value, path []*types.Var) []text {
	if len(values) == 0 {
		return e.anywhere(nil, path)
	}
	var all []text
	for _, v := range values {
		if c, ok := v.(*ssa.Const); ok && c.IsNil() {
			continue // has no fields
		}
		all = append(all, e.field(v, path)...)
	}
	return unique(all)
}

// fieldOfLoaded is for *addr: a copy of a struct, or a pointer kept in a variable.
func (e *evaluator) fieldOfLoaded(addr ssa.Value, path []*types.Var) []text {
	switch addr := addr.(type) {
	case *ssa.Global:
		return e.fieldOfGlobal(addr, path)
	case *ssa.IndexAddr, *ssa.UnOp, *ssa.Call, *ssa.Extract, *ssa.Phi, *ssa.Lookup:
		return e.field(addr, path)
	case *ssa.Alloc, *ssa.FreeVar, *ssa.Parameter, *ssa.FieldAddr:
		return e.field(addr, path)
	}
	return e.anywhere(addr, path)
}

// fieldOfVariable is for a local variable, most often a struct literal.
func (e *evaluator) fieldOfVariable(alloc *ssa.Alloc, path []*types.Var) []text {
	var all []text
	for _, v := range storesTo(alloc) { // of the whole
		if c, ok := v.(*ssa.Const); !ok || c.Value != nil {
			all = append(all, e.field(v, path)...)
		}
	}
	all = append(all, e.fieldAt(alloc, path)...)
	all = append(all, e.setElsewhere(alloc, path)...)
	if len(all) == 0 {
		return e.anywhere(alloc, path)
	}
	return unique(all)
}

// fieldAt lists what is stored at addr.path, or into a struct on the way there.
func (e *evaluator) fieldAt(addr ssa.Value, path []*types.Var) []text {
	var all []text
	for _, v := range fieldStores(addr, path) {
		all = append(all, e.eval(v)...)
	}
	for i := 1; i < len(path); i++ {
		for _, v := range fieldStores(addr, path[:i]) {
			if c, ok := v.(*ssa.Const); !ok || c.Value != nil {
				all = append(all, e.field(v, path[i:])...)
			}
		}
	}
	return all
}

// fieldStores lists what is stored at alloc.path.
func fieldStores(addr ssa.Value, path []*types.Var) []ssa.Value {
	if len(path) == 0 {
		return storesTo(addr)
	}
	var values []ssa.Value
	if addr.Referrers() == nil {
		return nil
	}
	for _, ref := range *addr.Referrers() {
		switch ref := ref.(type) {
		case *ssa.FieldAddr:
			if ref.X == addr && fieldOf(addr.Type(), ref.Field) == path[0] {
				values = append(values, fieldStores(ref, path[1:])...)
			}
		case *ssa.MakeClosure:
			for i, b := range ref.Bindings {
				if b == addr {
					values = append(values, fieldStores(ref.Fn.(*ssa.Function).FreeVars[i], path)...)
				}
			}
		case *ssa.UnOp: // the variable holds a pointer
			if ref.Op == token.MUL && ref.X == addr {
				if _, ok := ref.Type().Underlying().(*types.Pointer); ok {
					values = append(values, fieldStores(ref, path)...)
				}
			}
		}
	}
	return values
}

// fieldOfResult is for what a function returns, such as a constructor.
func (e *evaluator) fieldOfResult(call *ssa.Call, index int, path []*types.Var) []text {
	if made, ok := sinks[fullNameOf(call)]; ok && made.url >= 0 && !made.line && len(path) == 1 && isRequestURL(path[0]) {
		return unpicked(e.eval(call.Call.Args[made.url]), nil)
	}
	callees := e.graph.sites[call]
	if len(callees) == 0 || len(callees) > 8 {
		return e.anywhere(call, path)
	}
	var all []text
	for _, callee := range callees {
		for i, result := range results(callee, index) {
			if c, ok := result.(*ssa.Const); ok && c.IsNil() {
				continue
			}
			all = append(all, picked(e.instantiate(e.field(result, path), callee, call), ssa.Value(call), returning{callee, i})...)
		}
	}
	all = append(all, e.setElsewhere(call, path)...)
	if len(all) == 0 {
		return e.anywhere(call, path)
	}
	return unique(all)
}

// fallbacks lists what a field has by the declarations of flags.
func (e *evaluator) fallbacks(field *types.Var) (all []text) {
	for _, v := range e.stores.fallbacks[field] {
		all = append(all, e.settle(e.eval(v), 0)...)
	}
	return all
}

func isBool(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

// settle fills the holes with what any caller gives, up to a few calls up.
func (e *evaluator) settle(texts []text, height int) []text {
	return fill(unpicked(texts, nil), func(h *hole) ([]text, bool) {
		fn := h.param.Parent()
		if height > 3 || len(e.graph.in[fn]) == 0 || len(e.graph.in[fn]) > 4*most {
			return e.unfilled(h), true
		}
		var all []text
		for _, c := range e.graph.in[fn] {
			arg := argument(c, h.param)
			if arg == h.param {
				continue // a recursive call hands it on
			}
			if arg == nil {
				all = append(all, unknownTexts()...)
				continue
			}
			all = append(all, e.settle(e.value(arg, h), height+1)...)
		}
		return unique(all), true
	})
}

// unfilled is what a hole may be when no caller tells.
func (e *evaluator) unfilled(h *hole) []text {
	if len(h.path) > 0 {
		return e.anywhere(h.param, h.path)
	}
	return unknownTexts()
}

// argument is what a call gives for a parameter; nil if that is not to be
// seen.
func argument(c call, param *ssa.Parameter) ssa.Value {
	if c.site == nil || param.Parent() != c.callee {
		return nil
	}
	index := slices.Index(c.callee.Params, param)
	common := c.site.Common()
	if common.IsInvoke() {
		if index == 0 {
			return common.Value
		}
		index--
	}
	if index < 0 || index >= len(common.Args) {
		return nil // a wrapper for a method value
	}
	return common.Args[index]
}
