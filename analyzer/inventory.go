package analyzer

import (
	"cmp"
	"go/token"
	"go/types"
	"reflect"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"

	"github.com/scopelint/scopelint/analyzer/routes"
)

// RouteAnalyzer begins an [Inventory] of every package, whether scopes are
// proved in it or not. It reports nothing: what it finds makes sense only when
// the packages of a module are put together, which [FindRoutes] does.
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
	*routes.Result            // set by [FindRoutes]
	Uses           []ScopeUse // in the order of the source

	pass    *analysis.Pass // with syntax and types until then, and nothing else
	config  *Config
	scopes  map[string]bool     // texts that are proved to be scopes
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

func takeInventory(pass *analysis.Pass) (any, error) {
	cfg, err := (&runner{}).config(pass)
	if err != nil {
		return nil, err
	}
	j := newJudge(pass, cfg)
	inv := &Inventory{pass: slim(pass), config: cfg, scopes: j.provedScopes(), guards: make(map[string]bool), routers: make(map[string][]string)}
	for _, m := range j.mentions {
		if m.proved != nil && !cfg.Excludes(pass.Fset.Position(m.pos).Filename) {
			inv.Uses = append(inv.Uses, ScopeUse{m.text, m.pos, m.end, within(pass, m.pos)})
		}
	}
	slices.SortStableFunc(inv.Uses, func(a, b ScopeUse) int { return cmp.Compare(a.Pos, b.Pos) })
	inv.use(cfg, pass)
	return inv, nil
}

// slim is what reading routes takes of a pass. A whole module's passes are
// held at a time, and the rest is more than half of each.
func slim(pass *analysis.Pass) *analysis.Pass {
	info := pass.TypesInfo
	return &analysis.Pass{
		Fset: pass.Fset, Files: pass.Files, Pkg: pass.Pkg, Module: pass.Module,
		TypesInfo: &types.Info{
			Types: info.Types, Defs: info.Defs, Uses: info.Uses, Selections: info.Selections,
			Implicits: info.Implicits, Instances: info.Instances, FileVersions: info.FileVersions, InitOrder: info.InitOrder,
		},
		TypeErrors: pass.TypeErrors,
	}
}

// use notes what of the configuration the package uses.
func (inv *Inventory) use(cfg *Config, pass *analysis.Pass) {
	for _, obj := range pass.TypesInfo.Uses {
		if fn, ok := obj.(*types.Func); ok && len(cfg.routing.guards) > 0 && slices.Contains(cfg.routing.guards, fn.FullName()) {
			inv.guards[fn.FullName()] = true
		}
	}
	for _, pkg := range append(slices.Clone(pass.Pkg.Imports()), pass.Pkg) {
		if slices.Contains(cfg.routing.routers, pkg.Path()) {
			inv.routers[pkg.Path()] = cfg.routing.table.Unfit(pkg)
		}
	}
}

// FindRoutes sets the results of inventories: packages of one configuration
// are read together, so that a router, a handler or a middleware is followed
// from one to the other. They are complete if no others of their modules could
// call them.
func FindRoutes(packages []*Inventory, complete bool) {
	for len(packages) > 0 {
		cfg, fset := packages[0].config, packages[0].pass.Fset // what is loaded at once shares its positions and types
		var passes []*analysis.Pass
		scopes := make(map[string]bool)
		var same, rest []*Inventory
		for _, inv := range packages {
			if inv.config != cfg || inv.pass.Fset != fset {
				rest = append(rest, inv)
				continue
			}
			same = append(same, inv)
			passes = append(passes, inv.pass)
			for s := range inv.scopes {
				scopes[s] = true
			}
		}
		opts := cfg.routeOptions(scopes)
		opts.Complete = complete
		for i, res := range routes.GatherAll(passes, opts) {
			same[i].Result, same[i].pass = res, nil
		}
		packages = rest
	}
}
