package routes

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// An action is one call of a router's method, its arguments sorted by role.
type action struct {
	call *ast.CallExpr
	row  *row
	recv value
	args map[string][]arg
}

func (a *action) first(role string) (arg, bool) {
	if l := a.args[role]; len(l) > 0 {
		return l[0], true
	}
	return arg{}, false
}

func (a *action) text(role string) *text {
	v, ok := a.first(role)
	if !ok {
		return nil
	}
	if t, ok := v.val.(*text); ok {
		return t
	}
	if isZero(v.val) {
		return &text{}
	}
	return &text{s: hole, pos: v.expr.Pos()}
}

// sort gives each argument the role that the row names. What stands behind
// the variadic parameter is counted from the end.
func (r *row) sort(args []arg) map[string][]arg {
	roles := make(map[string][]arg)
	put := func(role string, as ...arg) { roles[role] = append(roles[role], as...) }
	for i, p := range r.params {
		if !p.variadic {
			if i < len(args) {
				put(p.role, args[i])
			}
			continue
		}
		behind := len(r.params) - i - 1
		end := max(len(args)-behind, i)
		if i < end {
			put(p.role, args[i:end]...)
		}
		for k, q := range r.params[i+1:] {
			if end+k < len(args) {
				put(q.role, args[end+k])
			}
		}
		break
	}
	return roles
}

// apply does what a router's method does and returns the call's result.
func (x *interp) apply(call *ast.CallExpr, callee *fn, args []arg) value {
	a := &action{call: call, row: callee.row, recv: callee.recv, args: callee.row.sort(args)}
	if r, ok := a.first("router"); ok {
		a.recv = r.val
	}
	switch callee.row.verb {
	case "new":
		n := x.newNode(callee.row.router, call.Pos())
		x.use(n, a, false)
		for _, p := range a.args["prefix"] { // among other options
			if t, ok := p.val.(*text); ok {
				n.prefix = t
			}
		}
		x.configure(n, a.args["routes"])
		return n
	case "option":
		if p := a.text("prefix"); p != nil {
			return p
		}
		return &list{elems: values(a.args["middleware"])}
	case "strip":
		p, _ := a.first("prefix")
		h, _ := a.first("handler")
		return &stripped{prefix: p.val, inner: h.val}
	case "wrap":
		h, _ := a.first("handler")
		return h.val
	case "ending":
		h, _ := a.first("handler")
		return &ending{h.val}
	case "serve":
		h, ok := a.first("handler")
		if !ok {
			h.val = a.recv
		}
		x.serve(h.val)
		return nil
	}
	return x.onRouter(a)
}

// onRouter does what needs a receiver.
func (x *interp) onRouter(a *action) value {
	n := x.target(a)
	switch a.row.verb {
	case "method", "pattern", "*":
		return x.route(n, a)
	case "add":
		d, _ := a.first("draft")
		x.add(n, a, d.val)
	case "set":
		return x.set(n, a)
	case "group", "with":
		return x.group(n, a)
	case "use":
		x.use(n, a, false)
	case "cover":
		x.use(n, a, true)
	case "mount":
		if h, ok := a.first("handler"); ok {
			x.mount(n, a, h, a.text("prefix"))
		}
	case "fill":
		x.configure(n, a.args["routes"])
	case "prefix":
		n.prefix = a.text("prefix")
	case "edit":
		n.edits = append(n.edits, x.steps(a.args["edit"], false)...)
	case "auto":
		x.auto(n, a)
	case "then":
		h, _ := a.first("handler")
		return x.then(n, h.val)
	}
	return a.recv
}

// target is the router that an action works on.
func (x *interp) target(a *action) *node {
	if n := x.asNode(a.recv); n != nil {
		return n
	}
	if a.row.typ == "" && len(a.args["router"]) == 0 { // http.HandleFunc
		return x.packageRouter(a.row.router)
	}
	n := x.newNode(a.row.router, a.call.Pos())
	n.outside = a.call.Pos()
	return n
}

// packageRouter is the router that functions of a package work on.
func (x *interp) packageRouter(r *Router) *node {
	n := x.pkgNode[r]
	if n == nil {
		n = x.newNode(r, token.NoPos)
		x.pkgNode[r] = n
	}
	return n
}

func (x *interp) steps(args []arg, always bool) []step {
	var steps []step
	for _, m := range args {
		vals := []value{m.val}
		if l, ok := m.val.(*list); ok {
			vals = l.elems
		}
		for _, v := range vals {
			under := x.cond
			if c, ok := v.(*choice); ok && slices.Contains(c.vals, value(zero{})) && len(c.vals) == 2 { // appended in a branch
				v, under = c.vals[1], &cond{outer: x.cond}
			}
			if !isZero(v) {
				steps = append(steps, step{val: v, seq: x.next(), always: always, cond: under, pos: m.expr.Pos()})
			}
		}
	}
	return steps
}

