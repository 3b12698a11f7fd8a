package routes

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// callsOn looks at a call of a handler that a variable holds: a middleware's
// next. It reports whether it was one.
func (c *checker) callsOn(call *ast.CallExpr) bool {
	v, ok := c.nextOf(call)
	if !ok {
		return false
	}
	c.out.next, c.called = true, true
	switch {
	case v == nil:
	case slices.ContainsFunc(c.others, func(o value) bool { return o != v }):
		c.partly(func() { c.serve(v, call.Pos()) })
	default:
		c.serve(v, call.Pos())
	}
	return true
}

// serve looks into the handler that a wrapper calls.
func (c *checker) serve(v value, pos token.Pos) {
	kind := c.kind
	if c.kind == WrapperGuard {
		c.kind = BodyGuard
	}
	c.value(v, pos)
	c.kind = kind
}

// branches looks into the handler that a wrapper calls in branches only: what
// it demands it demands in each of them.
func (c *checker) branches(body *ast.BlockStmt) {
	var handlers []value
	ast.Inspect(body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if v, ok := c.nextOf(call); ok && v != nil && !slices.Contains(handlers, v) {
				handlers = append(handlers, v)
			}
		}
		return true
	})
	serve := func() {
		for _, v := range handlers {
			if c.x.asNode(v) == nil {
				c.serve(v, body.Pos())
			}
		}
	}
	if len(handlers) > 1 {
		c.partly(serve)
	} else {
		serve()
	}
}

// partly looks at what not every request reaches, so that its guards guard
// nothing else.
func (c *checker) partly(look func()) {
	before := len(c.out.guards)
	look()
	for _, g := range c.out.guards[before:] {
		c.note(Conditional, g.Pos, g.Name+" is not reached by every request")
	}
	c.out.guards = c.out.guards[:before]
}

// nextOf returns the handler that a call hands the request to, if it is held
// by a variable or a field; nil if its value is not known.
func (c *checker) nextOf(call *ast.CallExpr) (value, bool) {
	fun := ast.Unparen(call.Fun)
	if sel, ok := fun.(*ast.SelectorExpr); ok {
		if sel.Sel.Name != "ServeHTTP" && !(sel.Sel.Name == "Next" && c.x.table.isRequest(c.x.info.TypeOf(sel.X))) {
			return nil, false
		}
		switch held := ast.Unparen(sel.X).(type) {
		case *ast.Ident:
			if v, ok := c.x.info.Uses[held].(*types.Var); ok {
				val, _ := c.frame.lookup(v)
				if sel.Sel.Name == "Next" {
					val = nil
				}
				return val, true
			}
		case *ast.SelectorExpr:
			if s := c.x.info.Selections[held]; s != nil && s.Kind() == types.FieldVal {
				return c.x.eval(c.frame, held), true
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
			if v, ok := c.nextOf(call); ok {
				c.others = append(c.others, v)
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
