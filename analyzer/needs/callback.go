package needs

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// callbacks lists the functions that opaque code, code that was loaded without
// function bodies, may call because of instr: closures and methods that instr
// hands to it. A call whose callee nobody knows is one into opaque code;
// known tells that instr's callee is known.
//
// Because the callback is taken where it is handed over, what one
// sort.Slice, sync.Once or iterator is given is never mixed up with what another
// is given.
func (r *reach) callbacks(instr ssa.Instruction, known bool) []*ssa.Function {
	switch instr := instr.(type) {
	case ssa.CallInstruction:
		common := instr.Common()
		callee := common.StaticCallee()
		switch {
		case callee != nil && callee.Blocks != nil:
			return nil
		case callee == nil && known:
			return nil
		}
		fns := r.constraintMethods(callee)
		for _, arg := range common.Args {
			fns = append(fns, r.functionsOf(arg)...)
			if made, ok := arg.(*ssa.MakeInterface); ok && callee != nil && byReflection[callee.RelString(nil)] {
				fns = append(fns, r.exportedMethods(made.X.Type())...)
			}
		}
		return fns

	case *ssa.MakeInterface: // http.Handler(h), any(f)
		if isFunc(instr.X.Type()) {
			if fns := r.functionsOf(instr.X); r.isOpaque(instr.Type()) || isEmptyInterface(instr.Type()) {
				return append(fns, r.methods(instr.X.Type(), instr.Type())...)
			}
			return nil
		}
		return r.methods(instr.X.Type(), instr.Type())

	case *ssa.ChangeInterface: // own interface to http.Handler
		if !r.isOpaque(instr.Type()) {
			return nil
		}
		var fns []*ssa.Function
		from := instr.X.Type().Underlying().(*types.Interface)
		for _, t := range r.types {
			if types.Implements(t, from) {
				fns = append(fns, r.methods(t, instr.Type())...)
			}
		}
		return fns

	case *ssa.ChangeType: // http.HandlerFunc(f)
		if r.isOpaque(instr.Type()) {
			return r.functionsOf(instr.X)
		}

	case *ssa.Store: // cobra.Command{Run: f}
		if field, ok := instr.Addr.(*ssa.FieldAddr); ok && r.isOpaque(deref(field.X.Type())) {
			return r.functionsOf(instr.Val)
		}
		if global, ok := instr.Addr.(*ssa.Global); ok && r.opaque[global.Pkg.Pkg] { // flag.Usage = f
			return r.functionsOf(instr.Val)
		}
	}
	return nil
}

// functionsOf lists the functions that a value handed to opaque code may be.
func (r *reach) functionsOf(v ssa.Value) []*ssa.Function {
	switch v := v.(type) {
	case *ssa.Function:
		return []*ssa.Function{v}
	case *ssa.MakeClosure:
		return []*ssa.Function{v.Fn.(*ssa.Function)}
	case *ssa.ChangeType:
		return r.functionsOf(v.X)
	case *ssa.MakeInterface:
		return r.functionsOf(v.X)
	case *ssa.Slice: // the variadic arguments
		var fns []*ssa.Function
		for _, elem := range elements(v) {
			fns = append(fns, r.functionsOf(elem)...)
		}
		return fns
	case *ssa.Const:
		return nil
	}
	sig, ok := v.Type().Underlying().(*types.Signature)
	if !ok {
		return nil
	}
	r.callValue(sig)
	return r.values.of(sig) // any of that type: nobody knows which
}

// methods lists the methods of the concrete type t that opaque code may call
// once it has it as the interface.
func (r *reach) methods(t, iface types.Type) []*ssa.Function {
	key := [2]types.Type{t, iface}
	fns, ok := r.handed[key]
	if !ok && !types.IsInterface(t) {
		fns = r.methodsOf(t, iface)
		r.handed[key] = fns
	}
	return fns
}

func (r *reach) methodsOf(t, iface types.Type) []*ssa.Function {
	wanted, _ := iface.Underlying().(*types.Interface)
	whole := r.isOpaque(iface) && wanted.NumMethods() > 0
	set := r.prog.MethodSets.MethodSet(t)
	var fns []*ssa.Function
	for i := range set.Len() {
		sel := set.At(i)
		name := sel.Obj().Name()
		if !wellKnown[name] {
			m, _, _ := types.LookupFieldOrMethod(wanted, false, sel.Obj().Pkg(), name)
			if !whole || m == nil {
				continue
			}
		}
		if fn := r.prog.MethodValue(sel); fn != nil && fn.Blocks != nil {
			fns = append(fns, fn)
		}
	}
	return fns
}

