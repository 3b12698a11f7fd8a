package routes

import (
	"go/ast"
	"go/constant"
	"go/types"
	"strings"

	"golang.org/x/tools/go/types/typeutil"
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
// is the status 401 or 403, the table knows its name, or code elsewhere makes a
// status of an error.
func (x *interp) refusal(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Ident:
		if x.table.refuses(x.info.Uses[e]) {
			return true
		}
	case *ast.CallExpr:
		callee := typeutil.StaticCallee(x.info, e)
		return callee != nil && !x.own[callee.Pkg()] && isStatusOf(callee.Signature()) && !x.table.harmless(callee.Pkg().Path())
	}
	v := x.info.Types[e].Value
	if v == nil || v.Kind() != constant.Int {
		return false
	}
	i, _ := constant.Int64Val(v)
	return i == 401 || i == 403
}

// isStatusOf reports whether a function gets an error and returns a number.
func isStatusOf(sig *types.Signature) bool {
	isError := func(v *types.Var) bool { return types.Identical(v.Type(), types.Universe.Lookup("error").Type()) }
	isInt := func(v *types.Var) bool { return types.Identical(v.Type(), types.Typ[types.Int]) }
	return anyOf(sig.Params(), isError) && anyOf(sig.Results(), isInt)
}

func (x *interp) isHandler(sig *types.Signature) bool {
	return anyOf(sig.Params(), func(v *types.Var) bool { return x.table.isRequest(v.Type()) })
}

func anyOf(vars *types.Tuple, is func(*types.Var) bool) bool {
	for v := range vars.Variables() {
		if is(v) {
			return true
		}
	}
	return false
}
