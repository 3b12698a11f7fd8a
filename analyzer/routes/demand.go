package routes

import (
	"go/ast"
	"go/types"
	"slices"
)

func (c *checker) local(callee *fn) bool { return callee.lit != nil || c.x.decls[callee.obj] != nil }

func (c *checker) hasFunc(args []arg) bool {
	return slices.ContainsFunc(args, func(a arg) bool { f, ok := a.val.(*fn); return ok && f.lit != nil })
}

// demand makes a guard of a call that names a scope, looks into a function of
// this package, and notes a check from elsewhere that gets the request.
func (c *checker) demand(call *ast.CallExpr) bool {
	callee, _ := c.x.eval(c.frame, call.Fun).(*fn)
	if callee == nil {
		callee = &fn{}
	}
	args := c.x.args(c.frame, call)
	scopes, computed := c.scopesOf(values(args))
	known := c.opts.named(callee.obj)
	switch {
	case c.x.learned[callee.obj] && len(scopes) == 0 && !c.textArg(call):
		c.note(ScopelessRejects, call.Pos(), funcName(callee.obj)+" is called without a scope, which it gets elsewhere")
		return true
	case known && len(scopes) == 0 && len(c.within(callee, args)) > 0:
		c.guard(funcName(callee.obj), c.within(callee, args), call.Pos())
		return true
	case (known && computed || c.x.learned[callee.obj]) && len(scopes) == 0:
		c.note(ComputedScope, call.Pos(), funcName(callee.obj)+" asks for scopes that are not constants")
		return true
	case known && len(scopes) == 0:
		c.guard(funcName(callee.obj), c.constNames(call), call.Pos())
		return true
	case len(scopes) > 0 && c.mayCheck(callee, call):
		if callee.obj != nil && !c.local(callee) && !c.harmless(callee.obj) {
			c.x.learned[callee.obj] = true
		}
		c.guard(funcName(callee.obj), scopes, call.Pos())
		return true
	case len(scopes) > 0 && !c.local(callee):
		if !c.harmless(callee.obj) {
			c.note(Conditional, call.Pos(), funcName(callee.obj)+" gets a scope, but nothing shows that it checks one")
		}
		return false
	case c.local(callee):
		return c.descend(callee, args, call)
	case !c.harmless(callee.obj) && c.getsRequest(call) && callee.obj != nil:
		c.note(ScopelessRejects, call.Pos(), funcName(callee.obj)+" gets the request and may reject it, but names no scope")
		return true
	}
	return false
}

// textArg reports whether a call has an argument that may be a scope.
func (c *checker) textArg(call *ast.CallExpr) bool {
	return slices.ContainsFunc(call.Args, func(e ast.Expr) bool {
		t := c.x.info.TypeOf(e)
		return t != nil && (isString(t) || isStrings(t))
	})
}

// mayCheck reports whether a call that gets a scope can be a check: it answers
// yes or no, or it gets the request, or it is this module's own. A database
// that is told a scope gets none of these.
func (c *checker) mayCheck(callee *fn, call *ast.CallExpr) bool {
	switch t := c.x.info.TypeOf(call).(type) {
	case *types.Tuple:
		for v := range t.Variables() {
			if isBool(v.Type()) {
				return true
			}
		}
	case nil:
	default:
		if isBool(t) {
			return true
		}
	}
	if callee.obj == nil || c.local(callee) {
		return true
	}
	return !c.harmless(callee.obj) && (c.getsRequest(call) || c.x.sameRepository(callee.obj.Pkg().Path()))
}

func isBool(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

// descend looks into a function that the request's fate depends on.
func (c *checker) descend(callee *fn, args []arg, call *ast.CallExpr) bool {
	return c.look(callee, args, call, true)
}

func (c *checker) look(callee *fn, args []arg, call *ast.CallExpr, asked bool) bool {
	if c.depth >= maxInspect || !c.local(callee) || c.x.budget <= 0 || callee.obj != nil && !c.x.demands[callee.obj] && !hasText(args) {
		return false
	}
	c.x.budget--
	f, body := c.enter(callee, args)
	if body == nil {
		return false
	}
	before, noted := len(c.out.guards), len(c.out.evidence)
	c.depth++
	c.via = append(c.via, call.Pos())
	(&checker{inspector: c.inspector, frame: f, pending: make(map[types.Object][]*ast.CallExpr), asked: asked}).block(body.List)
	c.via = c.via[:len(c.via)-1]
	c.depth--
	return len(c.out.guards) > before || len(c.out.evidence) > noted
}

// getsRequest reports whether the request is an argument of the call, or what
// the router made of it.
func (c *checker) getsRequest(call *ast.CallExpr) bool {
	return slices.ContainsFunc(call.Args, func(e ast.Expr) bool {
		t := c.x.info.TypeOf(e)
		return t != nil && c.x.table.isRequest(t)
	})
}

// handOver looks at the last call of a handler, which does its work.
func (c *checker) handOver(callee *fn, args []arg, call *ast.CallExpr) {
	if c.local(callee) {
		c.look(callee, args, call, c.asked)
	} else if c.getsRequest(call) && !c.harmless(callee.obj) && !c.asked {
		c.opaque(callee.obj, call.Pos())
	}
}

// elsewhere notes what a body without a guard does in places that not every
// request passes: it asks for a scope there, or, as a middleware, it rejects.
func (c *checker) elsewhere(body *ast.BlockStmt) {
	ast.Inspect(body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		scopes, _ := c.scopesOf(values(c.x.args(c.frame, call)))
		callee, _ := c.x.eval(c.frame, call.Fun).(*fn)
		if callee != nil && len(scopes) > 0 && c.mayCheck(callee, call) && !c.isPanic(call) {
			c.note(Conditional, call.Pos(), funcName(callee.obj)+" asks for a scope, but not for every request")
		}
		return true
	})
	if c.kind != BodyGuard && c.forbids(body) {
		c.note(ScopelessRejects, body.Pos(), "a middleware may reject the request, but names no scope")
	}
}
