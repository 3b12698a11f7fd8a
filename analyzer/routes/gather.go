package routes

import (
	"cmp"
	"go/ast"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// Options say what the gatherer cannot know by itself.
type Options struct {
	Table   *Table            // nil is [Default]
	IsScope func(string) bool // whether a text is a scope
	Guards  []string          // functions that are guards, as [types.Func.FullName] writes them
}

func (o *Options) isScope(s string) bool { return o.IsScope != nil && o.IsScope(s) }

// named reports whether a function is a guard by configuration.
func (o *Options) named(obj *types.Func) bool {
	return obj != nil && len(o.Guards) > 0 && slices.Contains(o.Guards, obj.FullName())
}

// Gather finds the routes of a package. Test files are left out: their routes
// serve nobody.
func Gather(pass *analysis.Pass, opts Options) *Result {
	if opts.Table == nil {
		opts.Table = Default()
	}
	x := newInterp(pass, opts.Table)
	s := x.survey()
	if s.empty() {
		return &Result{}
	}
	x.run(s)
	res := &Result{Routes: x.routes(&opts)}
	res.Routes = append(res.Routes, x.tables(&opts, s.tables)...)
	res.Routes = dedupe(res.Routes)
	res.Coverage = x.coverage(s, res.Routes)
	return res
}

func newInterp(pass *analysis.Pass, t *Table) *interp {
	return &interp{
		pass: pass, info: pass.TypesInfo, table: t,
		decls: make(map[*types.Func]*ast.FuncDecl), relevant: make(map[*types.Func]bool), ran: make(map[*types.Func]bool),
		globals: make(map[types.Object]value), inits: make(map[types.Object]ast.Expr), opened: make(map[types.Object]*node),
		pkgNode: make(map[*Router]*node), mounted: make(map[ast.Node]bool), active: make(map[ast.Node]int),
		seen: make(map[looked]summary), learned: make(map[*types.Func]bool), stands: make(map[*types.Named]typeName), consumed: make(map[*ast.CompositeLit]bool), budget: maxBudget,
	}
}

// run runs the functions that nobody in the package mentions, then those that
// this did not reach.
func (x *interp) run(s *survey) {
	mentioned := make(map[*types.Func]bool)
	for _, fn := range s.funcs {
		for _, u := range s.uses[fn] {
			if u != fn {
				mentioned[u] = true
			}
		}
	}
	start := func(obj *types.Func) {
		if x.relevant[obj] && !x.ran[obj] {
			x.invoke(&fn{obj: obj}, x.unbound(obj), nil)
		}
	}
	for _, spec := range slices.SortedFunc(maps.Keys(x.inits), func(a, b types.Object) int { return cmp.Compare(a.Pos(), b.Pos()) }) {
		if v, ok := spec.(*types.Var); ok && x.routerOf(v.Type()) != nil {
			x.global(v)
		}
	}
	for _, fn := range s.funcs {
		if !mentioned[fn] {
			start(fn)
		}
	}
	for _, fn := range s.funcs {
		start(fn)
	}
}

// unbound makes arguments of which nothing is known.
func (x *interp) unbound(fn *types.Func) []arg {
	return make([]arg, fn.Signature().Params().Len())
}
