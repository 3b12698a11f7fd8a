package routes

import (
	"cmp"
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// routes makes the result's routes of what was registered.
func (x *interp) routes(opts *Options) []*Route {
	sure := make(map[ast.Node]bool) // calls that main leads to
	for _, d := range x.drafts {
		sure[d.call] = sure[d.call] || d.registered && !d.guess
	}
	var found []candidate
	for _, d := range x.drafts {
		if d.registered && (!d.guess || !sure[d.call]) {
			found = append(found, x.expand(d)...)
		}
	}
	var routes []*Route
	for _, c := range served(found) {
		routes = append(routes, x.finish(opts, c.draft, c.place, c.method))
	}
	return routes
}

// expand makes the routes of one registration, in all its places.
func (x *interp) expand(d *draft) []candidate {
	own := d.path
	if own == nil {
		own = &text{}
	}
	methods := d.methods
	if len(methods) > 0 && methods[0].s == "*" {
		methods = nil
	}
	var found []candidate
	for _, p := range x.places(d.node, own, d.subtree, claim{methods: methods, order: []int{d.seq}, key: d, cond: d.cond}) {
		if d.bare {
			p.steps = slices.DeleteFunc(slices.Clone(p.steps), d.node.has)
		}
		answered := limit(methods, p.only)
		if len(answered) == 0 {
			answered = []*text{{s: "*"}}
		}
		for _, m := range answered {
			if m.s != "" {
				found = append(found, candidate{d, p, m})
			}
		}
	}
	return found
}

// A candidate is a route, if no other registration gets its requests.
type candidate struct {
	draft  *draft
	place  place
	method *text
}

// own is what the registration itself claims.
func (p place) own() claim {
	return p.claims[slices.IndexFunc(p.claims, func(c claim) bool { _, ok := c.key.(*draft); return ok })]
}

// served leaves out the candidates whose requests go elsewhere. Where another
// registration of the same router takes them over, it has them.
func served(found []candidate) []candidate {
	cs := make(claims)
	for _, c := range found {
		for _, cl := range c.place.claims {
			cs.add(cl)
		}
	}
	by := make(map[any]candidate)
	for _, c := range found {
		if own := c.place.own(); c.method.s == "*" || own.anyMethod() {
			by[claimed{own.root, own.host, own.pattern}] = c
		}
	}
	rivals := cs.rivals()
	var kept []candidate
	for _, c := range found {
		if slices.ContainsFunc(c.place.claims, func(cl claim) bool { return cl.hidden(rivals[cl.root], c.method.s) }) {
			continue
		}
		if i := slices.IndexFunc(c.place.claims, func(cl claim) bool { return cs.winner(cl, c.method.s).key != cl.key }); i < 0 {
			kept = append(kept, c)
		} else if own := c.place.own(); c.place.claims[i].key == own.key {
			win := cs.winner(own, c.method.s)
			if d, ok := win.key.(*draft); ok && win.anyMethod() && d != c.draft {
				if o, ok := by[claimed{own.root, own.host, own.pattern}]; ok && o.draft == d {
					kept = append(kept, candidate{d, o.place, c.method})
				}
			}
		}
	}
	return kept
}

// site is where a team writes its route down: the registering call, or that of
// its own function which has the path among its arguments, or the row of a table.
func (d *draft) site() ast.Node {
	if d.path == nil {
		return d.call
	}
	at := d.path.written()
	if from := d.path.from; d.looped && from != nil && from.lit != nil && from.lit.Pos() <= at && at < from.lit.End() {
		return from.lit
	}
	for _, at := range []token.Pos{d.path.written(), d.path.pos} {
		for _, call := range append([]*ast.CallExpr{d.call}, backward(d.sites)...) {
			if call.Pos() <= at && at < call.End() {
				return call
			}
		}
	}
	return d.call
}

func backward(calls []*ast.CallExpr) []*ast.CallExpr {
	calls = slices.Clone(calls)
	slices.Reverse(calls)
	return calls
}

// finish makes one route.
func (x *interp) finish(opts *Options, d *draft, p place, method *text) *Route {
	router, at := d.node.router, d.site()
	r := &Route{
		Method: method.s, Host: cmp.Or(d.host, p.host), Path: p.path,
		Router: router.Package, RouterID: d.node.id, Pos: at.Pos(), End: at.End(), Call: d.call,
		Outside: p.outside, root: p.own().root,
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
	x.judge(opts, r, d, p)
	x.by = ""
	return r
}

// judge collects the guards and decides the state.
func (x *interp) judge(opts *Options, r *Route, d *draft, p place) {
	x.prove(opts, r, d, p)
	x.fromTable(r, d)
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
