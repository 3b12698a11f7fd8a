package routes

import (
	"go/ast"
	"go/constant"
	"go/types"
)

// constNames lists the constants that a guard gets which is named by
// configuration and takes something else than scopes: of enumerations their
// names, of texts that have a type of their own the values.
func (x *interp) constNames(call *ast.CallExpr) []string {
	var names []string
	for _, e := range call.Args {
		id := identOf(e)
		if id == nil {
			continue
		}
		c, ok := x.info.Uses[id].(*types.Const)
		switch {
		case !ok || c.Val().Kind() == constant.Bool:
		case c.Val().Kind() == constant.String && types.Unalias(c.Type()) != types.Typ[types.String]: // a scope that no catalog has
			names = append(names, constant.StringVal(c.Val()))
		default:
			names = append(names, c.Name())
		}
	}
	return names
}
