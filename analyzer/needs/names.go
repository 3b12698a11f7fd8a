package needs

import (
	"go/token"
	"go/types"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// packageOf is where a function is declared, an instance of a generic one
// and a wrapper too.
func packageOf(fn *ssa.Function) *types.Package {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	if fn.Origin() != nil {
		fn = fn.Origin()
	}
	if fn.Pkg != nil {
		return fn.Pkg.Pkg
	}
	if fn.Object() != nil {
		return fn.Object().Pkg()
	}
	return nil
}

// exported lists the functions that users of a package can call, and its
// initialiser.
func exported(pkg *ssa.Package) []*ssa.Function {
	fns := []*ssa.Function{pkg.Func("init")}
	scope := pkg.Pkg.Scope()
	for _, name := range scope.Names() {
		if !token.IsExported(name) {
			continue
		}
		switch obj := scope.Lookup(name).(type) {
		case *types.Func:
			fns = append(fns, pkg.Func(name))
		case *types.TypeName:
			fns = append(fns, exportedMethods(pkg.Prog, obj)...)
		}
	}
	return withBodies(fns)
}

func exportedMethods(prog *ssa.Program, obj *types.TypeName) []*ssa.Function {
	named, ok := obj.Type().(*types.Named)
	if !ok || types.IsInterface(named) || named.TypeParams().Len() > 0 {
		return nil
	}
	var fns []*ssa.Function
	set := prog.MethodSets.MethodSet(types.NewPointer(named))
	for i := range set.Len() {
		if sel := set.At(i); sel.Obj().Exported() {
			fns = append(fns, prog.MethodValue(sel))
		}
	}
	return fns
}

func withBodies(fns []*ssa.Function) []*ssa.Function {
	var kept []*ssa.Function
	for _, fn := range fns {
		if fn != nil && fn.Blocks != nil {
			kept = append(kept, fn)
		}
	}
	return kept
}

// steps is the call path to a request: from the program's start to the
// request's outermost function, and on to the request.
func (s *program) steps(g *graph, r *request) []Step {
	var steps []Step
	for _, c := range append(g.path(r.fn), r.calls...) {
		if synthetic(c.caller) && len(steps) > 0 {
			continue // a wrapper that the compiler makes
		}
		steps = append(steps, Step{Function: c.caller.String(), Place: s.place(c.pos)})
	}
	return steps
}

func synthetic(fn *ssa.Function) bool {
	return fn.Synthetic != "" && fn.Syntax() == nil && fn.Origin() == nil && !strings.HasPrefix(fn.Name(), "init")
}

func (s *program) place(pos token.Pos) Place {
	p := s.fset.Position(pos)
	file := p.Filename
	if rel, err := filepath.Rel(s.dir, file); err == nil && filepath.IsLocal(rel) {
		file = filepath.ToSlash(rel)
	}
	return Place{File: file, Line: p.Line, Column: p.Column}
}
