package routes

import (
	"fmt"
	"go/types"
	"slices"
)

// Unfit words which rows of the table describe no method or function of a
// package: such a row never does anything. The packages of the built-in table
// change with their versions, so only a team's own rows are worth this check.
func (t *Table) Unfit(pkg *types.Package) []string {
	var out []string
	for c, row := range t.rows {
		if c.typ.pkg != pkg.Path() || row.verb == "-" {
			continue
		}
		name := c.name
		if c.typ.name != "" {
			name = c.typ.name + "." + c.name
		}
		switch fn := lookup(pkg, c); {
		case fn == nil:
			out = append(out, fmt.Sprintf("%s has no %s", pkg.Path(), name))
		case !row.fits(fn.Signature()):
			out = append(out, fmt.Sprintf("the row of %s does not fit its parameters, %s", name, types.TypeString(fn.Type(), types.RelativeTo(pkg))))
		}
	}
	slices.Sort(out)
	return out
}

// lookup finds the function of a row; it is nil if there is none.
func lookup(pkg *types.Package, c callee) *types.Func {
	if c.typ.name == "" {
		fn, _ := pkg.Scope().Lookup(c.name).(*types.Func)
		return fn
	}
	obj := pkg.Scope().Lookup(c.typ.name)
	if obj == nil {
		return nil
	}
	m, _, _ := types.LookupFieldOrMethod(obj.Type(), true, pkg, c.name)
	fn, _ := m.(*types.Func)
	return fn
}

// fits reports whether the row has a role for every parameter.
func (r *row) fits(sig *types.Signature) bool {
	n := 0
	for _, p := range r.params {
		if !p.variadic {
			n++
		}
	}
	hasVariadic := n < len(r.params)
	if !sig.Variadic() {
		return n == sig.Params().Len()
	}
	fixed := sig.Params().Len() - 1
	behind := 0 // of what stands behind our variadic one, the last may be an element of theirs
	for i := len(r.params) - 1; i >= 0 && !r.params[i].variadic; i-- {
		behind++
	}
	return hasVariadic && n-behind <= fixed
}
