package analyzer

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"
)

// operands lists what an expression adds up.
func operands(e ast.Expr) []ast.Expr {
	if bin, ok := ast.Unparen(e).(*ast.BinaryExpr); ok {
		return append(operands(bin.X), bin.Y)
	}
	return []ast.Expr{e}
}

// query asks for what stands behind "scope=" in a joined text:
// authURL + "?scope=" + url.QueryEscape("repo").
func (t *tracer) query(cur inspector.Cursor, bin *ast.BinaryExpr) {
	if kind, _ := cur.ParentEdge(); kind == edge.BinaryExpr_X || kind == edge.BinaryExpr_Y {
		return // read with the whole
	}
	if _, ok := stringValue(t.pass.TypesInfo, bin); ok {
		return
	}
	parts := operands(bin)
	for i, e := range parts[:len(parts)-1] {
		text, _ := stringValue(t.pass.TypesInfo, e)
		if key, ok := endsInScope(text); ok {
			if of, ok := t.nearest(cur); ok {
				t.ask(byKey(of, key), nil, parts[i+1])
			}
		}
	}
}

// endsInScope reports whether a text ends where a list of scopes begins.
func endsInScope(text string) (key string, ok bool) {
	text, ok = strings.CutSuffix(text, "=")
	if !ok {
		return "", false
	}
	key = text[strings.LastIndexAny(text, "?&")+1:]
	return key, isScopeParameter(key)
}

// format asks for the argument of a format that stands behind "scope=".
func (t *tracer) format(cur inspector.Cursor, call *ast.CallExpr) {
	fn, ok := callee(t.pass.TypesInfo, call).(*types.Func)
	if !ok || fn.Pkg() == nil || fn.Pkg().Path() != "fmt" || len(call.Args) < 2 {
		return
	}
	text, _ := stringValue(t.pass.TypesInfo, call.Args[0])
	verbs := strings.Split(strings.ReplaceAll(text, "%%", "\x00\x00"), "%")
	for i, before := range verbs[:len(verbs)-1] {
		key, ok := endsInScope(before)
		if !ok || i+1 >= len(call.Args) {
			continue
		}
		if of, ok := t.nearest(cur); ok {
			t.ask(byKey(of, key), nil, call.Args[i+1])
		}
	}
}

// form asks for what a text of a query or a form has as its scopes, where it is
// a piece of a request: strings.NewReader("grant_type=…&scope=repo").
func (t *tracer) form(c *stringConst) {
	if _, ok := t.inText(c.value); ok || !strings.Contains(c.value, "=") || len(splitAssigned(c.value, isWritten)) == 0 {
		return
	}
	for _, use := range c.uses {
		if of, ok := t.nearest(use); ok {
			t.ask(of, nil, use.Node().(ast.Expr))
		}
	}
}
