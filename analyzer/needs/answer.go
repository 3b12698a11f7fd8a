package needs

import (
	"cmp"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/go/ssa"

	"github.com/scopelint/scopelint/catalog"
)

// newProgram answers for one program.
func newProgram(cfg *Config, src *program, pkg *ssa.Package, t *tracer) Program {
	a := &answer{src: src, t: t, catalog: cfg.Catalog, program: Program{
		Package: pkg.Pkg.Path(), Scopes: []string{}, Paths: []Path{}, Maybe: []Maybe{}, Unresolved: []Unresolved{},
	}}
	a.findings()
	a.choose()
	a.misses()
	a.others()
	a.program.Unresolved = counted(a.program.Unresolved)
	a.loadErrors(pkg)
	a.program.Complete = len(a.program.Unresolved) == 0
	return a.program
}

// An answer puts a program's result together.
type answer struct {
	src     *program
	t       *tracer
	catalog *catalog.Catalog
	program Program
	wants   []want
	known   map[string]bool // operations that are requested for sure
}

// A want is a requirement of a reachable request: one of the alternatives.
type want struct {
	finding
	alternatives [][]string
	ruling       ruling
}

// findings turns the requests into wants and maybes, each operation once, by
// its shortest path.
func (a *answer) findings() {
	slices.SortStableFunc(a.t.found, func(f, g finding) int {
		return cmp.Or(strings.Compare(f.op.String(), g.op.String()), cmp.Compare(f.length, g.length))
	})
	a.known = make(map[string]bool)
	known := a.known
	for _, f := range a.t.found {
		known[f.op.String()] = known[f.op.String()] || f.sure
	}
	asked := make(map[string]bool)
	rulings := make(map[string]want) // the best by operation and condition
	for _, f := range a.t.found {
		op := f.op.String()
		if f.sure != known[op] {
			continue // another call of it is sure
		}
		if !asked[op] {
			asked[op] = true
			a.draft(f)
			a.ask(want{finding: f, alternatives: f.op.Scopes}, known[op])
		}
		for _, cond := range f.op.Conditions {
			key := op + " " + cond.Where + strings.Join(cond.Scopes, " ")
			if r := a.t.rule(f, cond); r.holds > rulings[key].ruling.holds {
				rulings[key] = want{finding: f, alternatives: [][]string{cond.Scopes}, ruling: r}
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(rulings)) {
		w := rulings[key]
		a.ask(w, known[w.op.String()] && w.ruling.holds == always)
	}
}

func (a *answer) ask(w want, sure bool) {
	if len(w.alternatives) == 0 {
		return // the operation asks for none
	}
	if sure {
		a.wants = append(a.wants, w)
		return
	}
	if w.ruling.reason == "" {
		w.ruling.reason = "if the server, known only at run time, is " + strings.Join(a.catalog.Servers(), " or ")
	}
	a.program.Maybe = append(a.program.Maybe, Maybe{
		Scopes: w.alternatives[0], Operation: w.op.String(), Reason: w.ruling.reason,
		Where: a.where(w.ruling), Steps: a.src.steps(a.t.graph, w.request),
	})
}

func (a *answer) where(r ruling) *Place {
	if !r.pos.IsValid() {
		return nil
	}
	p := a.src.place(r.pos)
	return &p
}

// choose finds the smallest set and proves each of its scopes.
func (a *answer) choose() {
	requirements := make([][][]string, len(a.wants))
	for i, w := range a.wants {
		requirements[i] = w.alternatives
	}
	a.program.Scopes = Smallest(a.catalog, requirements)
	for _, scope := range a.program.Scopes {
		var paths []Path
		for _, w := range a.wants {
			if !slices.ContainsFunc(w.alternatives, func(all []string) bool { return slices.Contains(all, scope) }) {
				continue
			}
			paths = append(paths, Path{
				Scope: scope, Operation: w.op.String(), Reason: reason(w, scope),
				Where: a.where(w.ruling), Steps: a.src.steps(a.t.graph, w.request),
			})
		}
		slices.SortStableFunc(paths, func(p, q Path) int { return cmp.Compare(len(p.Steps), len(q.Steps)) })
		a.program.Paths = append(a.program.Paths, paths...)
	}
	a.dropKnownMaybes()
}

// reason says what beside the operation itself asks for a scope.
func reason(w want, scope string) string {
	if w.ruling.reason != "" || len(w.alternatives) == 1 {
		return w.ruling.reason
	}
	var others []string
	for _, all := range w.alternatives {
		if !slices.Contains(all, scope) {
			others = append(others, strings.Join(all, " and "))
		}
	}
	return "instead of " + strings.Join(others, " or ")
}

// dropKnownMaybes leaves out what the program needs anyway.
func (a *answer) dropKnownMaybes() {
	a.program.Maybe = slices.DeleteFunc(a.program.Maybe, func(m Maybe) bool {
		return !slices.ContainsFunc(m.Scopes, func(s string) bool { return !slices.Contains(a.program.Scopes, s) })
	})
}

// draft notes that of an operation nothing is known for sure.
func (a *answer) draft(f finding) {
	if !f.op.Draft() {
		return
	}
	a.program.Unresolved = append(a.program.Unresolved, Unresolved{
		Kind: UnknownOperation, Request: f.op.String(), Reason: "only a draft of the specification says which scope it asks for",
		Place: a.src.place(f.calls[0].pos), Steps: a.src.steps(a.t.graph, f.request),
	})
}

// misses lists requests that nobody can tell the scope of, each once.
func (a *answer) misses() {
	slices.SortStableFunc(a.t.missed, func(m, n miss) int {
		return cmp.Or(strings.Compare(m.verdict.request, n.verdict.request), cmp.Compare(m.length, n.length))
	})
	type place struct {
		request string
		Place
	}
	seen := make(map[place]bool)
	for _, m := range a.t.missed {
		if m.torn && a.known[m.op.String()] {
			continue
		}
		u := Unresolved{Kind: UnknownRequest, Request: m.verdict.request, Reason: "the URL or the method is known only at run time"}
		switch {
		case m.torn:
			u.Reason = "which server the program asks for this is known only at run time"
		case m.kind == noSuch:
			u.Kind, u.Reason = UnknownOperation, a.catalog.String()+" has no such operation"
			if !a.t.judge.servers[m.server] && !a.t.ours(m.request) {
				u.Reason = "the server is known only at run time; if it is " + strings.Join(a.catalog.Servers(), " or ") + ", " + u.Reason
			}
		case wholly(m.verdict) && !a.t.judge.servers[m.server]:
			u.Reason = "the URL is known only at run time, its server too"
		case len(m.couldBe) <= 3:
			u.Reason = "only at run time it is known whether this is " + strings.Join(m.couldBe, " or ")
		}
		at := m.calls[0]
		if wholly(m.verdict) || !at.pos.IsValid() { // whoever calls it, it is one thing to look at
			at = m.calls[len(m.calls)-1]
		}
		u.Place = a.src.place(at.pos)
		if seen[place{u.Request, u.Place}] {
			continue
		}
		seen[place{u.Request, u.Place}] = true
		u.Steps = a.src.steps(a.t.graph, m.request)
		a.program.Unresolved = append(a.program.Unresolved, u)
	}
}

// counted lists the same thing once, at the first of its places.
func counted(all []Unresolved) []Unresolved {
	kept := []Unresolved{}
	for _, u := range all {
		i := slices.IndexFunc(kept, func(k Unresolved) bool { return k.Kind == u.Kind && k.Request == u.Request && k.Reason == u.Reason })
		if i < 0 {
			kept = append(kept, u)
			continue
		}
		kept[i].Count = max(kept[i].Count, 1) + 1
	}
	return kept
}

// others lists what may ask the catalog's server in ways that are not read.
func (a *answer) others() {
	add := func(kind UnresolvedKind, what, reason string, at place) {
		step := call{caller: at.fn, pos: at.fn.Pos()}
		if at.instr != nil {
			step.pos = position(at.instr)
		}
		a.program.Unresolved = append(a.program.Unresolved, Unresolved{
			Kind: kind, Request: shortened(what), Reason: reason, Place: a.src.place(step.pos),
			Steps: a.src.steps(a.t.graph, &request{fn: at.fn, calls: []call{step}}),
		})
	}
	for _, c := range a.t.commands {
		if !c.stray || len(a.program.Scopes)+len(a.program.Maybe) > 0 || a.t.related() {
			add(Subprocess, c.command, "another program is run, whose requests are not read", c.place)
		}
	}
	for _, store := range a.t.methodsChanged() {
		if len(a.program.Scopes)+len(a.program.Maybe) > 0 || a.t.related() {
			for _, method := range a.t.e.eval(store.Val) {
				add(UnknownRequest, method.String()+" /{}", "of which request this is the method is known only at run time", place{store.Parent(), store})
			}
		}
	}
	for _, u := range a.t.unknown {
		add(UnknownCall, "methods of "+u.of.String(), "which of them are called by reflection is known only at run time", u.place)
	}
	for _, m := range a.t.mentioned {
		add(UnusedServer, m.text, m.reason, m.place)
	}
}

// shortened is a text on one line that is not too long to read.
func shortened(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 80 {
		return string(r[:79]) + "…"
	}
	return s
}

// loadErrors lists what did not load among the packages of a program.
func (a *answer) loadErrors(pkg *ssa.Package) {
	packages.Visit([]*packages.Package{a.src.listed[pkg.Pkg]}, nil, func(p *packages.Package) {
		for _, err := range a.src.units[p].errors {
			err.Pos = strings.TrimPrefix(err.Pos, a.src.dir+string(filepath.Separator))
			a.program.Unresolved = append(a.program.Unresolved, Unresolved{
				Kind: LoadError, Reason: message(err), Place: Place{File: p.PkgPath}, Steps: []Step{},
			})
		}
	})
}
