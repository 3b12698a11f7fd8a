package routes

import (
	"fmt"
	"go/types"
	"slices"
)

// Template writes a path of a package's router with "{name}" for parameters.
func (t *Table) Template(pkg, path string) string {
	for _, r := range t.routers {
		if r.Package == pkg {
			return r.template(path)
		}
	}
	return path
}

// Misfits lists the exported methods of a package's router types that have no
// row, and the rows that no method or function of the package fits.
func (t *Table) Misfits(pkg *types.Package) []string {
	var out []string
	for tn := range t.types {
		if tn.pkg != pkg.Path() {
			continue
		}
		obj := pkg.Scope().Lookup(tn.name)
		if obj == nil {
			out = append(out, "no type "+tn.name)
			continue
		}
		typ := obj.Type()
		if !types.IsInterface(typ) {
			typ = types.NewPointer(typ)
		}
		for sel := range types.NewMethodSet(typ).Methods() {
			m := sel.Obj().(*types.Func)
			if row, known := t.row(m); m.Exported() && m.Pkg() == pkg && known && row == nil {
				out = append(out, "no row for "+funcName(m))
			}
		}
	}
	for c, row := range t.rows {
		if c.typ.pkg != pkg.Path() || row.verb == "-" {
			continue
		}
		var fn *types.Func
		if c.typ.name == "" {
			fn, _ = pkg.Scope().Lookup(c.name).(*types.Func)
		} else if obj := pkg.Scope().Lookup(c.typ.name); obj != nil {
			m, _, _ := types.LookupFieldOrMethod(obj.Type(), true, pkg, c.name)
			fn, _ = m.(*types.Func)
		}
		switch {
		case fn == nil:
			out = append(out, "no function "+c.typ.name+"."+c.name)
		case fn != nil && !row.fits(fn.Signature()):
			out = append(out, fmt.Sprintf("the row of %s does not fit %s", funcName(fn), fn.Signature()))
		}
	}
	slices.Sort(out)
	return out
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
