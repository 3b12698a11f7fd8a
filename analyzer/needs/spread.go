package needs

import (
	"go/types"
	"maps"

	"golang.org/x/tools/go/ssa"
)

// Pruned packages (fate.go) make no request to the catalog's server as long as
// nothing tells them of it. This looks at all that they are told: what flows to
// them of a server's name, or of an operation's path from a package that names the
// server, widens what is followed, and the program is read again.

// spread lists the IDs of the packages that are pruned and must not be.
func (s *program) spread(t *tracer) []string {
	if !t.namedOutside() {
		return nil
	}
	f := &flow{program: s, t: t, more: make(map[string]bool)}
	for fn := range t.graph.parent {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				f.visit(instr)
			}
		}
	}
	for _, calls := range t.graph.in {
		for _, c := range calls {
			if c.site == nil {
				f.calledBack(c)
			}
		}
	}
	more := make([]string, 0, len(f.more))
	for id := range maps.Keys(f.more) {
		more = append(more, id)
	}
	return more
}

// namedOutside reports whether anything but the catalog's client names its server,
// or asks the client for it. Where nothing does there is nothing to find: what the
// client imports is followed anyway. So this only saves the search.
func (t *tracer) namedOutside() bool {
	for pkg := range t.naming {
		if !t.isClient(pkg) {
			return true
		}
	}
	for fn := range t.graph.parent {
		if pkg := packageOf(fn); pkg == nil || t.isClient(pkg) {
			continue
		}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if addr, ok := instr.(*ssa.FieldAddr); ok && isURL(deref(deref(addr.Type()))) {
					if name := typeName(addr.X.Type()); name != nil && name.Pkg() != nil && t.isClient(name.Pkg()) {
						return true // client.BaseURL
					}
				}
			}
		}
	}
	return false
}

// flow gathers what pruned packages are told.
type flow struct {
	program *program
	t       *tracer
	more    map[string]bool
}

// isPruned is false for what did not load, which has no unit.
func (f *flow) isPruned(pkg *types.Package) bool {
	return pkg != nil && f.program.unit(pkg) != nil && f.program.unit(pkg).pruned()
}

// widen notes that a package and what it imports are to be followed.
func (f *flow) widen(pkg *types.Package) { f.more[f.program.listed[pkg].ID] = true }

func (f *flow) visit(instr ssa.Instruction) {
	from := packageOf(instr.Parent())
	switch instr := instr.(type) {
	case ssa.CallInstruction:
		common := instr.Common()
		if common.IsInvoke() && f.isPruned(common.Method.Pkg()) {
			f.told(from, common.Method.Pkg(), common.Args...)
		}
		for _, callee := range f.t.graph.into[instr] {
			if pkg := packageOf(callee); f.isPruned(pkg) {
				f.told(from, pkg, common.Args...)
			}
		}
	case *ssa.Store: // Options{URL: u}
		switch addr := instr.Addr.(type) {
		case *ssa.FieldAddr:
			if name := typeName(addr.X.Type()); name != nil && f.isPruned(name.Pkg()) {
				f.told(from, name.Pkg(), instr.Val)
			}
		case *ssa.Global:
			if f.isPruned(addr.Pkg.Pkg) {
				f.told(from, addr.Pkg.Pkg, instr.Val)
			}
		}
	}
}

// told is for values that a package hands to a pruned one.
func (f *flow) told(from, to *types.Package, values ...ssa.Value) {
	for _, v := range values {
		switch v := v.(type) {
		case *ssa.Slice:
			f.told(from, to, elements(v)...)
		case *ssa.MakeMap:
			for _, use := range *v.Referrers() {
				if update, ok := use.(*ssa.MapUpdate); ok {
					f.told(from, to, update.Value)
				}
			}
		}
		if f.tells(from, v) {
			f.widen(to)
		}
	}
}

// calledBack is for a function that code without bodies calls: what it returns,
// a pruned package that its caller imports may get.
func (f *flow) calledBack(c call) {
	from := packageOf(c.callee)
	for _, b := range c.callee.Blocks {
		ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		if !ok {
			continue
		}
		for _, v := range ret.Results {
			if !f.tells(from, v) {
				continue
			}
			for _, imp := range from.Imports() {
				if f.isPruned(imp) {
					f.widen(imp)
				}
			}
		}
	}
}

// tells reports whether a value names a server of the catalog, or one of its
// paths where the package names the server elsewhere.
func (f *flow) tells(from *types.Package, v ssa.Value) bool {
	if made, ok := v.(*ssa.MakeInterface); ok {
		v = made.X
	}
	if !isText(v.Type()) && !isURL(deref(v.Type())) {
		return false
	}
	for _, text := range f.t.e.settle(f.t.e.eval(v), 0) {
		for _, p := range text.parts {
			if p.hole == nil && f.t.evidence.inText([]byte(p.lit)) {
				return true
			}
		}
		_, path, _ := address(text.String())
		if f.t.naming[from] && f.t.judge.versioned(path) {
			return true
		}
	}
	return false
}
