package routes

import (
	"cmp"
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// In some routers a middleware is a route of its own: it covers what is
// registered later and lies below its prefix, whatever the group. And a handler
// may go on to the next one that fits.

// A level is a position below the root of one router.
type level struct {
	root  *node
	path  string
	order []int
}

// levels lists the positions of what a node registered at seq, in the tree of
// its own router.
func (x *interp) levels(n *node, own *text, seq int) []level {
	path := ""
	if own != nil {
		path = own.s
	}
	var found []level
	var climb func(n *node, path string, order []int, depth int)
	climb = func(n *node, path string, order []int, depth int) {
		if n.prefix != nil {
			path = n.router.join(n.prefix.s, path)
		}
		if len(n.edges) == 0 || depth >= maxDepth {
			found = append(found, level{n, path, order})
		}
		for i, e := range n.edges {
			switch {
			case e.hand != inherits && i == 0:
				found = append(found, level{n, path, order})
			case e.hand == inherits && e.mount:
				climb(e.parent, n.router.joinFrom(e.parent.router, e.prefix, path, true), append([]int{e.seq}, order...), depth+1)
			case e.hand == inherits:
				climb(e.parent, n.router.joinFrom(e.parent.router, e.prefix, path, false), order, depth+1)
			}
		}
	}
	climb(n, path, []int{seq}, 0)
	return found
}

// byPath lists what runs before a route of a router whose middlewares go by
// path: they were used before it, and so were handlers that go on.
func (x *interp) byPath(root *node, p *place) []step {
	type placed struct {
		step
		order []int
	}
	path := root.router.segments(p.level, p.tree)
	var before []placed
	add := func(s step, order []int, c cover) {
		if c == coversSome {
			s.cond = &cond{outer: s.cond}
		}
		before = append(before, placed{s, order})
	}
	for _, n := range x.nodes {
		if n.router != root.router {
			continue
		}
		for _, s := range n.steps {
			for _, at := range x.levels(n, s.prefix, s.seq) {
				if at.root == root && (s.always || slices.Compare(at.order, p.claim.order) < 0) {
					if c := root.router.prefixCovers(at.path, path); c != coversNone {
						add(s, at.order, c)
						break
					}
				}
			}
		}
	}
	for _, d := range x.drafts {
		if !d.registered || d.node.router != root.router {
			continue
		}
		for _, at := range x.levels(d.node, d.path, d.seq) {
			if at.root != root || slices.Compare(at.order, p.claim.order) >= 0 {
				continue
			}
			c := min(covers(root.router.segments(at.path, d.subtree), path, true), d.covers(p.claim.methods))
			switch {
			case c == coversNone:
				continue
			case x.goesOn(d):
				for _, s := range d.middleware {
					add(s, at.order, c)
				}
				add(step{val: d.handler, seq: d.seq, cond: d.cond, pos: d.call.Pos()}, at.order, c)
			case c == coversAll && d.cond == nil:
				p.lost = true
			}
			break
		}
	}
	slices.SortStableFunc(before, func(a, b placed) int {
		return cmp.Or(slices.Compare(a.order, b.order), cmp.Compare(a.seq, b.seq))
	})
	steps := make([]step, len(before))
	for i, b := range before {
		steps[i] = b.step
	}
	return steps
}

// covers tells how many of some methods the route answers.
func (d *draft) covers(methods []*text) cover {
	if len(d.methods) == 0 || d.methods[0].s == "*" {
		return coversAll
	}
	if len(methods) == 0 {
		return coversSome
	}
	n := 0
	for _, m := range methods {
		if hasMethod(d.methods, m.s) {
			n++
		}
	}
	switch n {
	case 0:
		if methods[0].s == "*" {
			return coversSome
		}
		return coversNone
	case len(methods):
		return coversAll
	}
	return coversSome
}

// goesOn reports whether the handlers of a route may go on to the next route.
func (x *interp) goesOn(d *draft) bool {
	return x.callsNext(d.handler) && !slices.ContainsFunc(d.middleware, func(s step) bool { return !x.callsNext(s.val) })
}

// callsNext reports whether a handler may go on: its code says so, or is not
// known.
func (x *interp) callsNext(v value) bool {
	f, ok := v.(*fn)
	if !ok {
		return true
	}
	var body *ast.BlockStmt
	if f.lit != nil {
		body = f.lit.Body
	} else if decl := x.decls[f.obj]; decl != nil {
		body = decl.Body
	}
	if body == nil {
		return true
	}
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || found {
			return !found
		}
		id := calledIdent(call.Fun)
		switch callee := x.calleeOf(id).(type) {
		case *types.Var: // a function that is not known
			found = true
		case *types.Func:
			found = callee.Name() == "Next" || callee.Name() == "RestartRouting" ||
				x.own[callee.Pkg()] && slices.ContainsFunc(call.Args, func(e ast.Expr) bool { return x.table.isRequest(x.info.TypeOf(e)) })
		}
		return !found
	})
	return found
}

func (x *interp) calleeOf(id *ast.Ident) types.Object {
	if id == nil {
		return nil
	}
	return x.info.Uses[id]
}

// prefixCovers tells how much of what a path matches a middleware's prefix
// covers. In fiber v2 one at "/tags" covers "/tagsoup" too.
func (r *Router) prefixCovers(prefix string, path []segment) cover {
	segs := r.segments(strings.TrimRight(prefix, "/"), true)
	if last := len(segs) - 2; r.Inherit == "text" && last >= 0 && last < len(path) && segs[last].kind == segLiteral && path[last].kind == segLiteral && strings.HasPrefix(strings.ToLower(path[last].text), strings.ToLower(segs[last].text)) {
		segs[last] = path[last]
	}
	return covers(segs, path, true)
}
