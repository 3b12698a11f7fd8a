package needs

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/types/typeutil"
)

// given are the types of interface and function values that opaque code gives
// back: what it returns, what it calls a function with, what is asserted. No flow
// of values leads through it, so of such a value nobody knows where it was made.
type given struct{ types typeutil.Map }

// add notes the types of a list of results or parameters.
func (g *given) add(tuple *types.Tuple) {
	for v := range tuple.Variables() {
		g.addType(v.Type())
	}
}

// addType notes a type, or that of what it has in it.
func (g *given) addType(t types.Type) {
	switch u := t.Underlying().(type) {
	case *types.Interface, *types.Signature:
		g.types.Set(t, true)
	case *types.Pointer:
		if _, named := types.Unalias(u.Elem()).(*types.Named); !named || flowing(u.Elem()) {
			g.addType(u.Elem())
		}
	case *types.Slice:
		g.addType(u.Elem())
	case *types.Array:
		g.addType(u.Elem())
	case *types.Chan:
		g.addType(u.Elem())
	case *types.Map:
		g.addType(u.Elem())
	}
}

func (r *reach) noteGiven(instr ssa.Instruction) {
	switch instr := instr.(type) {
	case *ssa.TypeAssert:
		r.given.addType(instr.AssertedType)
	case ssa.CallInstruction:
		if callee := instr.Common().StaticCallee(); callee == nil || callee.Blocks == nil {
			r.given.add(instr.Common().Signature().Results())
		}
	case *ssa.UnOp: // a field of a struct that opaque code fills
		if field, ok := instr.X.(*ssa.FieldAddr); ok && r.isOpaque(deref(field.X.Type())) {
			r.given.addType(instr.Type())
		}
	}
}

// fromOpaque lists what a call may call for which the flow of values knows
// nothing: if its value is of a type that opaque code gives back, whatever has that
// type. Functions without bodies lead nowhere, and are left out to keep the graph small.
func (r *reach) fromOpaque(common *ssa.CallCommon) []*ssa.Function {
	if r.given.types.At(common.Value.Type()) == nil {
		return nil
	}
	if !common.IsInvoke() {
		return r.valuesOf(common.Value.Type())
	}
	fns, ok := r.implementing[common.Method] // for the same method is called in many places
	if !ok {
		iface := common.Value.Type().Underlying().(*types.Interface)
		for _, t := range r.types {
			if types.Implements(t, iface) {
				sel := r.prog.MethodSets.MethodSet(t).Lookup(common.Method.Pkg(), common.Method.Name())
				fns = append(fns, r.prog.MethodValue(sel))
			}
		}
		fns = withBodies(fns)
		r.implementing[common.Method] = fns
	}
	return fns
}

// valuesOf lists the functions that a value of a type may be. One of a type that the
// standard library has a name for, context.CancelFunc, is its own or was converted.
func (r *reach) valuesOf(t types.Type) []*ssa.Function {
	if name := typeName(t); name != nil && r.src.isStd(name.Pkg()) {
		fns, _ := r.converted.At(t).([]*ssa.Function)
		return withBodies(fns)
	}
	return withBodies(r.values.of(t.Underlying().(*types.Signature)))
}

func (r *reach) noteConverted(change *ssa.ChangeType) {
	if !isFunc(change.Type()) {
		return
	}
	fns, _ := r.converted.At(change.Type()).([]*ssa.Function)
	r.converted.Set(change.Type(), append(fns, r.functionsOf(change.X)...))
}
