package routes

import (
	"go/ast"
	"go/constant"
	"go/types"
)

// scopesOf returns the scopes among values, and whether some text among them
// is computed.
func (i *inspector) scopesOf(vals []value) (scopes []string, computed bool) {
	for _, v := range vals {
		switch v := v.(type) {
		case *text:
			if v.dynamic() {
				computed = true
			} else if i.opts.isScope(v.s) {
				scopes = append(scopes, v.s)
			}
		case *list:
			s, c := i.scopesOf(v.elems)
			scopes, computed = append(scopes, s...), computed || c
		case *table:
			s, c := i.scopesOf(v.elems)
			scopes, computed = append(scopes, s...), computed || c
		case *record:
			for _, name := range fieldNames(v.typ) {
				s, c := i.scopesOf([]value{v.fields[name]})
				scopes, computed = append(scopes, s...), computed || c
			}
		case *applied:
			t := i.x.info.TypeOf(v.call)
			if v.obj == nil || t == nil || isString(t) {
				computed = true
			} else if _, basic := t.Underlying().(*types.Basic); !basic && !isFuncType(t) { // perms.Any("a:b", "c:d"), not a wrapped handler
				s, c := i.scopesOf(v.args)
				scopes, computed = append(scopes, s...), computed || c
			}
		}
	}
	return scopes, computed
}

func fieldNames(t types.Type) []string {
	st := structOf(t)
	if st == nil {
		return nil
	}
	var names []string
	for field := range st.Fields() {
		names = append(names, field.Name())
	}
	return names
}

// constNames lists the constants that a guard gets which is named by
// configuration and takes something else than texts, such as enumerations.
func (i *inspector) constNames(call *ast.CallExpr) []string {
	var names []string
	for _, e := range call.Args {
		var id *ast.Ident
		switch e := ast.Unparen(e).(type) {
		case *ast.Ident:
			id = e
		case *ast.SelectorExpr:
			id = e.Sel
		default:
			continue
		}
		if c, ok := i.x.info.Uses[id].(*types.Const); ok && c.Val().Kind() != constant.Bool {
			names = append(names, c.Name())
		}
	}
	return names
}
