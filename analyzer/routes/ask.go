package routes

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/types/typeutil"
)

// panics reports whether a function of this package can panic, its only way
// to reject when nobody looks at a result.
func (c *checker) panics(callee *fn) bool {
	_, body := c.enter(callee, nil)
	found := false
	if body != nil {
		ast.Inspect(body, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && c.isPanic(call) {
				found = true
			}
			return !found
		})
	}
	return found
}

func (c *checker) isPanic(call *ast.CallExpr) bool {
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	return ok && id.Name == "panic" && c.x.info.Types[id].IsBuiltin()
}

// asks returns the calls that a condition depends on, in place or through
// variables.
func (c *checker) asks(e ast.Expr) []*ast.CallExpr {
	calls := callsIn(e)
	for _, obj := range c.objects(e) {
		for _, call := range c.pending[obj] {
			if !slices.Contains(calls, call) {
				calls = append(calls, call)
			}
		}
	}
	return calls
}

// ask looks at a condition. A rejecting one makes demands of all its operands
// joined by "||"; operands joined by "&&" must all be checks, of which one is
// enough to pass.
func (c *checker) ask(cond ast.Expr, ends, refuses bool) bool {
	cond = ast.Unparen(cond)
	if b, ok := cond.(*ast.BinaryExpr); ok && b.Op == token.LOR && ends {
		left := c.ask(b.X, ends, refuses)
		return c.ask(b.Y, ends, refuses) || left
	} else if ok && b.Op == token.LAND && ends && !refuses {
		return c.either(b)
	} else if ok && b.Op == token.NEQ && ends && !refuses && c.differs(b) {
		return true
	}
	if c.positive(cond) {
		if !refuses { // if has("a:b") { more } is no guard of what follows
			return false
		}
	} else if !ends {
		return false
	}
	asked := false
	for _, call := range c.asks(cond) {
		asked = c.consult(call) || asked
	}
	return asked
}

// differs looks at a comparison with a scope: if token.Scope != "a:b" { reject }.
func (c *checker) differs(b *ast.BinaryExpr) bool {
	if t := c.x.info.TypeOf(b.X); t == nil || !isString(t) {
		return false
	}
	scopes, _ := c.scopesOf([]value{c.x.eval(c.frame, b.X), c.x.eval(c.frame, b.Y)})
	if len(scopes) != 1 {
		return false // or two scopes, of which neither is a request's
	}
	c.guard("!=", scopes, b.OpPos)
	return true
}

// consult looks at a call, and at those among its arguments if it says nothing
// itself: failed(check(r, "a:b")).
func (c *checker) consult(call *ast.CallExpr) bool {
	if c.demand(call) {
		return true
	}
	for _, arg := range call.Args {
		for _, inner := range callsIn(arg) {
			if c.consult(inner) {
				return true
			}
		}
	}
	return false
}

// either looks at "!a && !b": one of several checks is enough.
func (c *checker) either(b *ast.BinaryExpr) bool {
	before := len(c.out.guards)
	left := c.ask(b.X, true, false)
	middle := len(c.out.guards)
	right := c.ask(b.Y, true, false)
	found := c.out.guards[before:]
	switch {
	case !left && !right:
		return false
	case len(found) > 0 && left && right && middle > before && len(c.out.guards) > middle:
		g := found[0]
		for _, more := range found[1:] {
			g.Scopes = append(g.Scopes, more.Scopes...)
		}
		g.Mode = AnyOf
		c.out.guards = append(c.out.guards[:before], g)
	default: // if strict && !has("a:b")
		for _, g := range found {
			c.note(Conditional, g.Pos, g.Name+" is asked only under another condition")
		}
		c.out.guards = c.out.guards[:before]
	}
	return true
}

// positive reports whether the condition is true when the check is passed: a
// call or a variable without "!" and without comparison.
func (c *checker) positive(cond ast.Expr) bool {
	switch e := ast.Unparen(cond).(type) {
	case *ast.CallExpr:
		if sel, ok := ast.Unparen(e.Fun).(*ast.SelectorExpr); ok { // if session.Abort(c) { return }
			for _, obj := range c.objects(sel.X) {
				if len(c.pending[obj]) > 0 {
					return false
				}
			}
		}
		return true
	case *ast.Ident:
		return true
	}
	return false
}

// objects lists the variables in an expression.
func (c *checker) objects(e ast.Expr) []types.Object {
	var objs []types.Object
	ast.Inspect(e, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if v, ok := c.x.info.Uses[id].(*types.Var); ok && !v.IsField() {
				objs = append(objs, v)
			}
		}
		_, lit := n.(*ast.FuncLit)
		return !lit
	})
	return objs
}

// callsIn lists the calls in an expression, those in function literals and
// among the arguments of others left out.
func callsIn(e ast.Expr) []*ast.CallExpr {
	var calls []*ast.CallExpr
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			calls = append(calls, n)
			calls = append(calls, callsIn(n.Fun)...)
			return false
		case *ast.FuncLit:
			return false
		}
		return true
	})
	return calls
}

// terminates reports whether a block ends in a return, a panic or a jump.
func (c *checker) terminates(b *ast.BlockStmt) bool {
	if len(b.List) == 0 {
		return false
	}
	switch s := b.List[len(b.List)-1].(type) {
	case *ast.ReturnStmt:
		return true
	case *ast.BranchStmt:
		return s.Tok == token.GOTO
	case *ast.ExprStmt:
		call, ok := s.X.(*ast.CallExpr)
		return ok && c.isPanic(call)
	}
	return false
}

// refuses reports whether the other way of an "if", its else branch or what
// follows, answers 401 or 403.
func (c *checker) refuses(els ast.Stmt, rest []ast.Stmt) bool {
	if els != nil {
		return c.forbids(els)
	}
	return len(rest) > 0 && len(rest) <= 3 && slices.ContainsFunc(rest, func(s ast.Stmt) bool { return c.forbids(s) })
}

// forbids reports whether the code, or a function of this package that it
// calls, turns requests away.
func (c *checker) forbids(n ast.Node) bool {
	found, ok := c.x.forbid[n]
	if !ok {
		found = c.namesStatus(n, 1)
		c.x.forbid[n] = found
	}
	return found
}

func (c *checker) namesStatus(n ast.Node, deeper int) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		e, ok := n.(ast.Expr)
		if !ok || found {
			return !found
		}
		found = c.x.refusal(e)
		if call, ok := e.(*ast.CallExpr); ok && deeper > 0 {
			if decl := c.x.decls[typeutil.StaticCallee(c.x.info, call)]; decl != nil {
				found = found || c.namesStatus(decl.Body, deeper-1)
			}
		}
		return !found
	})
	return found
}
