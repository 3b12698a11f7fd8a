package analyzer

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"
)

// findRequests finds the requests of a package and marks the constants that
// their scopes are made of.
func (p *providerReader) findRequests(all *constants) {
	t := &tracer{providerReader: p, marks: make(map[ast.Expr]*requested), seen: make(map[traced]bool), fields: make(map[types.Object]*fieldSink)}
	root := p.pass.ResultOf[inspect.Analyzer].(*inspector.Inspector).Root()
	for cur := range root.Preorder((*ast.CompositeLit)(nil), (*ast.CallExpr)(nil), (*ast.AssignStmt)(nil), (*ast.BinaryExpr)(nil)) {
		switch n := cur.Node().(type) {
		case *ast.CompositeLit:
			t.literal(cur, n)
		case *ast.CallExpr:
			t.call(cur, n)
		case *ast.AssignStmt:
			t.assignment(cur, n)
		case *ast.BinaryExpr:
			t.query(cur, n)
		}
	}
	for _, c := range all.all {
		t.form(c)
	}
	t.spread()
	p.marks = t.marks
}

// ask traces the scopes of a request, if it is known whose they are.
func (t *tracer) ask(s sign, lit *ast.CompositeLit, scopes ...ast.Expr) {
	as, ok := t.request(s, lit)
	if !ok {
		return
	}
	as.request = new(request)
	for _, e := range scopes {
		t.trace(e, as, nil, 0)
	}
}

// literal asks for what a literal has as its scopes: oauth2.Config{Scopes: …},
// url.Values{"scope": …}.
func (t *tracer) literal(cur inspector.Cursor, lit *ast.CompositeLit) {
	typ := t.pass.TypesInfo.TypeOf(lit)
	if typ == nil { // it does not type-check
		return
	}
	s, isStruct := structOf(typ)
	_, isMap := typ.Underlying().(*types.Map)
	if !isStruct && !isMap {
		return
	}
	for i, e := range lit.Elts {
		in := structField{lit: lit, elem: e}
		value := e
		kv, keyed := e.(*ast.KeyValueExpr)
		if keyed {
			value = kv.Value
		}
		if isStruct {
			in.field = fieldName(s, e, i)
		} else if keyed {
			in.field, _ = stringValue(t.pass.TypesInfo, kv.Key)
		}
		if !hasWord(in.field, scopeWords) && !t.isSignType(lit) {
			continue
		}
		if of, ok := t.inLiteral(in); ok {
			t.ask(of, lit, value)
		} else if of, ok := t.around(cur); ok {
			t.ask(of, lit, value)
		} else if of, ok := t.nearest(cur); ok && isMap {
			t.ask(byKey(of, in.field), nil, value)
		} else if t.ofOthers(in) {
			t.trace(value, &requested{request: new(request)}, nil, 0)
		}
	}
}

// ofOthers reports whether the fields beside some scopes have the address of a
// provider without a catalog.
func (t *tracer) ofOthers(in structField) bool {
	for _, e := range in.lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok || !hasWord(keyName(e), endpointWords) {
			continue
		}
		if text, ok := stringValue(t.pass.TypesInfo, kv.Value); ok && siteOf(text) != "" {
			return true
		}
	}
	return false
}

// call asks for what a call has as its scopes: newConfig(github.Endpoint, "repo"),
// query.Set("scope", "repo").
func (t *tracer) call(cur inspector.Cursor, call *ast.CallExpr) {
	if t.pass.TypesInfo.Types[call.Fun].IsType() {
		return
	}
	if key, ok := t.setsScope(call); ok {
		of, ok := t.receiver(call)
		if !ok {
			of, ok = t.around(cur)
		}
		if !ok {
			of, ok = t.nearest(cur)
		}
		if ok {
			t.ask(byKey(of, key), nil, call.Args[1])
		}
		return
	}
	t.format(cur, call)
	t.command(call)
	sig := signature(t.pass.TypesInfo, call)
	if sig == nil {
		return
	}
	var scopes, others []ast.Expr
	for i, arg := range call.Args {
		if n := sig.Params().Len(); n > 0 && hasWord(sig.Params().At(min(i, n-1)).Name(), scopeWords) {
			scopes = append(scopes, arg)
		} else {
			others = append(others, arg)
		}
	}
	if len(scopes) == 0 {
		if fn := callee(t.pass.TypesInfo, call); fn == nil || !hasWord(fn.Name(), scopeWords) {
			return
		}
		scopes, others = others, nil // WithScopes(s ...string)
	}
	of, ok := t.of(callee(t.pass.TypesInfo, call))
	if !ok {
		of, ok = t.only(others, 0)
	}
	if !ok {
		of, ok = t.receiver(call)
	}
	if !ok {
		of, ok = t.around(cur)
	}
	if ok {
		t.ask(of, nil, scopes...)
	}
}

