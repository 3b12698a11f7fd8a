package needs

import (
	"go/token"
	"go/types"
	"maps"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/types/typeutil"
)

// VTA follows values through the code that it reads. Two things it does not see: what
// code without bodies gives back, which may be anything of its type that the program
// has, and what x/tools v0.52.0 loses on its way, values received by "for v := range ch"
// and "v, ok := <-ch". Both are told to it as stores, in a function that nobody calls.

// flows are the stores to be told, while they are gathered.
type flows struct {
	reach  *reach
	stores []ssa.Instruction
	hubs   typeutil.Map // from what has a type to whatever receives it: a value
	sent   typeutil.Map // values sent, by the type of the channel's elements: []ssa.Value
	got    typeutil.Map // values received likewise

	byMethod map[string][]types.Type // the concrete types with a method of that ID
}

// withFlows are the functions that are reached, and one that has what VTA does not see.
func (r *reach) withFlows() map[*ssa.Function]bool {
	f := &flows{reach: r}
	for fn := range r.functions {
		if r.calledBack[fn] {
			for _, p := range fn.Params {
				f.source(p)
			}
		}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				f.visit(instr)
			}
		}
	}
	f.got.Iterate(func(elem types.Type, got any) {
		for _, from := range valuesAt(&f.sent, elem) {
			f.flow(from, got.([]ssa.Value)[0])
		}
		for _, to := range got.([]ssa.Value)[1:] {
			f.flow(got.([]ssa.Value)[0], to)
		}
	})
	if len(f.stores) == 0 {
		return r.functions
	}
	own := types.NewNamed(types.NewTypeName(token.NoPos, nil, "flows", nil), types.NewStruct(nil, nil), nil)
	nobody := types.NewSignatureType(nil, nil, nil, types.NewTuple(types.NewParam(token.NoPos, nil, "", own)), nil, false)
	all := maps.Clone(r.functions)
	all[&ssa.Function{Signature: nobody, Blocks: []*ssa.BasicBlock{{Instrs: f.stores}}}] = true
	return all
}

func (f *flows) flow(from, to ssa.Value) {
	f.stores = append(f.stores, &ssa.Store{Addr: to, Val: from})
}

func valuesAt(m *typeutil.Map, t types.Type) []ssa.Value {
	values, _ := m.At(t).([]ssa.Value)
	return values
}

func (f *flows) visit(instr ssa.Instruction) {
	switch instr := instr.(type) {
	case *ssa.Send:
		f.addSent(instr.Chan, instr.X)
	case *ssa.Select:
		for _, state := range instr.States {
			if state.Dir == types.SendOnly {
				f.addSent(state.Chan, state.Send)
			}
		}
	case *ssa.UnOp:
		switch field, ok := instr.X.(*ssa.FieldAddr); {
		case instr.Op == token.ARROW && instr.CommaOk:
			f.received(instr)
		case ok && f.reach.isOpaque(deref(field.X.Type())):
			f.source(instr)
		}
	case *ssa.TypeAssert:
		if f.fromOpaque(instr.X, 0) {
			f.sources(instr)
		}
	case ssa.CallInstruction:
		if !f.isUnread(instr.Common()) {
			return
		}
		if call, ok := instr.(*ssa.Call); ok {
			f.sources(call)
		}
		for _, arg := range instr.Common().Args { // errors.As(err, &target)
			if made, ok := arg.(*ssa.MakeInterface); ok {
				arg = made.X
			}
			if _, ok := arg.(*ssa.Alloc); ok {
				f.source(arg)
			}
		}
	}
}

func (f *flows) addSent(ch, v ssa.Value) {
	if elem := elemOf(ch); elem != nil && flowing(v.Type()) {
		f.sent.Set(elem, append(valuesAt(&f.sent, elem), v))
	}
}

