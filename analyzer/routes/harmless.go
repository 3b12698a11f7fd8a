package routes

import (
	"go/types"
	"strings"
)

// harmless reports whether a function is known to ask for no scope: it is the
// standard library's, or the table says so.
func (i *inspector) harmless(obj *types.Func) bool {
	if obj == nil {
		return false
	}
	if obj.Pkg() == nil { // error.Error
		return true
	}
	path := obj.Pkg().Path()
	if i.x.table.refuses(obj) || i.x.own[obj.Pkg()] {
		return false
	}
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".") && !i.x.sameModule(path) || i.x.table.harmless(path)
}

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
