package routes

import (
	"cmp"
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// A place is one position of a route in the tree of routers: a path and the
// middlewares on the way, from the outermost.
type place struct {
	path    string // prefix and the route's own path
	steps   []step
	only    []*text // methods that a mount on the way is limited to
	outside token.Pos
	root    *node
}

const maxPlaces = 64 // of one route

// places lists every way from a root to the node.
func (x *interp) places(n *node, own *text, seq, depth int) []place {
	path := ""
	if own != nil {
		path = own.s
	}
	if n.prefix != nil {
		path = n.router.join(n.prefix.s, path)
	}
	here := n.covering(seq, n.prefix)
	if len(n.edges) == 0 || depth >= maxDepth {
		return []place{{path: path, steps: here, outside: n.outside, root: n}}
	}
	var all []place
	for _, e := range n.edges {
		if len(all) >= maxPlaces {
			break
		}
		when := seq
		switch {
		case e.mount:
			when = max(seq, e.seq)
		case n.router.Inherit == "copy":
			when = e.seq
		}
		own := &text{s: path}
		if e.prefix != nil {
			own.s = n.router.join(e.prefix.s, path)
		}
		for _, p := range x.places(e.parent, own, when, depth+1) {
			p.steps = slices.Concat(p.steps, e.steps, here)
			if e.only != nil {
				p.only = e.only
			}
			all = append(all, p)
		}
	}
	return all
}

// covering lists the node's own middlewares that cover a route registered at
// seq. Where middlewares go by path, [interp.byPath] finds them.
func (n *node) covering(seq int, _ *text) []step {
	if n.router.byPath() {
		return nil
	}
	var steps []step
	for _, s := range n.steps {
		if s.always || s.seq < seq {
			steps = append(steps, s)
		}
	}
	return steps
}

// byPath lists the middlewares of all nodes below the same root that were used
// before the route and whose prefix it lies under: fiber's order.
func (x *interp) byPath(p place, seq int) []step {
	var steps []step
	for _, n := range x.nodes {
		if !n.router.byPath() || len(n.steps) == 0 {
			continue
		}
		for _, s := range n.steps {
			if s.seq >= seq && !s.always {
				continue
			}
			for _, q := range x.places(n, s.prefix, s.seq, 0) {
				if q.root == p.root && n.router.covers(q.path, p.path) {
					steps = append(steps, s)
					break
				}
			}
		}
	}
	slices.SortFunc(steps, func(a, b step) int { return cmp.Compare(a.seq, b.seq) })
	return steps
}

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
		x.inspect(opts, d.handler, WrapperGuard, d.call.Pos())
		for _, s := range d.middleware {
			x.inspect(opts, s.val, RouteGuard, s.pos)
		}
	}
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
		Router: router.Package, Pos: d.call.Pos(), Call: d.call,
		Outside: p.outside,
	}
	if rest := withoutBase(r.Path); rest != r.Path { // a base path that somebody else decides
		r.Path = rest
		if !r.Outside.IsValid() {
			r.Outside = d.call.Pos()
		}
	}
	if d.subtree {
		r.Path = strings.TrimRight(r.Path, "/*") + "/{...}"
	}
	r.Dynamic = strings.Contains(r.Path, hole) || strings.Contains(r.Method, hole)
	r.Template = router.template(strings.ReplaceAll(r.Path, hole, "{-}"))
	x.nameHandler(r, d)
	x.judge(opts, r, d, steps)
	return r
}

// judge collects the guards and decides the state.
func (x *interp) judge(opts *Options, r *Route, d *draft, steps []step) {
	for _, s := range steps {
		x.judgeStep(opts, r, d, s, GroupGuard)
	}
	for _, s := range d.middleware {
		x.judgeStep(opts, r, d, s, RouteGuard)
	}
	if d.operation != nil {
		g, e := security(d.operation)
		r.Guards, r.Evidence = append(r.Guards, g...), append(r.Evidence, e...)
	}
	if d.handler != nil {
		kind := BodyGuard
		if f, ok := d.handler.(*fn); isApplied(d.handler) || ok && x.captured(f) != nil {
			kind = WrapperGuard
		}
		s := x.look(opts, d.handler, kind, d.call.Pos())
		r.Guards, r.Evidence = append(r.Guards, s.guards...), append(r.Evidence, s.evidence...)
	}
	x.fromTable(opts, r, d)
	if r.Outside.IsValid() {
		r.Evidence = append(r.Evidence, Evidence{Reason: OutsideRouter, Pos: r.Outside, Text: "the router comes from elsewhere, and what guards it there is not known here"})
	}
	r.decide()
}

func (r *Route) decide() {
	switch {
	case len(r.Guards) > 0:
		r.State = Guarded
	case len(r.Evidence) > 0:
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

// look inspects a value once for each kind.
func (x *interp) look(opts *Options, v value, kind Kind, pos token.Pos) summary {
	key := looked{v, kind}
	if v == nil {
		return x.inspect(opts, v, kind, pos)
	}
	s, ok := x.seen[key]
	if !ok {
		s = x.inspect(opts, v, kind, pos)
		x.seen[key] = s
	}
	return summary{guards: slices.Clone(s.guards), evidence: s.evidence, next: s.next}
}

type looked struct {
	val  value
	kind Kind
}

// nameHandler tells which function serves the route, wrappers taken off.
func (x *interp) nameHandler(r *Route, d *draft) {
	v := d.handler
	for range maxDepth {
		switch w := v.(type) {
		case *applied:
			v = nil
			for k, a := range w.args {
				if f, ok := a.(*fn); ok && f.row == nil || isApplied(a) && k < len(w.call.Args) && isHandlerLike(x, w.call.Args[k]) {
					v = a
				}
			}
			if v == nil {
				r.HandlerFn, r.Handler, r.HandlerPos = w.obj, funcName(w.obj), w.call.Pos()
				return
			}
			continue
		case *stripped:
			v = w.inner
			continue
		case *fn:
			if inner := x.captured(w); inner != nil {
				v = inner
				continue
			}
			x.nameFn(r, w)
		case *record:
			if n := namedOf(w.typ); n != nil {
				r.Handler = n.Obj().Name()
			}
		}
		return
	}
}

func isHandlerLike(x *interp, e ast.Expr) bool {
	t := x.info.TypeOf(e)
	return t != nil && (isFuncType(t) || isHandlerType(t))
}

// captured returns the handler that a wrapper's closure calls.
func (x *interp) captured(f *fn) value {
	if f.lit == nil {
		return nil
	}
	var found value
	ast.Inspect(f.lit.Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || found != nil {
			return found == nil
		}
		c := &checker{inspector: &inspector{x: x}, frame: f.frame}
		if v, ok := c.nextOf(call); ok {
			found = v
		}
		return true
	})
	return found
}

func (x *interp) nameFn(r *Route, f *fn) {
	if f.lit != nil {
		r.Handler, r.HandlerPos = "func literal", f.lit.Pos()
		return
	}
	r.HandlerFn, r.Handler, r.HandlerPos = f.obj, funcName(f.obj), f.obj.Pos()
}
