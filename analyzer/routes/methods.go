package routes

import "go/types"

// A method is a router's method in the packages that this one imports.
type method struct {
	obj *types.Func
	row *row
}

// methodsOf lists the registering methods that take the HTTP method and have
// the signature sig, if sig names a type of the router's package.
func (x *interp) methodsOf(sig *types.Signature) []method {
	var found []method
	for _, m := range x.registrars() {
		if types.Identical(types.NewSignatureType(nil, nil, nil, m.obj.Signature().Params(), m.obj.Signature().Results(), m.obj.Signature().Variadic()), sig) {
			found = append(found, m)
		}
	}
	return found
}

// registrars lists the methods of imported routers that register and take the
// HTTP method.
func (x *interp) registrars() []method {
	if x.methods != nil {
		return x.methods
	}
	x.methods = []method{}
	for _, imp := range x.imports {
		for key, row := range x.table.rows {
			if key.typ.pkg != imp.Path() || key.typ.name == "" || !row.registers() || !row.has("method") {
				continue
			}
			obj := imp.Scope().Lookup(key.typ.name)
			if obj == nil {
				continue
			}
			m, _, _ := types.LookupFieldOrMethod(obj.Type(), true, imp, key.name)
			if fn, ok := m.(*types.Func); ok && mentionsPackage(fn.Signature().Params(), imp) {
				x.methods = append(x.methods, method{fn, row})
			}
		}
	}
	return x.methods
}

// mentionsPackage reports whether a parameter's type is one of the package's.
func mentionsPackage(params *types.Tuple, pkg *types.Package) bool {
	for p := range params.Variables() {
		t := p.Type()
		if s, ok := t.(*types.Slice); ok {
			t = s.Elem()
		}
		if n := namedOf(t); n != nil && n.Obj().Pkg() == pkg {
			return true
		}
	}
	return false
}

func (r *row) has(role string) bool {
	for _, p := range r.params {
		if p.role == role {
			return true
		}
	}
	return false
}
