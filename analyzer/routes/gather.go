package routes

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// Options say what the gatherer cannot know by itself.
type Options struct {
	Table    *Table            // nil is [Default]
	IsScope  func(string) bool // whether a text is a scope
	Known    func(string) bool // whether a text that code computes names a scope; optional
	Guards   []string          // functions that are guards, as [types.Func.FullName] writes them
	Logins   []string          // functions that log in and ask for no scope, likewise
	Excluded func(string) bool // files whose registrations are left out; what their functions do counts
	Complete bool              // no other code of a module is there that could call the packages; for [GatherAll]
}

func (o *Options) isScope(s string) bool { return o.IsScope != nil && o.IsScope(s) }

// names reports whether a text that code asks for is a scope.
func (o *Options) names(s string) bool { return o.isScope(s) || o.Known != nil && o.Known(s) }

// named reports whether a function is a guard, or a login, by configuration.
func (o *Options) named(obj *types.Func) bool {
	if obj == nil || len(o.Guards)+len(o.Logins) == 0 {
		return false
	}
	name := obj.FullName()
	return slices.Contains(o.Guards, name) || slices.Contains(o.Logins, name)
}

// Gather finds the routes of one package, whatever others do with them. Test
// files are left out: their routes serve nobody.
func Gather(pass *analysis.Pass, opts Options) *Result {
	return gather(newTogether([]*analysis.Pass{pass}, false), opts)[0]
}

// GatherAll finds the routes of packages that are read together: all that a
// service has of its own. They must share one set of positions and one
// identity of types, and are left without their types' information. The results
// are in the order of the packages.
func GatherAll(passes []*analysis.Pass, opts Options) []*Result {
	return gather(newTogether(passes, true), opts)
}

func gather(t together, opts Options) []*Result {
	if opts.Table == nil {
		opts.Table = Default()
	}
	x := newInterp(t, opts.Table)
	surveys := x.survey(&opts)
	results := make([]*Result, len(surveys))
	for i := range results {
		results[i] = &Result{}
	}
	if !slices.ContainsFunc(surveys, func(s *survey) bool { return !s.empty() }) {
		for i, s := range surveys {
			results[i].Coverage = s.coverage(nil, nil)
		}
		return results
	}
	x.run()
	called := x.callable
	if !opts.Complete {
		called = nil
	}
	dead := uncalled(surveys, called)
	all := x.routes(&opts)
	for _, s := range surveys {
		all = append(all, x.tables(&opts, s.tables)...)
	}
	of := x.packages()
	for _, r := range dedupe(all) {
		if dead[r.Call] {
			r.Evidence = append(r.Evidence, Evidence{Reason: Uncalled, Pos: r.Call.Pos(), Text: notCalled})
			r.decide()
		}
		if i, ok := of(r.Pos); ok {
			results[i].Routes = append(results[i].Routes, r)
		}
	}
	outcomes := x.outcomes()
	for i, s := range surveys {
		results[i].Coverage = s.coverage(outcomes, dead)
	}
	return results
}

func newInterp(t together, table *Table) *interp {
	return &interp{
		together: t, info: t.info(), table: table,
		decls: make(map[*types.Func]*ast.FuncDecl), uses: make(map[*types.Func][]*types.Func), relevant: make(map[*types.Func]bool), ran: make(map[*types.Func]bool), mentioned: make(map[*types.Func]bool),
		setters: setters{make(map[*types.Var][]*types.Func), make(map[*types.Func]bool)},
		globals: make(map[types.Object]value), inits: make(map[types.Object]ast.Expr), opened: make(map[types.Object]*node),
		pkgNode: make(map[*Router]*node), mounted: make(map[ast.Node]bool), active: make(map[ast.Node]int),
		speaks: make(map[*types.Func]bool), demands: make(map[*types.Func]bool), changes: make(map[types.Object]bool), lent: make(map[types.Object]bool),
		entered: make(map[*ast.FuncLit]bool), routerLike: make(map[any]bool), bent: make(map[string]bool), implementer: make(map[*types.Named]types.Type), promotions: make(map[*types.Func]*row), stands: make(map[*types.Named]typeName),
		fieldSetters: make(map[*ast.FuncDecl]bool),
		consumed:     make(map[*ast.CompositeLit]bool), budget: maxBudget,
	}
}

// packages returns a function that tells which package, of those whose
// registrations count, a position lies in.
func (x *interp) packages() func(token.Pos) (int, bool) {
	byFile := make(map[*token.File]int)
	for i, p := range x.passes {
		for _, file := range p.Files {
			if !x.left[file] {
				byFile[p.Fset.File(file.FileStart)] = i
			}
		}
	}
	return func(pos token.Pos) (int, bool) {
		i, ok := byFile[x.passes[0].Fset.File(pos)]
		return i, ok
	}
}

// run runs the functions that nobody mentions, then those that this did not
// reach.
func (x *interp) run() {
	for _, fn := range x.funcs {
		for _, u := range x.uses[fn] {
			if u != fn {
				x.mentioned[u] = true
			}
		}
	}
	start := func(obj *types.Func) {
		if (x.relevant[obj] || isEntry(obj) && x.setters.runs[obj]) && !x.ran[obj] {
			x.guess = !isEntry(obj)
			defer func() { x.guess = false }()
			for i, v := range x.invoke(&fn{obj: obj}, x.unbound(obj), nil) {
				if res := obj.Signature().Results(); i < res.Len() {
					x.leave(v, res.At(i).Type())
				}
			}
		}
	}
	for _, fn := range x.funcs {
		if fn.Name() == "init" && isEntry(fn) && x.setters.runs[fn] {
			start(fn)
		}
	}
	for _, spec := range slices.SortedFunc(maps.Keys(x.inits), func(a, b types.Object) int { return cmp.Compare(a.Pos(), b.Pos()) }) {
		if v, ok := spec.(*types.Var); ok && x.routerOf(v.Type()) != nil {
			x.global(v)
		}
	}
	for _, fn := range x.funcs {
		if isEntry(fn) {
			start(fn)
		}
	}
	for _, fn := range x.funcs {
		if !x.mentioned[fn] {
			start(fn)
		}
	}
	for _, fn := range x.funcs {
		start(fn)
	}
	x.runClosures()
	x.serveAll()
}

// isEntry reports whether the runtime calls a function.
func isEntry(fn *types.Func) bool {
	return fn.Signature().Recv() == nil && (fn.Name() == "init" || fn.Name() == "main" && fn.Pkg().Name() == "main")
}

// runClosures runs the closures that register and that only code elsewhere calls:
// the commands of a program, what a group of goroutines runs.
func (x *interp) runClosures() {
	for len(x.closures) > 0 {
		c := x.closures[0]
		x.closures = x.closures[1:]
		if !x.entered[c.fn.lit] && x.registrar(arg{val: c.fn}) {
			x.cond, x.guess = c.cond, c.guess
			x.invoke(c.fn, nil, nil)
			x.cond, x.guess = nil, false
		}
	}
}

// unbound makes arguments of which nothing is known.
func (x *interp) unbound(fn *types.Func) []arg {
	return make([]arg, fn.Signature().Params().Len())
}
