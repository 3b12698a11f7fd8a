package analyzer

import (
	"cmp"
	"go/token"
	"go/types"
	"reflect"
	"slices"
	"time"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"

	"github.com/scopelint/scopelint/analyzer/routes"
	"github.com/scopelint/scopelint/catalog"
)

// RouteAnalyzer begins an [Inventory] of every package, whether scopes are
// proved in it or not. It reports nothing: what it finds makes sense only when
// the packages of a module are put together, which [FindRoutes] does.
var RouteAnalyzer = shared.RouteAnalyzer()

// RouteAnalyzer is the variable of that name under configurations of its own.
func (c *Configs) RouteAnalyzer() *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:             "scopelintroutes",
		Doc:              "list HTTP routes and what guards them",
		URL:              docURL,
		Requires:         []*analysis.Analyzer{inspect.Analyzer, gatherConstants},
		ResultType:       reflect.TypeFor[*Inventory](),
		RunDespiteErrors: true,
		Run:              (&runner{find: c.Find}).takeInventory,
	}
}

// An Inventory is what one package says about routes, and where it names scopes.
type Inventory struct {
	*routes.Result            // set by [FindRoutes]
	Findings       []Finding  // of the rules about routes, and of waivers of theirs; likewise
	Until          time.Time  // when a waiver of these findings is over; zero for never
	Uses           []ScopeUse // in the order of the source

	judge   *judge         // of the findings, until then
	pass    *analysis.Pass // with syntax and types until then, and nothing else
	config  *Config
	scopes  map[string]bool     // texts that are proved to be scopes
	uses    map[string]bool     // configured guards and logins that the package uses
	routers map[string][]string // configured routers that it uses, with what is wrong with their rows
}

// A ScopeUse is a place where the code names a scope, whether a catalog has it
// or not.
type ScopeUse struct {
	Scope    string           // as it is written
	Catalog  *catalog.Catalog // that it is compared with
	Pos, End token.Pos
	Within   string // the declaration it stands in, "" at top level
}

// Demanded lists the scopes that guards of the routes ask for.
func (inv *Inventory) Demanded() []string {
	var list []string
	for _, r := range inv.Routes {
		for _, g := range r.Guards {
			list = append(list, g.Scopes...)
		}
	}
	return list
}

func (r *runner) takeInventory(pass *analysis.Pass) (any, error) {
	cfg, err := r.config(pass)
	if err != nil {
		return nil, err
	}
	j := newJudge(pass, cfg)
	slim := slim(pass)
	inv := &Inventory{pass: slim, judge: j.forRoutes(slim), config: cfg, scopes: j.provedScopes(), uses: make(map[string]bool), routers: make(map[string][]string)}
	for _, m := range j.mentions {
		if m.proved != nil && !cfg.Excludes(pass.Fset.Position(m.pos).Filename) {
			inv.Uses = append(inv.Uses, ScopeUse{m.text, m.catalog, m.pos, m.end, within(pass, m.pos)})
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
		fn, ok := obj.(*types.Func)
		if !ok || len(cfg.routing.guards)+len(cfg.routing.logins) == 0 {
			continue
		}
		if name := fn.FullName(); slices.Contains(cfg.routing.guards, name) || slices.Contains(cfg.routing.logins, name) {
			inv.uses[name] = true
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
			same[i].Result = res
		}
		judgeRoutes(same)
		for _, inv := range same {
			inv.pass, inv.judge = nil, nil
		}
		packages = rest
	}
}

// forRoutes is a judge of the package's routes alone, which keeps nothing else.
func (j *judge) forRoutes(slim *analysis.Pass) *judge {
	waivers := slices.DeleteFunc(slices.Clone(j.waivers), func(w *waiver) bool { return !w.ofRoutes })
	return &judge{
		references: &references{pass: slim}, cfg: j.cfg,
		waivers: waivers, nearWaivers: j.nearWaivers,
	}
}

// judgeRoutes applies the rules about routes to packages that were read
// together: what stands in one may be the guarded neighbour of what stands in
// another.
func judgeRoutes(packages []*Inventory) {
	near := make(neighbourhoods)
	for _, inv := range packages {
		near.add(inv.pass.Pkg, inv.Routes)
	}
	for _, inv := range packages {
		j := inv.judge
		j.routed, j.near = inv.Result, near
		for _, rule := range rules {
			if rule.routes || rule.ID == "bad-waiver" {
				rule.check(j)
			}
		}
		j.sort()
		inv.Findings, inv.Until = j.findings, j.until()
	}
}