func (x *interp) use(n *node, a *action, always bool) {
	steps := x.steps(a.args["middleware"], always)
	for i := range steps {
		steps[i].early = a.row.early
	}
	n.steps = append(n.steps, steps...)
	for _, h := range a.args["ending"] {
		n.steps = append(n.steps, step{val: &ending{h.val}, seq: x.next(), always: always, cond: x.cond, pos: h.expr.Pos()})
	}
	x.mixed(n, a)
}

// mixed reads the arguments of fiber's Use: prefixes, middlewares and apps in
// any number.
func (x *interp) mixed(n *node, a *action) {
	prefixes := []*text{nil}
	apps := slices.ContainsFunc(a.args["mixed"], func(m arg) bool { n := x.asNode(m.val); return n != nil && n.router == a.row.router })
	for _, m := range a.args["mixed"] {
		switch v := m.val.(type) {
		case *text:
			prefixes = []*text{v}
			continue
		case *list:
			if texts := textsOf(v); len(texts) > 0 {
				prefixes = texts
				continue
			}
		}
		for _, p := range prefixes {
			switch {
			case x.leads(m.val):
				x.mount(n, a, m, p)
			case apps: // fiber drops the handlers beside an app
			default:
				for _, s := range x.steps([]arg{m}, false) {
					s.prefix = p
					n.steps = append(n.steps, s)
				}
			}
		}
	}
}

func textsOf(l *list) []*text {
	var texts []*text
	for _, e := range l.elems {
		if t, ok := e.(*text); ok {
			texts = append(texts, t)
		}
	}
	return texts
}

// group makes a router below n and runs the function that fills it.
func (x *interp) group(n *node, a *action) value {
	child := x.newNode(n.router, a.call.Pos())
	if r := x.routerOf(x.info.TypeOf(a.call)); r != nil {
		child.router = r
	}
	prefixes := a.args["prefix"]
	if d, ok := a.recv.(*draft); ok && !d.registered { // gorilla's Subrouter
		child.edges = append(child.edges, edge{parent: d.node, prefix: d.path, only: d.methods, seq: x.next()})
	} else if len(prefixes) == 0 {
		child.edges = append(child.edges, edge{parent: n, seq: x.next()})
	}
	for _, p := range prefixes {
		t, ok := p.val.(*text)
		if !ok {
			t = &text{s: hole, pos: p.expr.Pos()}
		}
		child.edges = append(child.edges, edge{parent: n, prefix: t, seq: x.next()})
	}
	x.use(child, a, false)
	if f, ok := a.first("routes"); ok {
		x.fill(n, child, f)
	}
	return child
}

// fill runs a group's function. One without parameters goes on using the
// outer router, which stands for the group meanwhile.
func (x *interp) fill(outer, child *node, f arg) {
	callee, ok := f.val.(*fn)
	if !ok || !x.runnable(callee) {
		return
	}
	if sig, ok := x.info.TypeOf(f.expr).Underlying().(*types.Signature); ok && sig.Params().Len() == 0 {
		outer.current = child
		x.invoke(callee, nil, nil)
		outer.current = nil
		return
	}
	x.invoke(callee, []arg{{val: child, expr: f.expr}}, nil)
}

// configure runs functions that get the router itself.
func (x *interp) configure(n *node, fns []arg) {
	for _, f := range fns {
		if callee, ok := f.val.(*fn); ok && x.runnable(callee) {
			x.invoke(callee, []arg{{val: n, expr: f.expr}}, nil)
		}
	}
}

func (x *interp) runnable(callee *fn) bool {
	if x.depth >= maxDepth || x.budget <= 0 {
		return false
	}
	return callee.lit != nil || callee.row == nil && x.decls[callee.obj] != nil
}

// mount puts another router, or any handler, below a prefix.
func (x *interp) mount(n *node, a *action, h arg, prefix *text) {
	ways := x.ways(h.val)
	if len(ways) == 0 {
		d := x.newDraft(n, a)
		d.path, d.subtree, d.handler = prefix, true, h.val
		d.registered = true
	}
	for _, w := range ways {
		e := edge{parent: n, steps: w.steps, seq: x.next(), mount: true}
		if w.node.router == n.router && !w.fresh {
			e.prefix = prefix
		} else {
			e.hand, e.prefix, e.within, e.tree = whole, w.strip, prefix, true
		}
		w.node.edges = append(w.node.edges, e)
	}
}

// auto calls the methods Register… of a server with the router.
func (x *interp) auto(n *node, a *action) {
	server, ok := a.first("server")
	if !ok {
		return
	}
	named := namedOf(x.info.TypeOf(server.expr))
	if named == nil {
		return
	}
	for m := range named.Methods() {
		if strings.HasPrefix(m.Name(), "Register") && x.decls[m] != nil && m.Signature().Params().Len() == 1 {
			x.invoke(&fn{obj: m, recv: server.val}, []arg{{val: n, expr: server.expr}}, nil)
		}
	}
}
