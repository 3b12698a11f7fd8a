package routes

import (
	"go/ast"
	"go/types"
)

// callsOn looks at a call of a handler that a variable holds: a middleware's
// next. It reports whether it was one.
func (c *checker) callsOn(call *ast.CallExpr) bool {
	v, ok := c.nextOf(call)
	if !ok {
		return false
	}
	c.out.next = true
	if v != nil {
		kind := c.kind
		if c.kind == WrapperGuard {
			c.kind = BodyGuard
		}
		c.value(v, call.Pos())
		c.kind = kind
	}
	return true
}

// nextOf returns the handler that a call hands the request to, if it is held
// by a variable; nil if its value is not known.
func (c *checker) nextOf(call *ast.CallExpr) (value, bool) {
	fun := ast.Unparen(call.Fun)
	if sel, ok := fun.(*ast.SelectorExpr); ok {
		if sel.Sel.Name != "ServeHTTP" && !(sel.Sel.Name == "Next" && c.x.table.isRequest(c.x.info.TypeOf(sel.X))) {
			return nil, false
		}
		if id, ok := ast.Unparen(sel.X).(*ast.Ident); ok {
			if v, ok := c.x.info.Uses[id].(*types.Var); ok {
				val, _ := c.frame.lookup(v)
				if sel.Sel.Name == "Next" {
					val = nil
				}
				return val, true
			}
		}
		return nil, false
	}
	id, ok := fun.(*ast.Ident)
	if !ok {
		return nil, false
	}
	v, ok := c.x.info.Uses[id].(*types.Var)
	if !ok || !c.takesRequest(v.Type()) {
		return nil, false
	}
	val, _ := c.frame.lookup(v)
	return val, true
}

// takesRequest reports whether a function's type is a handler's: it takes what
// the function that is looked at takes.
func (c *checker) takesRequest(t types.Type) bool {
	sig, ok := t.Underlying().(*types.Signature)
	if !ok {
		return false
	}
	return c.x.isHandler(sig)
}

// bypasses reports whether a branch hands the request on by itself, so that
// what follows does not guard it.
func (c *checker) bypasses(s *ast.IfStmt) bool {
	if !c.terminates(s.Body) || len(c.asks(s.Cond)) > 0 && c.namesScope(s.Cond) {
		return false
	}
	found := false
	ast.Inspect(s.Body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if _, ok := c.nextOf(call); ok {
				found = true
			}
		}
		return !found
	})
	return found
}

func (c *checker) namesScope(e ast.Expr) bool {
	for _, call := range c.asks(e) {
		if s, _ := c.scopesOf(values(c.x.args(c.frame, call))); len(s) > 0 {
			return true
		}
	}
	return false
}
