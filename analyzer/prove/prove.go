package prove

import (
	"go/token"
	"go/types"
	"slices"
	"sort"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"
)

// Config says what the prover cannot know by itself.
type Config struct {
	IsScope      func(string) bool                 // whether a text is a scope
	Guards       []string                          // functions that are guards, as [types.Func.FullName] writes them
	Logins       []string                          // functions that log in and ask for no scope, likewise
	Harmless     func(*types.Func) bool            // functions elsewhere that ask for no scope, such as the standard library's
	Matters      func(*types.Func) bool            // whether a function may name scopes or turn a request away; nil: all may
	Implementers func(*types.Named) []*types.Named // all types that implement an interface; nil for those that are not known
}

// A Prover proves routes of the packages that it is made for.
type Prover struct {
	Config
	*program
	lib         *library
	httpRequest *types.Struct
	lives       map[*ssa.Function]*liveness
	numbers     map[*ssa.Function]map[ssa.Value]int
	liveAt      map[place][]ssa.Value
	handing     map[place]bool
}

// New makes a prover for packages that share one set of positions.
func New(passes []*analysis.Pass, cfg Config) *Prover {
	p := &Prover{Config: cfg, program: newProgram(passes), lib: newLibrary(cfg.Harmless), lives: make(map[*ssa.Function]*liveness), numbers: make(map[*ssa.Function]map[ssa.Value]int), liveAt: make(map[place][]ssa.Value), handing: make(map[place]bool)}
	seen := make(map[*types.Package]bool)
	for _, pass := range passes {
		p.findRequest(pass.Pkg, seen)
	}
	return p
}

// findRequest finds the struct of net/http's Request.
func (p *Prover) findRequest(pkg *types.Package, seen map[*types.Package]bool) {
	if seen[pkg] || p.httpRequest != nil {
		return
	}
	seen[pkg] = true
	if pkg.Path() == "net/http" {
		if obj := pkg.Scope().Lookup("Request"); obj != nil {
			p.httpRequest, _ = structOf(obj.Type())
		}
	}
	for _, imp := range pkg.Imports() {
		p.findRequest(imp, seen)
	}
}

func (p *Prover) isScope(s string) bool { return p.IsScope != nil && p.IsScope(s) }

// named reports whether the configuration says what a function does.
func (p *Prover) named(obj *types.Func) bool {
	if len(p.Guards)+len(p.Logins) == 0 {
		return false
	}
	name := obj.FullName()
	return slices.Contains(p.Guards, name) || slices.Contains(p.Logins, name)
}

// State is what is proved of a route.
type State int

const (
	Unproven State = iota
	Guarded        // no request without the scopes gets through
	Open           // one without a credential does
	Login          // one with a credential that grants nothing does, and none without
)

// A Verdict is what is proved of a route, and by what.
type Verdict struct {
	State  State
	Guards []Guard
	Notes  []Note
}

// A Guard is the scopes that one link of the chain asks for.
type Guard struct {
	Link   int // of the chain, or [HandlerLink]
	Scopes []string
	All    bool        // all of them are needed; otherwise one of them is enough
	Inner  bool        // asked by what the handler wraps
	Named  bool        // several by one function that the configuration names: how it means them is not known
	Pos    token.Pos   // of the question, in the function that is a link of the chain, or the handler
	Func   *types.Func // that is called there, or nil
}

// A Consult is a place where code asks for a scope.
type Consult struct {
	Scope string
	Link  int
	Inner bool
	Named bool
	Pos   token.Pos
	Func  *types.Func
}

// A Note is something that keeps a route from being proved.
type Note struct {
	Why  Why
	Pos  token.Pos
	Func *types.Func
}

// Why classes notes.
type Why string

const (
	TooDeep          Why = "deep"       // calls are nested too deeply
	TooMuch          Why = "much"       // there is too much code to follow
	UnknownCallee    Why = "callee"     // a function value is not known
	UnreadMiddleware Why = "middleware" // a middleware whose code is not read
	UnreadHandler    Why = "handler"    // a handler whose code is not read
	UnreadCallee     Why = "call"       // a function whose code is not read gets the request
	UnknownStatus    Why = "status"     // a status is computed
	UnreadDecision   Why = "decision"   // a decision on a scope by code that is not read
	SelfDeclared     Why = "self"       // a scope is compared with what the request says of itself
	ComputedScope    Why = "computed"   // a scope that is asked for is not a constant
	OtherCheck       Why = "check"      // a check that names no scope
	Conditional      Why = "condition"  // a scope is asked for under a condition only
	GoesOn           Why = "on"         // code that has refused the request goes on, and answers it
	Refuses          Why = "refuses"    // no request is seen to get through
)