// setsScope reports whether a call sets the value of a parameter of a request,
// and which one: query.Set("scope", "repo"), oauth2.SetAuthURLParam("scope", "repo").
func (t *tracer) setsScope(call *ast.CallExpr) (key string, ok bool) {
	if len(call.Args) != 2 {
		return "", false
	}
	key, _ = stringValue(t.pass.TypesInfo, call.Args[0])
	fn, isFunc := callee(t.pass.TypesInfo, call).(*types.Func)
	return key, isFunc && isScopeParameter(key) && slices.Contains([]string{"Set", "Add", "SetAuthURLParam", "Param", "SetParam", "WriteField"}, fn.Name())
}

// isScopeParameter reports whether a parameter of a URL or a form has scopes.
func isScopeParameter(key string) bool {
	return slices.Contains([]string{"scope", "scopes", "user_scope", "optional_scope"}, key)
}

// byKey is a sign at a parameter of a request, which may tell the kind of tokens.
func byKey(s sign, key string) sign {
	if key == "user_scope" {
		s.tokens = "user"
	}
	return s
}

// receiver returns the sign of what a method is called on, or of what it was
// made of: builder.Endpoint(github.Endpoint).Scopes("repo").
func (t *tracer) receiver(call *ast.CallExpr) (sign, bool) {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return sign{}, false
	}
	if id, ok := sel.X.(*ast.Ident); ok {
		if _, ok := t.pass.TypesInfo.Uses[id].(*types.PkgName); ok {
			return sign{}, false
		}
	}
	if s, ok := t.sign(sel.X, 0); ok {
		return s, true
	}
	if obj := t.object(sel.X); obj != nil {
		return t.assigned(obj, nil)
	}
	return sign{}, false
}

// assigned returns the sign that is assigned to the fields of a variable, rather
// in the same block as a statement.
func (t *tracer) assigned(obj types.Object, near []ast.Stmt) (sign, bool) {
	var all, here []ast.Expr
	for _, f := range t.flow.fields[obj] {
		if hasWord(f.name, scopeWords) || t.anyHost && !hasWord(f.name, endpointWords) {
			continue
		}
		all = append(all, f.value)
		if slices.Contains(near, ast.Stmt(f.stmt)) {
			here = append(here, f.value)
		}
	}
	if s, ok := t.only(here, 0); ok {
		return s, true
	}
	return t.only(all, 0)
}

// assignment asks for what is assigned to a field: conf.Scopes = …
func (t *tracer) assignment(cur inspector.Cursor, n *ast.AssignStmt) {
	if len(n.Lhs) != len(n.Rhs) {
		return
	}
	for i, to := range n.Lhs {
		sel, ok := ast.Unparen(to).(*ast.SelectorExpr)
		if !ok || !hasWord(sel.Sel.Name, scopeWords) {
			continue
		}
		of, ok := t.sign(sel.X, 0)
		if obj := t.object(sel.X); !ok && obj != nil {
			of, ok = t.assigned(obj, siblingsOf(cur))
		}
		if !ok {
			continue
		}
		lit := t.literalOf(sel.X)
		scopes := []ast.Expr{n.Rhs[i]}
		if call, ok := t.appends(n, i); ok && sameField(call.Args[0], sel) {
			scopes = call.Args[1:]
		}
		t.askFor(of, t.pass.TypesInfo.TypeOf(sel.X), lit, scopes)
	}
}

// askFor is ask for a field of a type, other fields of which are in a literal.
func (t *tracer) askFor(s sign, typ types.Type, lit *ast.CompositeLit, scopes []ast.Expr) {
	as, ok := t.request(s, lit)
	if !ok {
		return
	}
	as.is(typ)
	as.request = &request{open: true}
	for _, e := range scopes {
		t.trace(e, as, nil, 0)
	}
}

