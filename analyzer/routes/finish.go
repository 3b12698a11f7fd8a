package routes

import (
	"slices"
	"strings"
)

// routes makes the result's routes of what was registered.
func (x *interp) routes(opts *Options) []*Route {
	var all []*Route
	for _, d := range x.drafts {
		if d.registered {
			all = append(all, x.expand(opts, d)...)
		}
	}
	return all
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
	x.by = d.by
	x.judge(opts, r, d, steps)
	x.by = ""
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
