package routes

import (
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
// row, and the rows and other names that nothing of the package fits.
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
	for _, r := range t.routers {
		if r.Package == pkg.Path() && r.Default != "" && pkg.Scope().Lookup(r.Default) == nil {
			out = append(out, "default "+r.Default+", which is not there")
		}
	}
	for c := range t.rejects {
		if c.typ.pkg == pkg.Path() && pkg.Scope().Lookup(c.name) == nil {
			out = append(out, "rejects "+c.name+", which is not there")
		}
	}
	out = append(out, t.Unfit(pkg)...)
	slices.Sort(out)
	return out
}
