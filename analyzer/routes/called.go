package routes

import (
	"go/types"
	"slices"
	"strings"
)

// A registration in a function that nothing calls is no route of the service.
// That can be told when all packages are read that could call it.

// callable returns the functions that may be called: what main, a variable's
// initializer or another module leads to. A method counts as called as soon as
// an interface has one of its name.
func (x *interp) callable() map[*types.Func]bool {
	called := make(map[*types.Func]bool)
	var add func(*types.Func)
	add = func(fn *types.Func) {
		if !called[fn] {
			called[fn] = true
			for _, u := range x.uses[fn] {
				add(u)
			}
		}
	}
	for _, fn := range x.uses[nil] {
		add(fn)
	}
	methods := x.interfaceMethods()
	for _, fn := range x.funcs {
		isMethod := fn.Signature().Recv() != nil
		switch {
		case !isMethod && (fn.Name() == "init" || fn.Name() == "main" && fn.Pkg().Name() == "main"),
			isMethod && methods[fn.Name()],
			fn.Exported() && importable(fn.Pkg()):
			add(fn)
		}
	}
	return called
}

// importable reports whether other modules can import a package.
func importable(pkg *types.Package) bool {
	return pkg.Name() != "main" && !slices.Contains(strings.Split(pkg.Path(), "/"), "internal")
}

// interfaceMethods has the names of all methods of the interfaces that the
// packages declare, and of those that their imports do.
func (x *interp) interfaceMethods() map[string]bool {
	names := make(map[string]bool)
	add := func(pkg *types.Package) {
		for _, name := range pkg.Scope().Names() {
			obj, ok := pkg.Scope().Lookup(name).(*types.TypeName)
			if !ok {
				continue
			}
			if iface, ok := obj.Type().Underlying().(*types.Interface); ok {
				for m := range iface.Methods() {
					names[m.Name()] = true
				}
			}
		}
	}
	for _, p := range x.passes {
		add(p.Pkg)
	}
	for _, imp := range x.imports {
		add(imp)
	}
	return names
}
