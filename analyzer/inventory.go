package analyzer

import (
	"go/ast"
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

// An Inventory is what one package says about routes.
type Inventory struct {
	*routes.Result
	Handlers map[string]routes.Handler // for [routes.Link]

	guards  map[string]bool     // configured guards that the package uses
	routers map[string][]string // configured routers that it uses, with what is wrong with their rows
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
