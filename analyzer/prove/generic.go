package prove

import (
	"go/ast"
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// instances are the functions that generic ones were made into. Only these have
// bodies.
type instances struct {
	of       map[*ssa.Function][]*ssa.Function
	seen     map[*ssa.Function]bool
	surveyed map[*types.Package]bool
}

// instance is a function that a generic one was made into, where it does not
// matter which: its type parameters have no methods, or there is only one.
func (p *program) instance(generic *ssa.Function) *ssa.Function {
	p.survey(generic.Pkg.Pkg)
	for _, pkg := range p.importers(generic.Pkg.Pkg) {
		if len(p.instances.of[generic]) > 0 && !callsMethods(generic) {
			break
		}
		p.survey(pkg)
	}
	all := p.instances.of[generic]
	if len(all) == 0 || len(all) > 1 && callsMethods(generic) {
		return nil
	}
	return slices.MinFunc(all, func(a, b *ssa.Function) int { return strings.Compare(a.String(), b.String()) })
}

// importers are the packages with code that import one.
func (p *program) importers(pkg *types.Package) []*types.Package {
	var all []*types.Package
	for other := range p.own {
		if slices.Contains(other.Imports(), pkg) {
			all = append(all, other)
		}
	}
	slices.SortFunc(all, func(a, b *types.Package) int { return strings.Compare(a.Path(), b.Path()) })
	return all
}

func isGeneric(fn *ssa.Function) bool {
	return fn.Origin() == nil && (fn.TypeParams().Len() > 0 || fn.Signature.RecvTypeParams().Len() > 0)
}

// callsMethods reports whether a type parameter's methods may be called.
func callsMethods(generic *ssa.Function) bool {
	for _, list := range []*types.TypeParamList{generic.Signature.TypeParams(), generic.Signature.RecvTypeParams()} {
		for t := range list.TypeParams() {
			if i, ok := t.Constraint().Underlying().(*types.Interface); !ok || i.NumMethods() > 0 {
				return true
			}
		}
	}
	return false
}

// survey finds the instances that a package's code makes.
func (p *program) survey(pkg *types.Package) {
	if p.instances.surveyed[pkg] || !p.translate(pkg) {
		return
	}
	p.instances.surveyed[pkg] = true
	members := p.prog.Package(pkg).Members
	for _, name := range slices.Sorted(maps.Keys(members)) {
		for _, fn := range p.functionsOf(members[name]) {
			p.noteInstances(fn)
		}
	}
}

// functionsOf lists a function, or the methods of a type.
func (p *program) functionsOf(m ssa.Member) []*ssa.Function {
	switch m := m.(type) {
	case *ssa.Function:
		return []*ssa.Function{m}
	case *ssa.Type:
		var fns []*ssa.Function
		for _, t := range []types.Type{m.Type(), types.NewPointer(m.Type())} {
			for sel := range p.prog.MethodSets.MethodSet(t).Methods() {
				if fn := p.prog.FuncValue(sel.Obj().(*types.Func)); fn != nil && fn.Pkg == m.Package() {
					fns = append(fns, fn)
				}
			}
		}
		return fns
	}
	return nil
}

func (p *program) noteInstances(fn *ssa.Function) {
	if p.instances.seen[fn] {
		return
	}
	p.instances.seen[fn] = true
	for _, b := range fn.Blocks {
		for _, i := range b.Instrs {
			for _, op := range i.Operands(nil) {
				made, ok := (*op).(*ssa.Function)
				if !ok || made.Origin() == nil {
					continue
				}
				if of := p.instances.of; !slices.Contains(of[made.Origin()], made) {
					of[made.Origin()] = append(of[made.Origin()], made)
				}
				p.noteInstances(made)
			}
		}
	}
	for _, anon := range fn.AnonFuncs {
		p.noteInstances(anon)
	}
}

// enclosing is the declared function that has a literal in it.
func enclosing(file *ast.File, lit *ast.FuncLit) *ast.FuncDecl {
	for _, d := range file.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Pos() <= lit.Pos() && lit.Pos() < fn.End() {
			return fn
		}
	}
	return nil
}
