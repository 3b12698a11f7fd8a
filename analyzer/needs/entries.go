package needs

import (
	"cmp"
	"go/token"
	"path"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// By says which parts of a program are told apart.
type By string

const (
	ByCommand By = "command" // commands of a command line
	ByFunc    By = "func"    // functions of the program's own packages
)

// An Entry is what one part of a program needs.
type Entry struct {
	Name string `json:"name"` // empty for what runs whatever is asked for
	Place

	Complete   bool         `json:"complete"`
	Scopes     []string     `json:"scopes"`
	Paths      []Path       `json:"paths"`
	Maybe      []Maybe      `json:"maybe"`
	Unresolved []Unresolved `json:"unresolved"`
}

// A section is where a part of a program starts.
type section struct {
	name   string
	at     interface{ Pos() token.Pos }
	starts []spot // functions and closures

	blocks  map[*ssa.BasicBlock]bool // of the first start, if it is a part of that alone
	foreign bool                     // a library declares it
}

// sections lists those of a program.
func (t *tracer) sections(by By) []section {
	if by == ByFunc {
		return t.ownFunctions()
	}
	all := slices.Concat(t.madeCommands(), t.taggedCommands(), t.switched())
	for _, c := range t.declaredCommands() {
		if len(c.runs) == 0 {
			continue
		}
		s := section{name: c.path(), at: c.at.v, starts: c.runs, foreign: c.foreign}
		for up := c; up != nil && !c.foreign; up = up.parent {
			s.starts = append(s.starts, up.persistent...)
		}
		all = append(all, s)
	}
	return all
}

// ownFunctions lists the functions of the program's own packages that lead to requests.
func (t *tracer) ownFunctions() []section {
	var all []section
	leading := t.leading()
	for _, fn := range inOrder(t.graph.parent) {
		if leading.functions[fn] && t.own[packageOf(fn)] && fn.Parent() == nil && fn.Synthetic == "" {
			all = append(all, section{name: fn.String(), at: fn, starts: []spot{{v: fn}}})
		}
	}
	return all
}

// entries answers for the sections of a program one by one, over the graph of the whole.
func (t *tracer) entries(cfg *Config, pkg *ssa.Package) []Entry {
	sections := t.sections(cfg.By)
	makers := make(map[*ssa.Function]bool)
	for fn := range t.graph.parent {
		if makesRequest(fn) {
			makers[fn] = true
		}
	}
	var always *tracer
	if cfg.By == ByCommand {
		always = t.only(t.graph.without(sections), makers)
	}
	answer := func(s section, only *tracer) Entry {
		program := newProgram(cfg, t.graph.src, pkg, only)
		e := Entry{
			Name: s.name, Complete: program.Complete, Scopes: program.Scopes, Paths: program.Paths, Maybe: program.Maybe,
			Unresolved: program.Unresolved,
		}
		if e.Name == "" && s.at != nil { // a command with the program's own name
			e.Name = path.Base(pkg.Pkg.Path())
		}
		if s.at != nil {
			e.Place = t.graph.src.place(s.at.Pos())
		}
		return e
	}
	var all []Entry
	if always != nil {
		all = append(all, answer(section{}, always))
	}
	for _, s := range sections {
		only := t.only(t.graph.below(t.e, s), makers)
		if s.foreign && len(only.found)+len(only.missed) == 0 { // help, completion
			continue
		}
		if always != nil {
			only.add(always)
		}
		all = append(all, answer(s, only))
	}
	slices.SortStableFunc(all, func(a, b Entry) int { return cmp.Compare(a.Name, b.Name) })
	return all
}

// only is a tracer for a part of the graph, with what the tracer of the whole has found out.
func (t *tracer) only(g *graph, makers map[*ssa.Function]bool) *tracer {
	e := *t.e
	e.graph = g
	u := *t
	u.graph, u.e, u.seen = g, &e, make(map[string]bool)
	u.found, u.missed, u.strays = nil, nil, nil
	reached := func(at place) bool { _, ok := g.parent[at.fn]; return ok }
	u.commands = slices.DeleteFunc(slices.Clone(t.commands), func(s subprocess) bool { return !reached(s.place) })
	u.mentioned = slices.DeleteFunc(slices.Clone(t.mentioned), func(m mention) bool { return !reached(m.place) })
	u.unknown = slices.DeleteFunc(slices.Clone(t.unknown), func(c unknownCall) bool { return !reached(c.place) })
	some := make(map[*ssa.Function]call)
	for fn := range makers {
		if c, ok := g.parent[fn]; ok {
			some[fn] = c
		}
	}
	for _, fn := range inOrder(some) {
		if isDescribed(packageOf(fn)) {
			continue
		}
		for _, r := range u.e.requestsIn(fn) {
			if at := r.calls[0].site; at == nil || g.runs(at.Block()) {
				u.follow(r)
			}
		}
	}
	if len(u.strays) > 0 && t.related() {
		u.missed = append(u.missed, u.strays...)
	}
	return &u
}

// add counts what another part needs as this one's, too.
func (t *tracer) add(other *tracer) {
	t.found = append(t.found, other.found...)
	t.missed = append(t.missed, other.missed...)
	t.commands = append(t.commands, other.commands...)
	t.mentioned = append(t.mentioned, other.mentioned...)
	t.unknown = append(t.unknown, other.unknown...)
	t.graph.outer = other.graph
}

// sub is a part of a graph with nothing reached yet.
func (g *graph) sub() *graph {
	return &graph{
		src: g.src, roots: g.roots, out: g.out, in: make(map[*ssa.Function][]call), sites: g.sites, into: g.into,
		given: g.given, parent: make(map[*ssa.Function]call),
	}
}

// without is what a program runs whichever part is asked for: what its roots reach, and not
// by a call of what a library finds by name.
func (g *graph) without(sections []section) *graph {
	sub := g.sub()
	entered := make(map[*ssa.Function]bool)
	for _, s := range sections {
		if s.blocks != nil {
			sub.left = append(sub.left, s.blocks)
			continue
		}
		for _, start := range s.starts {
			entered[functionOf(start.v)] = true
		}
	}
	sub.walk(g.roots, func(c call) bool {
		return !entered[c.callee] || c.site != nil && c.site.Common().StaticCallee() != nil
	})
	return sub
}

// runs reports whether a block belongs to a part of a graph whose function does.
func (g *graph) runs(b *ssa.BasicBlock) bool {
	if b == nil || g.taken != nil && b.Parent() == g.roots[0] && !g.taken[b] {
		return false
	}
	return !slices.ContainsFunc(g.left, func(blocks map[*ssa.BasicBlock]bool) bool { return blocks[b] })
}

// walk reaches, breadth first, what the calls that are taken lead to.
func (g *graph) walk(roots []*ssa.Function, takes func(call) bool) {
	queue := slices.Clone(roots)
	for _, fn := range roots {
		g.parent[fn] = call{callee: fn}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		for _, c := range g.out[queue[0]] {
			if c.site != nil && !g.runs(c.site.Block()) || !takes(c) {
				continue
			}
			g.in[c.callee] = append(g.in[c.callee], c)
			if _, seen := g.parent[c.callee]; !seen {
				g.parent[c.callee] = c
				queue = append(queue, c.callee)
			}
		}
	}
}
