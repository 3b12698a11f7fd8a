package routes

import (
	"slices"
	"strings"

	"github.com/scopelint/scopelint/analyzer/prove"
)

// Policies are tables that code looks up while it runs: by the pattern of the
// route that the router has found, by its name, by the path of the request.
// Which of these a middleware can see, and when, differs from router to router.

// found notes which middlewares of a node run once the router has found the
// route. below tells that the route lies behind a prefix or a mount of the
// node's own kind.
func (n *node) found(steps []step, below bool) []step {
	known := n.router.Found == "always" || n.router.Found == "inline" && !below && n.isInline()
	for i := range steps {
		steps[i].found = known && !steps[i].early
	}
	return steps
}

// isInline reports whether a group has no prefix: its middlewares belong to its
// routes, not to a router of its own.
func (n *node) isInline() bool {
	return len(n.edges) > 0 && !slices.ContainsFunc(n.edges, func(e edge) bool { return e.hand != inherits || e.mount || e.prefix != nil })
}

// tell says what code of the route can know about it.
func (x *interp) tell(p *prove.Route, r *Route, d *draft, at place) {
	router := d.node.router
	if r.Dynamic || r.Below || at.outside.IsValid() || d.subtree || len(d.methods) > 1 && router.Tells == "method path" {
		return
	}
	p.Alone = !at.nested
	p.Name, p.Named = d.title, !strings.Contains(d.title, hole)
	switch router.Tells {
	case "path":
		p.Pattern = at.pattern
	case "trimmed path":
		if p.Pattern = strings.TrimRight(at.pattern, "/"); p.Pattern == "" {
			p.Pattern = "/"
		}
	case "method path":
		p.Standard = true
		if p.Pattern = d.host + at.pattern; r.Method != "*" {
			p.Pattern = r.Method + " " + p.Pattern
		}
	}
	bent := x.bent[router.Package] || slices.ContainsFunc(slices.Concat(at.steps, d.middleware), func(s step) bool { return x.bends(s.val) })
	literal := !slices.ContainsFunc(router.segments(r.Path, false), func(s segment) bool { return s.kind != segLiteral })
	if router.Exact && p.Alone && literal && !bent && !strings.HasSuffix(r.Path, "/") {
		p.Path = r.Path
	}
}

// bends reports whether a middleware has the router serve other paths than
// those of its routes.
func (x *interp) bends(v value) bool {
	switch v := v.(type) {
	case *fn:
		return v.obj != nil && x.table.bends[v.obj.FullName()] || v.from != nil && x.bends(v.from)
	case *applied:
		return v.obj != nil && x.table.bends[v.obj.FullName()]
	}
	return false
}
