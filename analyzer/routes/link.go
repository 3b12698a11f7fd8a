package routes

import (
	"go/types"

	"golang.org/x/tools/go/analysis"
)

// Many services register their routes in one package and have the handlers in
// others, or behind an interface that generated code calls. One package alone
// then leaves the guards of these routes unproven. A command that reads a
// whole module asks [Handlers] of every package and puts the answers into
// [Link].

// A Handler is what the body of a function demands of each request.
type Handler struct {
	Guards   []Guard
	Evidence []Evidence
}

// Handlers reads the functions of a package that get a request. The keys are
// their names as [types.Func.FullName] writes them; a method of an imported
// interface is there too, if one type of the package implements the interface.
func Handlers(pass *analysis.Pass, opts Options) map[string]Handler {
	if opts.Table == nil {
		opts.Table = Default()
	}
	x := newInterp(pass, opts.Table)
	found := make(map[string]Handler)
	for _, obj := range x.survey().funcs {
		if x.isHandler(obj.Signature()) {
			s := x.inspect(&opts, &fn{obj: obj}, BodyGuard, obj.Pos())
			found[obj.FullName()] = Handler{s.guards, s.evidence}
		}
	}
	if len(found) > 0 {
		x.behindInterfaces(found)
	}
	return found
}

func (x *interp) isHandler(sig *types.Signature) bool {
	for p := range sig.Params().Variables() {
		if x.table.isRequest(p.Type()) {
			return true
		}
	}
	return false
}

// behindInterfaces adds the methods of imported interfaces that a type of the
// package implements. Where two types do, nobody knows which is called.
func (x *interp) behindInterfaces(found map[string]Handler) {
	twice := make(map[string]bool)
	for _, imp := range x.pass.Pkg.Imports() {
		for _, name := range imp.Scope().Names() {
			obj, ok := imp.Scope().Lookup(name).(*types.TypeName)
			if !ok || !obj.Exported() || !types.IsInterface(obj.Type()) {
				continue
			}
			iface := obj.Type().Underlying().(*types.Interface)
			if !x.handles(iface) {
				continue
			}
			for _, typ := range x.implementers(iface) {
				for m := range iface.Methods() {
					impl, _, _ := types.LookupFieldOrMethod(typ, true, x.pass.Pkg, m.Name())
					fn, ok := impl.(*types.Func)
					if !ok {
						continue
					}
					h, ok := found[fn.FullName()]
					if _, again := found[m.FullName()]; again {
						twice[m.FullName()] = true
					}
					if ok {
						found[m.FullName()] = h
					}
				}
			}
		}
	}
	for name := range twice {
		delete(found, name)
	}
}

// handles reports whether an interface is one of handlers: http.Handler alone
// is too common to say anything.
func (x *interp) handles(iface *types.Interface) bool {
	n := 0
	for m := range iface.Methods() {
		if x.isHandler(m.Signature()) && m.Name() != "ServeHTTP" {
			n++
		}
	}
	return n > 0
}

func (x *interp) implementers(iface *types.Interface) []types.Type {
	var impls []types.Type
	scope := x.pass.Pkg.Scope()
	for _, name := range scope.Names() {
		obj, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || obj.IsAlias() || types.IsInterface(obj.Type()) {
			continue
		}
		if t := types.NewPointer(obj.Type()); types.Implements(t, iface) {
			impls = append(impls, t)
		}
	}
	return impls
}

// Link puts what other packages' handlers demand in the place of what a route's
// own package could not see. The packages must share one set of positions.
func Link(all []*Route, handlers map[string]Handler) {
	for _, r := range all {
		var rest []Evidence
		for _, e := range r.Evidence {
			h, ok := handlers[e.Func]
			if e.Reason != OpaqueHandler || !ok {
				rest = append(rest, e)
				continue
			}
			r.Guards = append(r.Guards, h.Guards...)
			rest = append(rest, h.Evidence...)
		}
		r.Evidence = rest
		r.decide()
	}
}
