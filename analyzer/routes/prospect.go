package routes

import (
	"go/ast"
	"go/constant"
	"go/types"
	"strings"
)

// A handler leads to most of a service's code, and little of that has to do
// with authority. A first look tells which functions are worth a second one.

// prospect notes whether a function's body may name a scope, and whether it may
// demand one of a request, or turn the request away.
func (x *interp) prospect(opts *Options, fn *types.Func, body *ast.BlockStmt) {
	ast.Inspect(body, func(n ast.Node) bool {
		e, ok := n.(ast.Expr)
		if !ok {
			return true
		}
		switch v := x.info.Types[e].Value; {
		case v == nil:
		case v.Kind() == constant.String:
			if s := constant.StringVal(v); opts.isScope(s) || maybePart(s) {
				x.speaks[fn], x.demands[fn] = true, true
			}
			return false
		}
		if x.refusal(e) {
			x.demands[fn] = true
		}
		switch e := e.(type) {
		case *ast.Ident:
			if callee, ok := x.info.Uses[e].(*types.Func); ok && (opts.named(callee) || !x.own[callee.Pkg()] && callee.Pkg() != nil && x.isHandler(callee.Signature())) {
				x.demands[fn] = true
			}
		case *ast.CallExpr: // of a variable
			if sig, ok := x.info.TypeOf(e.Fun).(*types.Signature); ok && x.isHandler(sig) {
				x.demands[fn] = true
			}
		}
		return true
	})
}

// maybePart reports whether a text may be what a scope is made of: ":read",
// "%s:%s".
func maybePart(s string) bool {
	return len(s) < 64 && strings.ContainsAny(s, ":.*") && !strings.ContainsAny(s, " \n\t/")
}

// refusal reports whether an expression says that a request is turned away: it
// is the status 401 or 403, or the table knows its name.
func (x *interp) refusal(e ast.Expr) bool {
	if id, ok := e.(*ast.Ident); ok && x.table.refuses(x.info.Uses[id]) {
		return true
	}
	v := x.info.Types[e].Value
	if v == nil || v.Kind() != constant.Int {
		return false
	}
	i, _ := constant.Int64Val(v)
	return i == 401 || i == 403
}

func (x *interp) isHandler(sig *types.Signature) bool {
	for p := range sig.Params().Variables() {
		if x.table.isRequest(p.Type()) {
			return true
		}
	}
	return false
}