// Prove decides a route.
func (p *Prover) Prove(route *Route) Verdict {
	free := p.run(route, &world{name: "no scope"}, func(o *outcome) bool { return len(o.reached) > 0 })
	if len(free.out.reached) == 0 && !free.over {
		return p.guarded(route, free)
	}
	if free.over && len(free.out.reached) == 0 {
		return Verdict{Notes: []Note{{Why: TooMuch}}}
	}
	if v, ok := p.refuted(route); ok {
		return v
	}
	all := p.newRun(route, free.world, nil) // all ways to the effect tell more than the first one
	all.limit = doubtSteps
	all.start()
	return Verdict{Notes: p.doubts(all)}
}

// guarded tells by which scopes a route is guarded that no request without
// scopes gets through.
func (p *Prover) guarded(route *Route, free *run) Verdict {
	var scopes []string
	for _, c := range free.out.consults {
		if !slices.Contains(scopes, c.Scope) {
			scopes = append(scopes, c.Scope)
		}
	}
	sort.Strings(scopes)
	first := func(o *outcome) bool { return len(o.reached) > 0 }
	passes := func(w *world) (bool, *run) {
		r := p.run(route, w, first)
		// A handler that is too much to follow got the request, if nothing is missing in it.
		return len(r.out.reached) > 0 || r.out.entered && !free.out.entered && !r.out.asked, r
	}
	var enough []string
	for _, s := range scopes {
		if ok, _ := passes(&world{name: "one scope", granted: map[string]bool{s: true}}); ok {
			enough = append(enough, s)
		}
	}
	if len(enough) > 0 {
		return Verdict{State: Guarded, Guards: p.guardsOf(free, enough, false)}
	}
	ok, all := passes(&world{name: "all scopes", all: true})
	if !ok {
		return Verdict{Notes: p.doubts(free)}
	}
	consults := append(slices.Clone(free.out.consults), all.out.consults...)
	var needed []string
	for _, c := range consults {
		if slices.Contains(needed, c.Scope) {
			continue
		}
		if ok, _ := passes(&world{name: "all but one", all: true, refused: map[string]bool{c.Scope: true}}); !ok {
			needed = append(needed, c.Scope)
		}
	}
	if len(needed) == 0 {
		for _, c := range consults {
			if !slices.Contains(needed, c.Scope) {
				needed = append(needed, c.Scope)
			}
		}
	}
	all.out.consults = consults
	return Verdict{State: Guarded, Guards: p.guardsOf(all, needed, true)}
}

// guardsOf groups scopes by the link that asks for them.
func (p *Prover) guardsOf(r *run, scopes []string, all bool) []Guard {
	var guards []Guard
	done := make(map[string]bool)
	for _, c := range r.out.consults {
		if !slices.Contains(scopes, c.Scope) || done[c.Scope] {
			continue
		}
		done[c.Scope] = true
		i := slices.IndexFunc(guards, func(g Guard) bool { return g.Link == c.Link && g.Inner == c.Inner })
		if i < 0 {
			guards = append(guards, Guard{Link: c.Link, Inner: c.Inner, Named: c.Named, Pos: c.Pos, Func: c.Func, All: all})
			i = len(guards) - 1
		}
		guards[i].Scopes = append(guards[i].Scopes, c.Scope)
	}
	return guards
}

// refuted looks for a request without the scope that gets through for certain.
func (p *Prover) refuted(route *Route) (Verdict, bool) {
	worlds := []*world{
		{name: "no credential", anonymous: true},
		{name: "nothing granted", computed: true},
		{name: "another scope", computed: true, foreign: true},
	}
	for _, w := range worlds {
		certain := func(o *outcome) bool {
			last := o.reached[len(o.reached)-1]
			return last.decided == 0 && len(last.notes) == 0
		}
		r := p.newRun(route, w, certain)
		r.limit = refuteSteps
		r.start()
		if r.over {
			return Verdict{}, false // in the others it is no less
		}
		doubtful := slices.ContainsFunc(r.out.reached, end.metUnread)
		for _, e := range r.out.reached {
			if len(e.notes) > 0 || e.decided&(unread|scoped) != 0 {
				continue
			}
			if (r.out.rejected || doubtful) && e.decided&(environ|input|claims) != 0 || r.out.asked && e.decided&secret != 0 {
				continue // under a condition that other requests do not meet
			}
			if w.anonymous {
				return Verdict{State: Open}, true
			}
			return Verdict{State: Login}, true
		}
	}
	return Verdict{}, false
}

