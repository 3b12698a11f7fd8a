package routes

import (
	"go/token"
	"slices"
	"strings"
)

// routes makes the result's routes of what was registered.
func (x *interp) routes(opts *Options) []*Route {
	x.learn(opts)
	var all []*Route
	for _, d := range x.drafts {
		if d.registered {
			all = append(all, x.expand(opts, d)...)
		}
	}
	return all
}

// learn looks at everything once before anything is judged: what gets a scope
// in one place is a guard in another, where its scopes are computed.
func (x *interp) learn(opts *Options) {
	for _, d := range x.drafts {
		x.by = d.by
		x.inspect(opts, d.handler, WrapperGuard, d.call.Pos())
		for _, s := range d.middleware {
			x.inspect(opts, s.val, RouteGuard, s.pos)
		}
	}
	x.by = ""
	for _, n := range x.nodes {
		for _, s := range n.steps {
			x.inspect(opts, s.val, GroupGuard, s.pos)
		}
	}
}

func (x *interp) expand(opts *Options, d *draft) []*Route {
	own := d.path
	if own == nil {
		own = &text{}
	}
	var all []*Route
	for _, p := range x.places(d.node, own, d.seq, 0) {
		steps := p.steps
		if d.bare {
			steps = slices.DeleteFunc(slices.Clone(steps), d.node.has)
		}
		if d.node.router.byPath() {
			steps = append(x.byPath(p, d.seq), steps...)
		}
		methods := d.methods
		if len(methods) == 0 || methods[0].s == "*" {
			methods = p.only
		}
		if len(methods) == 0 {
			methods = []*text{{s: "*"}}
		}
		for _, m := range methods {
			all = append(all, x.finish(opts, d, p, m, steps))
		}
	}
	return all
}

// finish makes one route.
func (x *interp) finish(opts *Options, d *draft, p place, method *text, steps []step) *Route {
	router := d.node.router
	r := &Route{
		Method: strings.ToUpper(method.s), Host: d.host, Path: p.path,
		Router: router.Package, RouterID: d.node.id, Pos: d.call.Pos(), Call: d.call,
		Outside: p.outside,
	}
	if rest := withoutBase(r.Path); rest != r.Path { // a base path that somebody else decides
		r.Path, r.Below = rest, true
	}
	if !strings.HasPrefix(r.Path, "/") && !strings.HasPrefix(r.Path, hole) { // gin, echo and fiber add it, others panic without
		r.Path = "/" + r.Path
	}
	if d.subtree {
		r.Path = strings.TrimRight(r.Path, "/*") + "/*"
	}
	r.Dynamic = strings.Contains(r.Path, hole) || strings.Contains(r.Method, hole)
	r.Template = router.template(strings.ReplaceAll(r.Path, hole, "{-}"))
	x.nameHandler(r, d)
	x.method, x.by = r.Method, d.by
	x.judge(opts, r, d, steps)
	x.method, x.by = "", ""
	return r
}

// judge collects the guards and decides the state.
func (x *interp) judge(opts *Options, r *Route, d *draft, steps []step) {
	x.prove(opts, r, d, steps)
	x.fromTable(opts, r, d)
	if r.Outside.IsValid() {
		r.Evidence = append(r.Evidence, Evidence{Reason: OutsideRouter, Pos: r.Outside, Text: "the router comes from elsewhere, and what guards it there is not known here"})
	}
	if r.Below {
		r.Evidence = append(r.Evidence, Evidence{Reason: UnknownBase, Pos: r.Call.Pos(), Text: "what stands in front of its path is not known here"})
		if d.node.router.byPath() {
			r.Evidence = append(r.Evidence, Evidence{Reason: Conditional, Pos: r.Call.Pos(), Text: "which middlewares cover it depends on what stands in front of its path"})
		}
	}
	r.decide()
}

func (r *Route) decide() {
	switch {
	case len(r.Guards) > 0:
		r.State = Guarded
	case slices.ContainsFunc(r.Evidence, func(e Evidence) bool { return e.Reason != UnknownBase }):
		r.State = Unproven
	default:
		r.State = Unguarded
	}
}

func (x *interp) judgeStep(opts *Options, r *Route, d *draft, s step, kind Kind) {
	sum := x.look(opts, s.val, kind, s.pos)
	for i := range sum.guards { // the place where it is used tells more than the place where it checks
		if g := &sum.guards[i]; g.Pos != s.pos && s.pos.IsValid() {
			g.Via, g.Pos = append(slices.Clone(g.Via), g.Pos), s.pos
		}
	}
	if !s.cond.holds(d.cond) {
		for _, g := range sum.guards {
			r.Evidence = append(r.Evidence, Evidence{Reason: Conditional, Pos: s.pos, Text: g.Name + " is used only under a condition"})
		}
		sum.guards = nil
	}
	r.Guards, r.Evidence = append(r.Guards, sum.guards...), append(r.Evidence, sum.evidence...)
}

// look inspects a value once for each kind, and for each method if it depends
// on that.
func (x *interp) look(opts *Options, v value, kind Kind, pos token.Pos) summary {
	if v == nil {
		return x.inspect(opts, v, kind, pos)
	}
	s, ok := x.seen[looked{v, kind, "", x.by}]
	if !ok {
		s, ok = x.seen[looked{v, kind, x.method, x.by}]
	}
	if !ok {
		x.asksMethod = false
		s = x.inspect(opts, v, kind, pos)
		key := looked{v, kind, "", x.by}
		if x.asksMethod {
			key.method = x.method
		}
		x.seen[key] = s
	}
	return summary{guards: slices.Clone(s.guards), evidence: s.evidence, next: s.next}
}

type looked struct {
	val        value
	kind       Kind
	method, by string
}
