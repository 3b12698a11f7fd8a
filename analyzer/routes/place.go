package routes

import (
	"cmp"
	"go/token"
	"slices"
	"strings"
)

// A place is one position of a route in the tree of routers: a path and the
// middlewares on the way, from the outermost.
//
// A route may lie behind several routers, each of which has a pattern of its
// own for the whole path that it sees. Of one router and its groups the place
// has the pattern in the making, level; behind it the path is decided.
type place struct {
	path  string // as the innermost router sees it, what was stripped in front; "" while that one is looked at
	level string // the pattern of the router that is looked at
	tree  bool   // the pattern stands for all below it, too
	inner *Router

	pattern string // the innermost router's own
	nested  bool   // behind another router, or a prefix that is taken away
	below   bool   // behind a prefix or a mount of the router that is looked at

	steps   []step
	only    []*text // methods that a mount on the way is limited to
	host    string
	when    int       // what a router had then covers the route
	claim   claim     // on requests of the router that is looked at
	claims  []claim   // on those of routers further in, from the innermost
	outer   bool      // a router behind this one was left
	outside token.Pos // where a router of the way comes from, if not from here
	lost    bool      // no request gets here
}

const maxPlaces = 64 // of one route

// places lists every way from a root to the node, for what was registered
// there at seq.
func (x *interp) places(n *node, own *text, tree bool, c claim) []place {
	p := place{inner: n.router, tree: tree, when: c.order[0], claim: c}
	if own != nil {
		p.level = own.s
	}
	p.claim.pattern, p.claim.tree = p.level, tree
	var all []place
	x.climb(n, p, 0, &all)
	return all
}

// climb goes from a node to those above it, and adds the places that it gets
// to at roots.
func (x *interp) climb(n *node, p place, depth int, all *[]place) {
	if len(*all) >= maxPlaces {
		return
	}
	if n.outside.IsValid() {
		p.outside = n.outside
	}
	if n.prefix != nil {
		p.level = n.router.join(n.prefix.s, p.level)
		p.claim.join(func(path string) string { return n.router.join(n.prefix.s, path) })
	}
	own := n.covering(p.when)
	if !p.outer {
		own = n.found(own, p.below)
	}
	p.steps = slices.Concat(own, p.steps)
	if len(n.edges) == 0 || depth >= maxDepth {
		if p = x.arrive(n, p); !p.lost {
			*all = append(*all, p)
		}
		return
	}
	for _, e := range n.edges {
		q := p
		if e.hand == inherits {
			q = x.ascend(n, e, p)
		} else if q = x.arrive(n, p); !q.lost {
			q = x.enter(e, q)
		}
		if !q.lost {
			x.climb(e.parent, q, depth+1, all)
		}
	}
}

// ascend goes on to the group or the router of the same kind that a node
// belongs to.
func (x *interp) ascend(n *node, e edge, p place) place {
	switch {
	case e.mount:
		p.when = max(p.when, e.seq)
	case n.router.Inherit == "copy":
		p.when = e.seq
	}
	p.below, p.nested = p.below || e.mount || e.prefix != nil, p.nested || e.mount
	p.only = limit(p.only, e.only)
	p.host = cmp.Or(e.host, p.host)
	p.steps = slices.Concat(e.steps, p.steps)
	join := func(path string) string { return n.router.joinFrom(e.parent.router, e.prefix, path, e.mount) }
	if e.mount && e.prefix != nil && n.router.Relative { // chi's Mount is a route for the prefix and for all below it
		p.close(n, n.router.segments(p.level, p.tree))
		front := strings.TrimRight(e.prefix.s, "/")
		c := claim{pattern: front + "/*", also: []string{front, front + "/"}, order: []int{e.seq}, key: e.seq, front: true}
		if p.level == "" || p.level == "/" {
			c.pattern, c.also[0] = c.also[0], c.pattern
		}
		p.claim = c
	} else {
		p.claim.join(join)
		if e.mount || n.router.Again == "first" && !n.router.byPath() { // gorilla's Subrouter is a route of its own
			p.claim.order = append([]int{e.seq}, p.claim.order...)
		}
	}
	p.level = join(p.level)
	return p
}

// close notes what was claimed of one router's requests.
func (p *place) close(root *node, path []segment) {
	c := p.claim
	c.root, c.host, c.path = root, p.host, path
	p.claims = append(slices.Clip(p.claims), c)
}

// arrive ends the look at one router at its root.
func (x *interp) arrive(root *node, p place) place {
	if root.router.byPath() {
		p.steps = slices.Concat(x.byPath(root, &p), p.steps)
	}
	path := root.router.segments(p.level, p.tree)
	if !p.outer {
		p.path, p.pattern = p.level, p.level
	} else {
		narrowed, ok := p.inner.narrow(p.path, p.inner.rewriteFrom(root.router, path))
		if !ok {
			p.lost = true
			return p
		}
		p.path = narrowed
		path = p.inner.segments(narrowed, false)
	}
	p.close(root, path)
	return p
}

// enter goes on to the router in front, of which the edge tells the pattern.
func (x *interp) enter(e edge, p place) place {
	if e.prefix != nil {
		p.path = strings.TrimRight(e.prefix.s, "/") + "/" + strings.TrimLeft(p.path, "/")
	}
	p.when = max(p.when, e.seq)
	p.host = cmp.Or(e.host, p.host)
	p.only = limit(p.only, e.only)
	p.steps = slices.Concat(e.steps, p.steps)
	p.nested = p.nested || e.prefix != nil || e.parent.router != outside
	p.outer, p.level, p.tree = true, "", e.tree
	if e.within != nil {
		p.level = e.within.s
	} else {
		p.tree = true
	}
	p.claim = claim{pattern: p.level, tree: p.tree, methods: e.only, order: []int{e.seq}, key: e.seq, front: true}
	if e.hand == relative { // chi's Handle: the inner router sees what this one sees
		within := e.parent.router.segments(p.level, p.tree)
		path, ok := p.inner.narrow(p.path, within)
		p.lost = !ok
		p.outer, p.level, p.tree = false, path, false
	}
	return p
}

// limit lists the methods that both lists have; nil stands for all.
func limit(a, b []*text) []*text {
	switch {
	case len(a) == 0:
		return b
	case len(b) == 0:
		return a
	}
	both := []*text{}
	for _, m := range a {
		if hasMethod(b, m.s) {
			both = append(both, m)
		}
	}
	if len(both) == 0 {
		return []*text{{s: ""}} // none
	}
	return both
}

// covering lists the node's own middlewares that cover a route registered at
// seq. Where middlewares go by path, [interp.byPath] finds them.
func (n *node) covering(seq int) []step {
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

// has reports whether a step is one of the node's own.
func (n *node) has(s step) bool {
	return slices.ContainsFunc(n.steps, func(own step) bool { return own.seq == s.seq })
}

// joinFrom puts the prefix of a router above in front of a path.
func (r *Router) joinFrom(parent *Router, prefix *text, path string, mount bool) string {
	if prefix == nil {
		return path
	}
	front := prefix.s
	if mount && strings.HasPrefix(path, "/") {
		front = strings.TrimRight(front, "/")
	}
	if parent.Params != r.Params {
		front = r.assemble(front, r.rewriteFrom(parent, parent.segments(front, false)))
	}
	return r.join(front, path)
}

// rewriteFrom writes the parameters of another router in this one's form.
func (r *Router) rewriteFrom(other *Router, segs []segment) []segment {
	if other.Params == r.Params {
		return segs
	}
	return r.rewrite(segs)
}
