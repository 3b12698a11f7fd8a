package routes

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// An inspector looks for guards in middlewares and handlers.
type inspector struct {
	x     *interp
	opts  *Options
	kind  Kind
	via   []token.Pos
	depth int
	out   *summary
}

// summary is what a middleware or handler says about authority.
type summary struct {
	guards   []Guard
	evidence []Evidence
	next     bool // calls on: it is a wrapper around another handler
}

const (
	maxInspect = 8     // calls deep
	maxLook    = 5_000 // calls for one middleware or handler
)

// inspect returns what a middleware or handler demands.
func (x *interp) inspect(opts *Options, v value, kind Kind, pos token.Pos) summary {
	i := &inspector{x: x, opts: opts, kind: kind, out: &summary{}}
	if x.passive == 0 {
		left := x.budget
		x.budget = maxLook
		defer func() { x.budget = left }()
	}
	x.passive++
	defer func() { x.passive-- }()
	i.value(v, pos)
	if x.budget <= 0 {
		i.note(OpaqueHandler, pos, "the code that a request runs through is too much to follow")
	}
	return *i.out
}

func (i *inspector) note(r Reason, pos token.Pos, text string) {
	e := Evidence{Reason: r, Pos: pos, Text: text}
	same := func(o Evidence) bool { return o.Reason == r && o.Pos == pos && o.Text == text }
	if !slices.ContainsFunc(i.out.evidence, same) { // results of one call may be asked more than once
		i.out.evidence = append(i.out.evidence, e)
	}
}

func (i *inspector) guard(name string, scopes []string, pos token.Pos) {
	for _, g := range i.out.guards {
		if g.Pos == pos && g.Name == name && slices.Equal(g.Scopes, scopes) {
			return
		}
	}
	i.out.guards = append(i.out.guards, Guard{Kind: i.kind, Name: name, Scopes: scopes, Pos: pos, Via: slices.Clone(i.via)})
}

func (i *inspector) value(v value, pos token.Pos) {
	switch v := v.(type) {
	case *list:
		for _, e := range v.elems {
			i.value(e, pos)
		}
	case *applied:
		i.applied(v)
	case *fn:
		if i.x.takesPart(v) {
			i.function(v, pos)
		}
	case *stripped:
		i.value(v.inner, pos)
	case *record:
		i.acting(v, pos)
	case *node, zero:
	default:
		i.opaque(nil, pos)
	}
}

// opaque notes that something cannot be seen through.
func (i *inspector) opaque(obj *types.Func, pos token.Pos) {
	what := "a value that is not known here"
	if obj != nil {
		what = funcName(obj) + i.unseen(obj)
	}
	if i.kind == BodyGuard {
		i.note(OpaqueHandler, pos, "the handler is "+what)
	} else {
		i.note(OpaqueMiddleware, pos, "a middleware is "+what)
	}
}

// unseen words why a function's code tells nothing.
func (i *inspector) unseen(obj *types.Func) string {
	if i.x.decls[obj] != nil {
		return ", which is not followed"
	}
	return ", whose code is not read here"
}

// applied judges the result of a call from elsewhere, such as
// auth.Require("droplet:read") or perm(handler, "droplet:read").
func (i *inspector) applied(a *applied) {
	obj := a.obj
	scopes, computed := i.scopesOf(a.args)
	for recv, ok := a.recv.(*applied); ok; recv, ok = recv.recv.(*applied) { // auth.Require("x").Handler(h), auth.Require("x")(h)
		more, _ := i.scopesOf(recv.args)
		scopes = append(scopes, more...)
		if obj == nil {
			obj = recv.obj
		}
	}
	name := funcName(obj)
	known := i.opts.named(obj) || computed && i.x.learned[obj]
	if len(scopes) > 0 && obj != nil {
		i.x.learned[obj] = true
	}
	switch {
	case len(scopes) > 0:
		i.guard(name, scopes, a.call.Pos())
	case known && computed:
		i.note(ComputedScope, a.call.Pos(), name+" asks for scopes that are not constants")
	case known:
		i.guard(name, i.constNames(a.call), a.call.Pos())
	}
	wraps := false
	for k, arg := range a.args {
		if k < len(a.call.Args) && i.wrapped(arg, a.call.Args[k]) {
			wraps = true
			kind := i.kind
			if i.kind == BodyGuard || i.kind == WrapperGuard {
				i.kind = BodyGuard
			}
			i.value(arg, a.call.Args[k].Pos())
			i.kind = kind
		}
	}
	if len(scopes) == 0 && !known && !i.harmless(obj) {
		if wraps || i.kind == GroupGuard || i.kind == RouteGuard {
			i.note(OpaqueMiddleware, a.call.Pos(), "a middleware is made by "+name+i.unseen(obj))
		} else {
			i.note(OpaqueHandler, a.call.Pos(), "the handler is made by "+name+i.unseen(obj))
		}
	}
}