// constraintMethods lists the methods that a generic function of opaque code may
// call of its type arguments.
func (r *reach) constraintMethods(fn *ssa.Function) []*ssa.Function {
	if fn == nil || fn.Origin() == nil {
		return nil
	}
	var fns []*ssa.Function
	for i, arg := range fn.TypeArgs() {
		constraint, ok := fn.TypeParams().At(i).Constraint().Underlying().(*types.Interface)
		if !ok || types.IsInterface(arg) {
			continue
		}
		set := r.prog.MethodSets.MethodSet(arg)
		for m := range constraint.Methods() {
			if sel := set.Lookup(m.Pkg(), m.Name()); sel != nil {
				fns = append(fns, r.prog.MethodValue(sel))
			}
		}
	}
	return withBodies(fns)
}

// wellKnown are the methods that the standard library and the usual encoders
// look for in whatever they are given.
var wellKnown = map[string]bool{
	"Error": true, "String": true, "GoString": true, "Format": true, "Scan": true, "Value": true, "LogValue": true,
	"MarshalJSON": true, "UnmarshalJSON": true, "MarshalText": true, "UnmarshalText": true, "MarshalYAML": true, "UnmarshalYAML": true,
	"MarshalBinary": true, "UnmarshalBinary": true, "GobEncode": true, "GobDecode": true, "EncodeValues": true,
	"Is": true, "As": true, "Unwrap": true, "Timeout": true, "Temporary": true,
	"Read": true, "Write": true, "Close": true, "Flush": true, "WriteTo": true, "ReadFrom": true,
}

// byReflection are functions that call every exported method of an argument.
var byReflection = map[string]bool{
	"net/rpc.Register": true, "net/rpc.RegisterName": true,
	"(*net/rpc.Server).Register": true, "(*net/rpc.Server).RegisterName": true,
}

func (r *reach) exportedMethods(t types.Type) []*ssa.Function {
	var fns []*ssa.Function
	set := r.prog.MethodSets.MethodSet(t)
	for i := range set.Len() {
		if fn := r.prog.MethodValue(set.At(i)); fn != nil && fn.Blocks != nil && set.At(i).Obj().Exported() {
			fns = append(fns, fn)
		}
	}
	return fns
}

// isOpaque reports whether opaque code may call what a value of a named type
// keeps: it is declared there, or opaque code may have its package do so.
func (r *reach) isOpaque(t types.Type) bool {
	var obj *types.TypeName
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		obj = t.Obj()
	default:
		return false
	}
	return obj.Pkg() != nil && r.opaque[obj.Pkg()]
}

func isFunc(t types.Type) bool {
	_, ok := t.Underlying().(*types.Signature)
	return ok
}

func isEmptyInterface(t types.Type) bool {
	i, ok := t.Underlying().(*types.Interface)
	return ok && i.Empty()
}

func deref(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

// elements lists what a slice literal, such as the variadic arguments of a
// call, was filled with, in order; nil for any other slice.
func elements(slice *ssa.Slice) []ssa.Value {
	array, ok := slice.X.(*ssa.Alloc)
	if !ok || array.Referrers() == nil {
		return nil
	}
	at, ok := deref(array.Type()).Underlying().(*types.Array)
	if !ok || slice.Low != nil || slice.High != nil {
		return nil
	}
	elems := make([]ssa.Value, at.Len())
	for _, ref := range *array.Referrers() {
		addr, ok := ref.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		i, ok := addr.Index.(*ssa.Const)
		if !ok {
			return nil
		}
		for _, use := range *addr.Referrers() {
			if store, ok := use.(*ssa.Store); ok && store.Addr == addr {
				elems[i.Int64()] = store.Val
			}
		}
	}
	for i, e := range elems {
		if e == nil { // left at its zero value
			elems[i] = ssa.NewConst(nil, at.Elem())
		}
	}
	return elems
}