// metUnread reports whether code that is not read had a say, and so may turn
// requests away.
func (e end) metUnread() bool {
	return slices.ContainsFunc(e.notes, func(n Note) bool { return n.Why != UnknownStatus })
}

// doubts are the reasons why nothing is proved.
func (p *Prover) doubts(r *run) []Note {
	var notes []Note
	add := func(n Note) {
		if !slices.Contains(notes, n) {
			notes = append(notes, n)
		}
	}
	var decided origin
	asked := len(r.out.consults) > 0
	for _, e := range r.out.reached {
		for _, n := range e.notes {
			add(n)
		}
		decided |= e.decided
	}
	switch {
	case r.over:
		add(Note{Why: TooMuch})
	case decided&scoped != 0:
		add(Note{Why: UnreadDecision})
	case r.out.raw:
		add(Note{Why: SelfDeclared})
	case asked:
		add(Note{Why: Conditional, Pos: r.out.consults[0].Pos, Func: r.out.consults[0].Func})
	case len(notes) == 0 && len(r.out.reached) == 0:
		add(Note{Why: Refuses, Pos: r.out.refusedAt})
	case len(notes) == 0:
		add(Note{Why: OtherCheck, Pos: r.out.refusedAt})
	}
	return notes
}

func (p *Prover) run(route *Route, w *world, enough func(*outcome) bool) *run {
	r := p.newRun(route, w, enough)
	r.start()
	return r
}

func (p *Prover) newRun(route *Route, w *world, enough func(*outcome) bool) *run {
	return &run{Prover: p, world: w, route: route, enough: enough, limit: proofSteps, visited: make(map[uint64]bool)}
}

// start sends a request on its way. One that gets no answer, and for which
// nothing is done, is refused if the route answers others.
func (r *run) start() {
	r.send()
	if len(r.out.quiet) > 0 && !r.answersOthers() {
		r.out.reached = append(r.out.reached, r.out.quiet...)
	}
}

func (r *run) send() {
	first := &state{opened: r.route.Unknown}
	r.serve(first)
	r.execute(first)
}

// answersOthers reports whether the route is seen to answer a request that has
// all scopes, or to do something for it.
func (r *run) answersOthers() bool {
	all := r.newRun(r.route, &world{name: "all scopes", all: true}, func(o *outcome) bool { return len(o.reached) > 0 })
	all.limit = r.limit
	all.send()
	return len(all.out.reached) > 0
}

// consult notes that a scope was asked for, and where.
func (r *run) consult(st *state, scope string, named bool) {
	c := &Consult{Scope: scope, Link: noLink, Named: named}
	start := 0
	for i, f := range st.stack {
		if f.link != noLink {
			c.Link, start = f.link, i
			c.Inner = false
		} else if f.fn != nil && f.handed && i > start {
			c.Inner, start = true, i
		}
	}
	for _, f := range st.stack[start:] {
		if f.fn != nil {
			c.Pos, c.Func = where(f)
			break
		}
	}
	for _, old := range r.out.consults {
		if *old == *c {
			return
		}
	}
	r.out.consults = append(r.out.consults, c)
}

// where is the instruction that a frame executes, and what it calls.
func where(f *frame) (token.Pos, *types.Func) {
	if f.block == nil || f.pc == 0 {
		return f.fn.Pos(), nil
	}
	i := f.block.Instrs[f.pc-1]
	pos := i.Pos()
	if c, ok := i.(ssa.CallInstruction); ok {
		if callee := c.Common().StaticCallee(); callee != nil {
			return pos, declaration(callee)
		}
		return pos, c.Common().Method
	}
	if !pos.IsValid() {
		pos = f.fn.Pos()
	}
	return pos, nil
}
