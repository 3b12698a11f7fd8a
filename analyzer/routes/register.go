package routes

import (
	"cmp"
	"slices"
	"strings"
)

func (x *interp) newDraft(n *node, a *action) *draft {
	d := &draft{node: n, call: a.call, name: a.row.name, seq: x.next(), cond: x.cond, guess: x.guess}
	x.drafts = append(x.drafts, d)
	return d
}

// route begins or completes a route.
func (x *interp) route(n *node, a *action) value {
	d, ok := a.recv.(*draft)
	if ok && !d.registered { // gorilla's r.Path(p).Methods(m).Handler(h)
		d.call, d.seq, d.cond = a.call, x.next(), x.cond
	} else {
		d = x.newDraft(n, a)
	}
	x.describe(d, a)
	d.registered = a.row.registers()
	if !d.registered {
		return d
	}
	for _, w := range x.ways(d.handler) { // other routers, which see the whole path
		e := edge{parent: n, hand: whole, prefix: w.strip, within: cmp.Or(d.path, &text{}), tree: d.subtree, host: d.host, steps: slices.Concat(d.middleware, w.steps), seq: d.seq, mount: true}
		if w.node.router == n.router && n.router.Relative && !w.fresh {
			e.hand, e.prefix = relative, nil
		}
		if len(d.methods) > 0 && d.methods[0].s != "*" {
			e.only = d.methods
		}
		w.node.edges = append(w.node.edges, e)
		d.registered = false
		x.mounted[a.call] = true
	}
	return d
}

// set adds to a route that is in the making.
func (x *interp) set(n *node, a *action) value {
	d, ok := a.recv.(*draft)
	if !ok {
		d = x.newDraft(n, a)
	}
	x.describe(d, a)
	return d
}

// describe reads the arguments that say something about the route.
func (x *interp) describe(d *draft, a *action) {
	switch {
	case a.row.method != "":
		d.methods = []*text{{s: a.row.method}}
	case a.row.verb == "*" && d.methods == nil:
		d.methods = []*text{{s: "*"}}
	}
	for _, role := range []string{"method", "methods"} {
		for _, m := range a.args[role] {
			if len(d.methods) == 1 && d.methods[0].s == "*" {
				d.methods = nil
			}
			d.methods = append(d.methods, methodTexts(m.val)...)
		}
	}
	d.sites, d.looped = slices.Clone(x.sites), x.turns > 0
	if p := a.text("pattern"); p != nil {
		var method string
		method, d.host, p = splitText(p)
		d.methods, d.path = []*text{{s: method}}, p
	}
	if p := a.text("path"); p != nil {
		d.path = p
	}
	if p := a.text("subtree"); p != nil {
		d.path, d.subtree = p, true
	}
	if h, ok := a.first("handler"); ok {
		d.handler, d.served = h.val, true
	}
	if !d.node.router.tree() {
		for i, m := range d.methods {
			d.methods[i] = &text{s: strings.ToUpper(m.s), from: m.from, pos: m.pos}
		}
	}
	d.middleware = append(d.middleware, x.steps(a.args["middleware"], true)...)
	x.unchain(d)
	d.by, d.bare = cmp.Or(a.row.by, d.by), d.bare || a.row.bare
	if op, ok := a.first("operation"); ok {
		x.operation(d, op)
	}
	if name, ok := a.first("name"); ok {
		d.title = hole
		if t, ok := name.val.(*text); ok {
			d.title = t.s
		}
	}
	x.edit(d, append(d.node.allEdits(), values(a.args["edit"])...))
	x.operationMiddlewares(d)
}

// methodTexts reads one method, several in one text, or a list.
func methodTexts(v value) []*text {
	switch v := v.(type) {
	case *text:
		var ms []*text
		for m := range strings.SplitSeq(v.s, ",") {
			ms = append(ms, &text{s: strings.TrimSpace(m), from: v.from, pos: v.pos})
		}
		return ms
	case *list:
		var ms []*text
		for _, e := range v.elems {
			ms = append(ms, methodTexts(e)...)
		}
		return ms
	}
	return []*text{{s: hole}}
}

func splitText(p *text) (method, host string, path *text) {
	method, host, rest := splitPattern(p.s)
	if m, tail, ok := strings.Cut(p.s, " "); ok && strings.Contains(m, hole) { // method + " /path"
		method, rest = hole, tail
	}
	return method, host, &text{s: rest, from: p.from, pos: p.pos, last: p.last}
}

// operation reads a struct that describes the route: huma.Operation,
// echo.Route.
func (x *interp) operation(d *draft, op arg) {
	r, ok := op.val.(*record)
	if !ok {
		d.methods, d.path = []*text{{s: hole}}, &text{s: hole}
		return
	}
	d.operation = r
	d.methods = methodTexts(r.fields["Method"])
	d.path, _ = r.fields["Path"].(*text)
	if d.path == nil {
		d.path = &text{s: hole}
	}
	if h := r.fields["Handler"]; h != nil {
		d.handler, d.served = h, true
	}
}

// operationMiddlewares reads those that the operation has at last: options and
// the modifiers of groups may add some.
func (x *interp) operationMiddlewares(d *draft) {
	r := d.operation
	if r == nil {
		return
	}
	middlewares, set := r.fields["Middlewares"]
	if !set || isZero(middlewares) {
		return
	}
	l, ok := middlewares.(*list)
	if !ok {
		l = &list{elems: []value{nil}} // some that are not known
	}
	for _, m := range l.elems {
		d.middleware = append(d.middleware, x.step(m, r.pos["Middlewares"]))
	}
}

// add registers a route that was made before, as go-restful's Route does.
func (x *interp) add(n *node, a *action, v value) {
	made, ok := v.(*draft)
	if !ok {
		return
	}
	d := *made // which may be added more than once
	d.middleware = slices.Clip(d.middleware)
	d.node, d.call, d.seq, d.cond, d.guess = n, a.call, x.next(), x.cond, x.guess
	d.registered = true
	x.drafts = append(x.drafts, &d)
	x.describe(&d, a)
}

// isDynamic reports whether the method or the path is not a constant. An
// unknown base path in front of it is somebody else's decision.
func (d *draft) isDynamic() bool {
	for _, m := range d.methods {
		if m.dynamic() {
			return true
		}
	}
	return d.path != nil && strings.Contains(withoutBase(d.path.s), hole)
}

// withoutBase drops an unknown base path: what stands in front of the first
// slash, if that is not the whole path.
func withoutBase(path string) string {
	if rest, ok := strings.CutPrefix(path, hole); ok && len(rest) > 1 && rest[0] == '/' {
		return rest
	}
	return path
}
