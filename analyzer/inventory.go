package analyzer

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"

	"github.com/scopelint/scopelint/analyzer/routes"
)

// RouteAnalyzer takes an [Inventory] of every package, whether scopes are
// proved in it or not. It reports nothing: what it finds makes sense only when
// the packages of a module are put together.
var RouteAnalyzer = &analysis.Analyzer{
	Name:             "scopelintroutes",
	Doc:              "list HTTP routes and what guards them",
	URL:              docURL,
	Requires:         []*analysis.Analyzer{inspect.Analyzer, gatherConstants},
	ResultType:       reflect.TypeFor[*Inventory](),
	RunDespiteErrors: true,
	Run:              takeInventory,
}

// An Inventory is what one package says about routes, and where it names scopes.
type Inventory struct {
	*routes.Result
	Handlers map[string]routes.Handler // for [routes.Link]
	Uses     []ScopeUse                // in the order of the source

	guards  map[string]bool     // configured guards that the package uses
	routers map[string][]string // configured routers that it uses, with what is wrong with their rows
}

// A ScopeUse is a place where the code names a scope, whether a catalog has it
// or not.
type ScopeUse struct {
	Scope    string // as it is written
	Pos, End token.Pos
	Within   string // the declaration it stands in, "" at top level
}

// takeInventory leaves out the registrations of excluded files. What a
// function in them demands of a request still counts.
func takeInventory(pass *analysis.Pass) (any, error) {
	cfg, err := (&runner{}).config(pass)
	if err != nil {
		return nil, err
	}
	j := newJudge(pass, cfg)
	opts := j.routeOptions()
	judged := *pass
	judged.Files = slices.DeleteFunc(slices.Clone(pass.Files), func(f *ast.File) bool {
		return cfg.excludes(pass.Fset.File(f.FileStart).Name())
	})
	inv := &Inventory{
		Result: routes.Gather(&judged, opts), Handlers: routes.Handlers(pass, opts),
		guards: make(map[string]bool), routers: make(map[string][]string),
	}
	inv.use(cfg, pass)
	for _, m := range j.mentions {
		if m.proved != nil && !cfg.excludes(pass.Fset.Position(m.pos).Filename) {
			inv.Uses = append(inv.Uses, ScopeUse{m.text, m.pos, m.end, within(pass, m.pos)})
		}
	}
	slices.SortStableFunc(inv.Uses, func(a, b ScopeUse) int { return cmp.Compare(a.Pos, b.Pos) })
	return inv, nil
}

// use notes what of the configuration the package uses.
func (inv *Inventory) use(cfg *Config, pass *analysis.Pass) {
	if len(cfg.routing.guards) > 0 {
		for _, obj := range pass.TypesInfo.Uses {
			if fn, ok := obj.(*types.Func); ok && slices.Contains(cfg.routing.guards, fn.FullName()) {
				inv.guards[fn.FullName()] = true
			}
		}
	}
	for _, pkg := range append(slices.Clone(pass.Pkg.Imports()), pass.Pkg) {
		if slices.Contains(cfg.routing.routers, pkg.Path()) {
			inv.routers[pkg.Path()] = cfg.routing.table.Unfit(pkg)
		}
	}
}
