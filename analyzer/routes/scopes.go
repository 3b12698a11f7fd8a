package routes

import (
	"go/ast"
	"go/constant"
	"go/types"
)

// scopesOf returns the scopes among values, and whether some text among them
// is computed.
func (i *inspector) scopesOf(vals []value) (scopes []string, computed bool) {
	c := scopeCollector{inspector: i, seen: make(map[value]bool)}
	c.collect(vals)
	return c.scopes, c.computed
}

type scopeCollector struct {
	*inspector
	seen     map[value]bool // a context may hold itself
	scopes   []string
	computed bool
}

func (c *scopeCollector) collect(vals []value) {
	for _, v := range vals {
		c.value(v)
	}
}

func (c *scopeCollector) value(v value) {
	if t, ok := v.(*text); ok {
		if t.dynamic() {
			c.computed = true
		} else if c.opts.isScope(t.s) {
			c.scopes = append(c.scopes, t.s)
		}
		return
	}
	if v == nil || c.seen[v] {
		return
	}
	c.seen[v] = true
	switch v := v.(type) {
	case *list:
		c.collect(v.elems)
	case *table:
		c.collect(v.elems)
	case *record:
		if st := structOf(v.typ); st != nil {
			for field := range st.Fields() { // in their order
				c.value(v.fields[field.Name()])
			}
		}
	case *applied:
		t := c.x.info.TypeOf(v.call)
		if v.obj == nil || t == nil || isString(t) {
			c.computed = true
		} else if _, basic := t.Underlying().(*types.Basic); !basic && !isFuncType(t) { // perms.Any("a:b", "c:d"), not a wrapped handler
			c.collect(v.args)
		}
	}
}

// constNames lists the constants that a guard gets which is named by
// configuration and takes something else than scopes: of enumerations their
// names, of texts that have a type of their own the values.
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
		c, ok := i.x.info.Uses[id].(*types.Const)
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
