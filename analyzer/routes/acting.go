package routes

import (
	"go/types"
)

// Some routers take structs for middlewares, and the table tells which of
// their methods wraps the handler of a route: connect's interceptors have one
// for calls and one for streams. A function is such a middleware for one of
// the two, and does nothing for the other.

// acts reports whether a value of the type may be a handler, or a struct that
// is a middleware.
func (x *interp) acts(t types.Type) bool {
	for name := range x.table.acts {
		if m, _ := methodOf(t, nil, name); m != nil {
			return true
		}
	}
	return isHandlerType(t)
}

// takesPart reports whether a function among the middlewares does anything for
// the route: it does not if it wraps handlers of another kind.
func (x *interp) takesPart(f *fn) bool {
	var sig *types.Signature
	if f.lit != nil {
		sig, _ = x.info.TypeOf(f.lit).(*types.Signature)
	} else if f.obj != nil {
		sig = f.obj.Signature()
	}
	if x.by == "" || sig == nil || sig.Params().Len() == 0 {
		return true
	}
	wraps := sig.Params().At(0).Type()
	named := namedOf(wraps)
	if named == nil || named.Obj().Pkg() == nil || !isFuncType(wraps) {
		return true
	}
	scope := named.Obj().Pkg().Scope()
	for _, name := range scope.Names() {
		if tn, ok := scope.Lookup(name).(*types.TypeName); ok && types.IsInterface(tn.Type()) {
			if m, _, _ := types.LookupFieldOrMethod(tn.Type(), false, nil, x.by); m != nil {
				return types.Identical(m.(*types.Func).Signature().Params().At(0).Type(), wraps)
			}
		}
	}
	return true
}