func (f *flows) received(recv *ssa.UnOp) {
	elem := elemOf(recv.X)
	if elem == nil || !flowing(elem) {
		return
	}
	for _, ref := range *recv.Referrers() {
		if v, ok := ref.(*ssa.Extract); ok && v.Index == 0 {
			f.got.Set(elem, append(valuesAt(&f.got, elem), v))
		}
	}
}

func elemOf(ch ssa.Value) types.Type {
	c, ok := ch.Type().Underlying().(*types.Chan)
	if !ok {
		return nil
	}
	return c.Elem()
}

// flowing reports whether functions are called through a value of a type.
func flowing(t types.Type) bool { return types.IsInterface(t) || isFunc(t) }

// sources is for a value, or the parts of a tuple.
func (f *flows) sources(v ssa.Value) {
	if _, ok := v.Type().(*types.Tuple); !ok {
		f.source(v)
		return
	}
	for _, ref := range *v.Referrers() {
		if part, ok := ref.(*ssa.Extract); ok {
			f.source(part)
		}
	}
}

// source is for a value that comes from code without bodies, or the variable that it is
// put into.
func (f *flows) source(v ssa.Value) {
	t := v.Type()
	if _, ok := v.(*ssa.Alloc); ok {
		t = deref(t)
	}
	if !flowing(t) {
		return
	}
	hub, known := f.hubs.At(t).(ssa.Value)
	if known {
		f.flow(hub, v)
		return
	}
	f.hubs.Set(t, v)
	if isFunc(t) {
		for _, fn := range f.reach.valuesOf(t) {
			f.flow(fn, v)
		}
		return
	}
	for _, concrete := range f.implementing(t.Underlying().(*types.Interface)) {
		f.flow(ssa.NewConst(nil, concrete), v)
	}
}

// implementing lists the concrete types of the program that have an interface. Methods
// that whoever prints or copies a value calls are found otherwise (callback.go).
func (f *flows) implementing(iface *types.Interface) []types.Type {
	first := ""
	for m := range iface.Methods() {
		if !wellKnown[m.Name()] {
			first = m.Id()
			break
		}
	}
	if first == "" {
		return nil
	}
	if f.byMethod == nil {
		f.byMethod = make(map[string][]types.Type)
		for _, t := range f.reach.types {
			set := f.reach.prog.MethodSets.MethodSet(t)
			for i := range set.Len() {
				id := set.At(i).Obj().Id()
				f.byMethod[id] = append(f.byMethod[id], t)
			}
		}
	}
	var all []types.Type
	for _, t := range f.byMethod[first] {
		if types.Implements(t, iface) {
			all = append(all, t)
		}
	}
	return all
}

// fromOpaque reports whether a value comes from code without bodies, as far as the
// function itself shows.
func (f *flows) fromOpaque(v ssa.Value, depth int) bool {
	if depth > 8 {
		return false
	}
	switch v := v.(type) {
	case *ssa.Call:
		return f.isUnread(v.Common())
	case *ssa.Extract:
		return f.fromOpaque(v.Tuple, depth+1)
	case *ssa.ChangeInterface:
		return f.fromOpaque(v.X, depth+1)
	case *ssa.TypeAssert:
		return f.fromOpaque(v.X, depth+1)
	case *ssa.Parameter:
		return f.reach.calledBack[v.Parent()]
	case *ssa.UnOp:
		field, ok := v.X.(*ssa.FieldAddr)
		return ok && f.reach.isOpaque(deref(field.X.Type()))
	case *ssa.Phi:
		for _, edge := range v.Edges {
			if f.fromOpaque(edge, depth+1) {
				return true
			}
		}
	}
	return false
}

// isUnread reports whether a call is one of code without bodies.
func (f *flows) isUnread(common *ssa.CallCommon) bool {
	if common.IsInvoke() {
		return f.reach.opaque[common.Method.Pkg()]
	}
	callee := common.StaticCallee()
	return callee != nil && callee.Blocks == nil
}