// wrapped reports whether an argument is a handler that the call wraps.
func (i *inspector) wrapped(v value, e ast.Expr) bool {
	switch v := v.(type) {
	case *fn:
		return v.row == nil
	case *applied:
		t := i.x.info.TypeOf(e)
		return isFuncType(t) || isHandlerType(t)
	}
	return false
}

// function looks into a function's body.
func (i *inspector) function(v *fn, pos token.Pos) {
	if i.depth >= maxInspect {
		i.opaque(v.obj, pos)
		return
	}
	if v.obj != nil && i.opts.named(v.obj) {
		i.guard(funcName(v.obj), i.within(v, nil), pos)
		return
	}
	if v.made != nil && i.opts.named(v.made.obj) {
		if scopes := i.within(v, nil); len(scopes) > 0 {
			i.guard(funcName(v.made.obj), scopes, v.made.call.Pos())
		} else {
			i.applied(v.made)
		}
		return
	}
	f, body := i.enter(v, nil)
	if body == nil {
		if v.recv != nil && v.obj != nil && v.obj.Name() == "ServeHTTP" && i.x.asNode(v.recv) == nil {
			i.value(v.recv, pos)
		} else if !i.harmless(v.obj) {
			i.opaque(v.obj, pos)
		}
		return
	}
	before, noted := len(i.out.guards), len(i.out.evidence)
	i.depth++
	c := &checker{inspector: i, frame: f, pending: make(map[types.Object][]*ast.CallExpr)}
	c.block(body.List)
	if !c.called {
		if i.kind != BodyGuard && len(i.out.guards) == before {
			if scopes := c.onlyWhere(body); len(scopes) > 0 {
				i.guard(funcName(v.obj), scopes, pos)
			}
		}
		c.branches(body)
	}
	i.depth--
	if len(i.out.guards) == before && i.kind != BodyGuard && onlyRejects(i.out.evidence[noted:]) {
		if scopes := i.compared(v); len(scopes) > 0 { // for _, s := range token.Scopes { if s == "a:b" { ok = true } }
			i.out.evidence = i.out.evidence[:noted]
			i.guard(funcName(v.obj), scopes, pos)
		}
	}
	if len(i.out.guards) == before && len(i.out.evidence) == noted {
		c.elsewhere(body)
	}
	if v.made != nil {
		for k := range i.out.guards[before:] {
			if g := &i.out.guards[before+k]; g.Kind != BodyGuard && g.Kind != MetadataGuard {
				g.Name, g.Via, g.Pos = funcName(v.made.obj), append(g.Via, g.Pos), v.pos
			}
		}
	}
}

// onlyRejects reports whether a middleware turns requests away, and nothing
// else is known of it.
func onlyRejects(es []Evidence) bool {
	return len(es) > 0 && !slices.ContainsFunc(es, func(e Evidence) bool { return e.Reason != ScopelessRejects })
}

// enter makes a frame for a look into a function; the body is nil if it is not
// known.
func (i *inspector) enter(v *fn, args []arg) (*frame, *ast.BlockStmt) {
	f := &frame{vars: make(map[types.Object]value)}
	if v.lit != nil {
		f.outer = v.frame
		i.x.bind(f, v.lit.Type, args, nil)
		return f, v.lit.Body
	}
	decl := i.x.decls[v.obj]
	if decl == nil {
		return nil, nil
	}
	if decl.Recv != nil && len(decl.Recv.List[0].Names) > 0 {
		f.vars[i.x.info.Defs[decl.Recv.List[0].Names[0]]] = v.recv
	}
	i.x.bind(f, decl.Type, args, nil)
	return f, decl.Body
}