// siblingsOf lists the statements of the block that a statement stands in.
func siblingsOf(cur inspector.Cursor) []ast.Stmt {
	switch n := cur.Parent().Node().(type) {
	case *ast.BlockStmt:
		return n.List
	case *ast.CaseClause:
		return n.Body
	case *ast.CommClause:
		return n.Body
	}
	return nil
}

func sameField(e ast.Expr, as *ast.SelectorExpr) bool {
	sel, ok := ast.Unparen(e).(*ast.SelectorExpr)
	return ok && types.ExprString(sel) == types.ExprString(as)
}

// around returns the sign that the expression around a literal or a call has:
// a field beside it, an option beside it, or a variable that it is assigned to.
func (t *tracer) around(cur inspector.Cursor) (sign, bool) {
	node, _ := cur.Node().(ast.Expr)
	for range maxSigns {
		kind, i := cur.ParentEdge()
		cur = cur.Parent()
		switch n := cur.Node().(type) {
		case *ast.ParenExpr, *ast.UnaryExpr:
		case *ast.KeyValueExpr:
			continue
		case *ast.CompositeLit:
			s, ok := structOf(t.pass.TypesInfo.TypeOf(n))
			if !ok {
				return sign{}, false
			}
			if of, ok := t.inLiteral(structField{n, n.Elts[i], fieldName(s, n.Elts[i], i)}); ok {
				return of, true
			}
		case *ast.CallExpr:
			if _, isStruct := structOf(t.pass.TypesInfo.TypeOf(node)); kind != edge.CallExpr_Args || !isStruct && !isOption(t.pass.TypesInfo.TypeOf(node)) {
				return sign{}, false
			}
			if of, ok := t.receiver(n); ok {
				return of, true
			}
			return t.only(slices.DeleteFunc(slices.Clone(n.Args), func(e ast.Expr) bool { return e == node }), 0)
		case *ast.AssignStmt:
			if kind == edge.AssignStmt_Rhs && len(n.Lhs) == len(n.Rhs) {
				if obj := t.object(n.Lhs[i]); obj != nil {
					return t.assigned(obj, nil)
				}
			}
			return sign{}, false
		case *ast.ValueSpec:
			if kind == edge.ValueSpec_Values && i < len(n.Names) {
				return t.assigned(t.pass.TypesInfo.Defs[n.Names[i]], nil)
			}
			return sign{}, false
		default:
			return sign{}, false
		}
		if e, ok := cur.Node().(ast.Expr); ok {
			node = e
		}
	}
	return sign{}, false
}

// isOption reports whether a value is an option among a call's arguments: a
// function, or of a type that is called so.
func isOption(typ types.Type) bool {
	if typ == nil {
		return false
	}
	if _, ok := typ.Underlying().(*types.Signature); ok {
		return true
	}
	obj := typeObject(typ)
	return obj != nil && hasWord(obj.Name(), []string{"option", "options", "opt", "opts", "param"})
}

// nearest returns the only sign of the statement around a node, or of the
// function.
func (t *tracer) nearest(cur inspector.Cursor) (sign, bool) {
	for ; ; cur = cur.Parent() {
		switch n := cur.Node().(type) {
		case *ast.ValueSpec, *ast.ReturnStmt, *ast.ExprStmt, *ast.AssignStmt:
			if s, ok := t.within(n); ok {
				return s, true
			}
		case *ast.FuncDecl:
			return t.within(n)
		case *ast.File:
			return sign{}, false
		}
	}
}

// within returns the only sign of the texts and names in a node.
func (t *tracer) within(n ast.Node) (sign, bool) {
	if s, ok := t.nodes[n]; ok {
		return s, s.catalog != ""
	}
	var list []ast.Expr
	ast.Inspect(n, func(n ast.Node) bool {
		e, ok := n.(ast.Expr)
		if !ok {
			return true
		}
		if text, ok := stringValue(t.pass.TypesInfo, e); ok && strings.Contains(text, "://") {
			list = append(list, e)
			return false
		}
		switch e := e.(type) {
		case *ast.SelectorExpr:
			if _, ok := t.of(t.pass.TypesInfo.Uses[e.Sel]); ok {
				list = append(list, e)
			}
		case *ast.Ident:
			if obj, ok := t.pass.TypesInfo.Uses[e].(*types.Var); ok && t.valueOf(obj) != nil {
				list = append(list, e)
			}
		}
		return true
	})
	s, ok := t.only(list, 0)
	t.nodes[n] = s
	return s, ok
}
