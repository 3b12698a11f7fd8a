package routes

import (
	"cmp"
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
	seq     int // of the registration, or of the mount that brought it to the root
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
		return []place{{path: path, steps: here, outside: n.outside, root: n, seq: seq}}
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
			prefix := e.prefix.s
			if e.mount && strings.HasPrefix(path, "/") {
				prefix = strings.TrimRight(prefix, "/")
			}
			own.s = n.router.join(prefix, path)
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

// has reports whether a step is one of the node's own.
func (n *node) has(s step) bool {
	return slices.ContainsFunc(n.steps, func(own step) bool { return own.seq == s.seq })
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
			for _, q := range x.places(n, s.prefix, s.seq, 0) {
				earlier := q.seq < p.seq || q.seq == p.seq && s.seq < seq
				if (earlier || s.always) && q.root == p.root && n.router.covers(q.path, p.path) {
					steps = append(steps, s)
					break
				}
			}
		}
	}
	slices.SortFunc(steps, func(a, b step) int { return cmp.Compare(a.seq, b.seq) })
	return steps
}
