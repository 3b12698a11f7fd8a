package routes

import (
	"go/types"
)

// funcName is a function's name as a reader would write it: "auth.Require",
// "(*Auth).Perm".
func funcName(obj *types.Func) string {
	if obj == nil {
		return "a function value"
	}
	if recv := obj.Signature().Recv(); recv != nil {
		if n := namedOf(recv.Type()); n != nil {
			if _, ptr := types.Unalias(recv.Type()).(*types.Pointer); ptr {
				return "(*" + n.Obj().Name() + ")." + obj.Name()
			}
			return n.Obj().Name() + "." + obj.Name()
		}
		return obj.Name()
	}
	if obj.Pkg() == nil {
		return obj.Name()
	}
	return obj.Pkg().Name() + "." + obj.Name()
}
