package routes

import (
	"go/ast"
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// Many services register their routes in one package, make the router in
// another, and have handlers and middlewares in more. Go vet shows one package
// at a time, and what comes from elsewhere leaves a route unproven. A command
// that holds a whole module has its packages read together.

// together is the packages that are read together.
type together struct {
	passes  []*analysis.Pass
	own     map[*types.Package]bool
	imports []*types.Package // of all of them, each once
	whole   bool             // there is no other code that could call, or implement, what is here
}

func newTogether(passes []*analysis.Pass, whole bool) together {
	t := together{passes: passes, own: make(map[*types.Package]bool), whole: whole}
	seen := make(map[*types.Package]bool)
	for _, p := range passes {
		t.own[p.Pkg] = true
		for _, imp := range p.Pkg.Imports() {
			if !seen[imp] {
				seen[imp] = true
				t.imports = append(t.imports, imp)
			}
		}
	}
	return t
}

// info is what the type checker says of all the packages. An expression
// belongs to one of them, so nothing clashes. Those of several are taken out of
// the passes, lest they be there twice.
func (t *together) info() *types.Info {
	if len(t.passes) == 1 {
		return t.passes[0].TypesInfo
	}
	all := &types.Info{ // that grows as the others go: a size given now would be there beside them
		Types: make(map[ast.Expr]types.TypeAndValue), Defs: make(map[*ast.Ident]types.Object),
		Uses: make(map[*ast.Ident]types.Object), Selections: make(map[*ast.SelectorExpr]*types.Selection),
		Implicits: make(map[ast.Node]types.Object), Instances: make(map[*ast.Ident]types.Instance), FileVersions: make(map[*ast.File]string),
	}
	for _, p := range t.passes {
		maps.Copy(all.Types, p.TypesInfo.Types)
		maps.Copy(all.Defs, p.TypesInfo.Defs)
		maps.Copy(all.Uses, p.TypesInfo.Uses)
		maps.Copy(all.Selections, p.TypesInfo.Selections)
		maps.Copy(all.Implicits, p.TypesInfo.Implicits)
		maps.Copy(all.Instances, p.TypesInfo.Instances)
		maps.Copy(all.FileVersions, p.TypesInfo.FileVersions)
		one := *all
		one.InitOrder = p.TypesInfo.InitOrder
		p.TypesInfo = &one
	}
	return all
}

// sameModule reports whether a path without a dot, which the standard library
// has, belongs to a module of the packages.
func (t *together) sameModule(path string) bool {
	return slices.ContainsFunc(t.passes, func(p *analysis.Pass) bool {
		return p.Module != nil && (path == p.Module.Path || strings.HasPrefix(path, p.Module.Path+"/"))
	})
}
