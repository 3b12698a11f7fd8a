package needs

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// A library that gets a value as an interface may ask which other interfaces the value
// has, and call any of its methods; by reflection those of its fields, too. Where that
// may lead to requests, the bodies of the library are read after all. What it then calls
// by a method's name, and not by an interface, is looked up here.

// A handing is a place where values go to a library whose bodies are not read, or to
// code that reflects.
type handing struct {
	place
	to    *types.Package
	types []types.Type
}

// handings lists the places where a program hands something on to packages that take
// it. Of what a function gives back to a library that calls it, the imports of its package
// may be the receivers.
func (t *tracer) handings(takes func(from, to *types.Package) bool) []handing {
	var all []handing
	for _, fn := range inOrder(t.graph.parent) {
		from := packageOf(fn)
		if from == nil {
			continue
		}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				for _, to := range t.receivers(instr, from) {
					if to == nil || !takes(from, to) {
						continue
					}
					if held := t.askable(handedBy(instr)); len(held) > 0 {
						all = append(all, handing{place{fn, instr}, to, held})
					}
				}
			}
		}
	}
	return all
}

// handedBy lists the values that an instruction hands on.
func handedBy(instr ssa.Instruction) []ssa.Value {
	switch instr := instr.(type) {
	case ssa.CallInstruction:
		return instr.Common().Args
	case *ssa.Store:
		return []ssa.Value{instr.Val}
	case *ssa.Return:
		return instr.Results
	}
	return nil
}

// receivers lists the packages that may get what an instruction hands on.
func (t *tracer) receivers(instr ssa.Instruction, from *types.Package) []*types.Package {
	switch instr := instr.(type) {
	case ssa.CallInstruction:
		return t.graph.called(instr)
	case *ssa.Store:
		switch addr := instr.Addr.(type) {
		case *ssa.FieldAddr:
			if name := typeName(addr.X.Type()); name != nil {
				return []*types.Package{name.Pkg()}
			}
		case *ssa.Global:
			return []*types.Package{addr.Pkg.Pkg}
		}
	case *ssa.Return:
		if slices.ContainsFunc(t.graph.in[instr.Parent()], func(c call) bool { return c.site == nil }) {
			return from.Imports()
		}
	}
	return nil
}

// called lists the packages of the functions that a call may call.
func (g *graph) called(site ssa.CallInstruction) []*types.Package {
	var all []*types.Package
	for _, fns := range [][]*ssa.Function{g.into[site], g.sites[site]} {
		for _, fn := range fns {
			if pkg := packageOf(fn); !slices.Contains(all, pkg) {
				all = append(all, pkg)
			}
		}
	}
	if common := site.Common(); common.IsInvoke() && len(all) == 0 {
		all = append(all, common.Method.Pkg())
	}
	return all
}

// askable lists the concrete types of values that have methods, or parts with methods,
// of packages that are read and can make requests.
func (t *tracer) askable(values []ssa.Value) []types.Type {
	var all []types.Type
	for _, v := range values {
		for typ := range t.holds(v) {
			if slices.ContainsFunc(t.components(typ), t.isAskable) {
				all = append(all, typ)
			}
		}
	}
	return all
}

func (t *tracer) isAskable(typ types.Type) bool {
	name := typeName(typ)
	if name == nil || name.Pkg() == nil {
		return false
	}
	u := t.graph.src.unit(name.Pkg())
	return u != nil && u.followed && u.carries
}

// components lists a type and those of its exported fields and elements, which a library
// finds by reflection.
func (t *tracer) components(typ types.Type) []types.Type {
	var all []types.Type
	seen := make(map[types.Type]bool)
	var visit func(typ types.Type, depth int)
	visit = func(typ types.Type, depth int) {
		if seen[typ] || depth > 6 {
			return
		}
		seen[typ] = true
		all = append(all, typ)
		switch u := typ.Underlying().(type) {
		case *types.Pointer:
			visit(u.Elem(), depth)
		case *types.Slice:
			visit(u.Elem(), depth+1)
		case *types.Array:
			visit(u.Elem(), depth+1)
		case *types.Map:
			visit(u.Elem(), depth+1)
		case *types.Struct:
			for f := range u.Fields() {
				switch {
				case !f.Exported() && !f.Embedded():
				case !types.IsInterface(f.Type()):
					visit(f.Type(), depth+1)
				default:
					for _, store := range t.e.stores.fields[f.Origin()] {
						if made, ok := store.Val.(*ssa.MakeInterface); ok {
							visit(made.X.Type(), depth+1)
						}
					}
				}
			}
		}
	}
	visit(typ, 0)
	return all
}

