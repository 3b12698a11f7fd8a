package routes

import (
	"go/ast"
	"go/constant"
	"go/types"
	"strings"
)

// metadata reads the scopes that generated code of oapi-codegen hands on:
//
//	ctx = context.WithValue(ctx, OAuthScopes, []string{"a:b"})
//	ctx.Set(OAuthScopes, []string{"a:b"})
//
// The key is a constant whose text ends in ".Scopes". It reports whether the
// call was one of these.
func (c *checker) metadata(call *ast.CallExpr) bool {
	if len(call.Args) < 2 {
		return false
	}
	key := c.x.info.Types[call.Args[len(call.Args)-2]].Value
	if key == nil || key.Kind() != constant.String || !strings.HasSuffix(constant.StringVal(key), ".Scopes") {
		return false
	}
	l, ok := c.x.eval(c.frame, call.Args[len(call.Args)-1]).(*list)
	if !ok {
		return false
	}
	scheme := strings.TrimSuffix(constant.StringVal(key), ".Scopes")
	var scopes []string
	for _, t := range textsOf(l) {
		if t.s != "" { // a scheme without scopes may be generated as one empty text
			scopes = append(scopes, t.s)
		}
	}
	if len(scopes) == 0 {
		c.note(UncheckedMetadata, call.Pos(), "the security scheme "+scheme+" is required, but no scope of it")
		return true
	}
	c.out.guards = append(c.out.guards, Guard{Kind: MetadataGuard, Name: scheme, Scopes: scopes, Mode: AllOf, Pos: call.Pos()})
	return true
}

// security reads huma's
//
//	Security: []map[string][]string{{"oauth": {"a:b"}}}
//
// where one element of the outer list is enough, and of it all scopes are
// needed.
func security(op *record) (guards []Guard, evidence []Evidence) {
	l, ok := op.fields["Security"].(*list)
	if !ok || len(l.elems) == 0 {
		return nil, nil
	}
	g := Guard{Kind: MetadataGuard, Mode: AllOf, Pos: op.pos["Security"]}
	if len(l.elems) > 1 {
		g.Mode = AnyOf
	}
	for _, e := range l.elems {
		m, ok := e.(*table)
		if !ok {
			return nil, []Evidence{{Reason: ComputedScope, Pos: g.Pos, Text: "the security requirement is computed"}}
		}
		for i, scheme := range m.keys {
			if t, ok := scheme.(*text); ok && g.Name == "" {
				g.Name = t.s
			}
			scopes, ok := m.elems[i].(*list)
			if !ok {
				continue
			}
			for _, t := range textsOf(scopes) {
				g.Scopes = append(g.Scopes, t.s)
			}
		}
	}
	if len(g.Scopes) == 0 {
		return nil, []Evidence{{Reason: UncheckedMetadata, Pos: g.Pos, Text: "the security scheme " + g.Name + " is required, but no scope of it"}}
	}
	return []Guard{g}, nil
}

// edit runs the functions that change a route before it is registered: huma's
// operation handlers and modifiers, go-restful's Do.
func (x *interp) edit(d *draft, fns []value) {
	for _, v := range fns {
		f, ok := v.(*fn)
		if !ok || !x.runnable(f) {
			continue
		}
		var sig *types.Signature
		if f.lit != nil {
			sig, _ = x.info.TypeOf(f.lit).(*types.Signature)
		} else {
			sig = f.obj.Signature()
		}
		if sig == nil || sig.Params().Len() == 0 {
			continue
		}
		if x.routerOf(sig.Params().At(0).Type()) != nil {
			x.invoke(f, []arg{{val: d}}, nil)
			continue
		}
		if d.operation == nil {
			d.operation, _ = x.zeroOf(namedOf(sig.Params().At(0).Type())).(*record)
		}
		if d.operation != nil {
			x.invoke(f, []arg{{val: d.operation}}, nil)
		}
	}
}

// allEdits lists what a node's ancestors do to the routes below it.
func (n *node) allEdits() []value {
	var vals []value
	for range maxDepth {
		for _, s := range n.edits {
			vals = append(vals, s.val)
		}
		if len(n.edges) == 0 {
			break
		}
		n = n.edges[0].parent
	}
	return vals
}
