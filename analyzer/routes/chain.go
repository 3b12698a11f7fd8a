package routes

import (
	"slices"

	"github.com/scopelint/scopelint/analyzer/prove"
)

// Some packages only put middlewares in a row: alice, negroni. The table calls
// such a row of middlewares a chain; it is a node that no route is registered
// on, and a handler behind it.

// chained is a handler behind the middlewares of a chain.
type chained struct {
	steps []step
	inner value
}

// ending is a handler among the middlewares of a chain. It answers, and what
// stands behind it runs all the same.
type ending struct{ inner value }

// then is the handler that a chain makes of another one.
func (x *interp) then(n *node, h value) *chained {
	if isZero(h) { // alice's Then(nil)
		h = x.packageRouter(x.table.routerNamed("net/http"))
	}
	return &chained{steps: x.links(n, x.next()), inner: h}
}

// asChained is the handler that a value is if it is a chain, or behind one.
// A chain with several endings does what none of them tells alone.
func (x *interp) asChained(v value) *chained {
	if c, ok := v.(*chained); ok {
		return c
	}
	n, ok := v.(*node)
	if !ok || !n.router.Chain {
		return nil
	}
	links := x.links(n, x.next())
	i := slices.IndexFunc(links, isEnding)
	if i < 0 || slices.ContainsFunc(links[i+1:], isEnding) {
		return &chained{steps: links}
	}
	return &chained{steps: links[:i], inner: links[i].val.(*ending).inner}
}

func isEnding(s step) bool {
	_, ok := s.val.(*ending)
	return ok
}

// links lists the middlewares that a chain had at a time, those of chains
// among them one by one.
func (x *interp) links(n *node, when int) []step {
	var links []step
	for _, e := range n.edges {
		links = append(links, x.links(e.parent, e.seq)...)
	}
	if n.outside.IsValid() {
		links = append(links, step{seq: x.next(), always: true, pos: n.outside}) // which is not known
	}
	for _, s := range n.steps {
		if s.seq >= when {
			continue
		}
		s.always = true
		switch inner := x.asNode(s.val); {
		case inner != nil && inner.router.Chain:
			links = append(links, x.links(inner, s.seq)...)
		default:
			links = append(links, s)
		}
	}
	return links
}

// unchain takes a route's handler out of its chain, whose middlewares become
// the route's own.
func (x *interp) unchain(d *draft) {
	for range maxDepth {
		c := x.asChained(d.handler)
		if c == nil {
			return
		}
		d.middleware = append(slices.Clip(d.middleware), c.steps...)
		d.handler = c.inner
	}
}

// chained describes a handler behind a chain.
func (c *converter) chained(v *chained) prove.Val {
	d := prove.Chain{Handler: c.handler(v.inner)}
	for _, s := range v.steps {
		if l := c.link(s.val); l != nil {
			d.Links = append(d.Links, l)
		}
	}
	return d
}

// routerNamed is the router of a package, which the table has.
func (t *Table) routerNamed(pkg string) *Router {
	i := slices.IndexFunc(t.routers, func(r *Router) bool { return r.Package == pkg })
	return t.routers[i]
}