// methodsOf lists the exported methods of a type that have bodies.
func (t *tracer) methodsOf(typ types.Type) []*ssa.Function {
	if types.IsInterface(typ) || typeName(typ) == nil {
		return nil
	}
	if _, isPointer := typ.Underlying().(*types.Pointer); !isPointer {
		typ = types.NewPointer(typ) // a library may find an address
	}
	set := t.graph.src.prog.MethodSets.MethodSet(typ)
	var fns []*ssa.Function
	for i := range set.Len() {
		if sel := set.At(i); sel.Obj().Exported() {
			fns = append(fns, t.graph.src.prog.MethodValue(sel))
		}
	}
	return withBodies(fns)
}

// asked lists the IDs of the libraries whose bodies must be read, for what they are handed
// has methods that make requests and are not called otherwise.
func (t *tracer) asked() []string {
	src := t.graph.src
	handings := t.handings(func(from, to *types.Package) bool {
		u := src.unit(to)
		return from != to && u != nil && !u.std && !u.followed
	})
	news := t.news(handings)
	var more []string
	for _, h := range handings {
		if slices.ContainsFunc(t.candidates(h), func(fn *ssa.Function) bool { return news[fn] }) {
			more = append(more, src.listed[h.to].ID)
		}
	}
	return more
}

// candidates lists the methods that may be called of what is handed on. A client
// itself has none that asks for anything in particular.
func (t *tracer) candidates(h handing) []*ssa.Function {
	var all []*ssa.Function
	for _, typ := range h.types {
		for _, c := range t.components(typ) {
			all = append(all, t.methodsOf(c)...)
		}
	}
	return all
}

// news lists those of the methods of what is handed on that make requests, and those
// functions between, as far as nothing reaches them yet.
func (t *tracer) news(handings []handing) map[*ssa.Function]bool {
	roots := slices.Clone(t.graph.roots)
	for _, h := range handings {
		for _, fn := range t.candidates(h) {
			if _, known := t.graph.parent[fn]; !known {
				roots = append(roots, fn)
			}
		}
	}
	if len(roots) == len(t.graph.roots) {
		return nil
	}
	leading := t.leading()
	news := make(map[*ssa.Function]bool)
	reached := newReach(t.graph.src, roots).functions
	for grown := true; grown; {
		grown = false
		for fn := range reached {
			if _, known := t.graph.parent[fn]; known || news[fn] {
				continue
			}
			if leading.from(fn) {
				leading.add(fn)
				news[fn], grown = true, true
			}
		}
	}
	return news
}

// leading are functions that lead to requests, and the names of those that are methods.
type leading struct {
	functions map[*ssa.Function]bool
	methods   map[string]bool
}

func (t *tracer) leading() *leading {
	l := &leading{functions: make(map[*ssa.Function]bool), methods: make(map[string]bool)}
	var queue []*ssa.Function
	add := func(fn *ssa.Function) {
		if !l.functions[fn] {
			l.add(fn)
			queue = append(queue, fn)
		}
	}
	for fn := range t.graph.parent {
		if makesRequest(fn) {
			add(fn)
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		for _, c := range t.graph.in[queue[0]] {
			add(c.caller)
		}
	}
	return l
}

func (l *leading) add(fn *ssa.Function) {
	l.functions[fn] = true
	if fn.Signature.Recv() != nil {
		l.methods[fn.Name()] = true
	}
}

// from reports whether a function makes a request, or calls one that leads to some.
func (l *leading) from(fn *ssa.Function) bool {
	if makesRequest(fn) {
		return true
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if site, ok := instr.(ssa.CallInstruction); ok && site.Common().IsInvoke() && l.methods[site.Common().Method.Name()] {
				return true
			}
			var space [8]*ssa.Value
			for _, op := range instr.Operands(space[:0]) {
				if fn, ok := (*op).(*ssa.Function); ok && l.functions[fn] {
					return true
				}
			}
		}
	}
	return false
}

func makesRequest(fn *ssa.Function) bool {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case ssa.CallInstruction:
				if callee := instr.Common().StaticCallee(); callee != nil && callee.Object() != nil {
					if _, ok := sinks[callee.Object().(*types.Func).FullName()]; ok {
						return true
					}
				}
			case *ssa.Alloc:
				if isNamed(deref(instr.Type()), "net/http", "Request") {
					return true
				}
			}
		}
	}
	return false
}
