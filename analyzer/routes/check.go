package routes

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// A checker walks the statements of a body that every request runs through,
// from the top, and looks for checks that the rest depends on.
type checker struct {
	*inspector
	frame   *frame
	pending map[types.Object][]*ast.CallExpr // results that a later "if" may ask
	asked   bool                             // the function's result is asked, its calls are no handlers
	bypass  token.Pos                        // of a branch that calls on before any check
	others  []value                          // the handlers that such branches call
	called  bool                             // it calls on, not only in branches
}

func (c *checker) block(stmts []ast.Stmt) { c.inline(stmts, nil) }

// inline looks at the statements of a block that rest follows. It reports
// whether the function ends in it.
func (c *checker) inline(stmts, rest []ast.Stmt) (ends bool) {
	for k, s := range stmts {
		behind := stmts[k+1:]
		if len(rest) > 0 {
			behind = slices.Concat(behind, rest)
		}
		if c.stmt(s, behind) {
			return true
		}
	}
	return false
}

// stmt looks at one statement; it reports whether the block ends with it.
func (c *checker) stmt(s ast.Stmt, rest []ast.Stmt) (ends bool) {
	switch s := s.(type) {
	case *ast.ExprStmt:
		if call, ok := ast.Unparen(s.X).(*ast.CallExpr); ok {
			c.statement(call, rest)
		}
	case *ast.AssignStmt:
		c.assign(s)
	case *ast.DeclStmt:
		c.x.declare(c.frame, s)
	case *ast.BlockStmt:
		return c.inline(s.List, rest)
	case *ast.LabeledStmt:
		return c.stmt(s.Stmt, rest)
	case *ast.IfStmt:
		return c.branch(s, rest)
	case *ast.RangeStmt:
		c.loop(s)
	case *ast.SwitchStmt:
		return c.choice(s, rest)
	case *ast.ReturnStmt:
		for _, e := range s.Results {
			c.result(e)
		}
		return true
	default: // loops without end, selects: nothing is known of what they assign
		c.x.forget(c.frame, s, true)
	}
	return false
}

// assign runs an assignment and remembers which calls a variable depends on.
func (c *checker) assign(s *ast.AssignStmt) {
	c.x.assign(c.frame, s)
	var calls []*ast.CallExpr
	for _, e := range s.Rhs {
		for _, call := range callsIn(e) {
			c.metadata(call)
			calls = append(calls, call)
		}
		for _, obj := range c.objects(e) {
			calls = append(calls, c.pending[obj]...)
		}
	}
	for _, lhs := range s.Lhs {
		if id, ok := lhs.(*ast.Ident); ok {
			if obj := c.x.info.ObjectOf(id); obj != nil {
				c.pending[obj] = calls
			}
		}
	}
}

// statement looks at a call whose result, if any, is dropped.
func (c *checker) statement(call *ast.CallExpr, rest []ast.Stmt) {
	if c.metadata(call) || c.callsOn(call) {
		return
	}
	callee, _ := c.x.eval(c.frame, call.Fun).(*fn)
	if callee == nil {
		return
	}
	args := c.x.args(c.frame, call)
	scopes, _ := c.scopesOf(values(args))
	switch {
	case c.opts.named(callee.obj):
		c.demand(call)
	case len(scopes) > 0 && c.hasFunc(args): // withScope(w, r, "a:b", func() { … })
		c.demand(call)
	case len(scopes) > 0 && c.panics(callee):
		c.demand(call)
	case len(rest) == 0: // the handler's work is done elsewhere
		c.handOver(callee, args, call)
	case len(scopes) > 0 && !c.harmless(callee.obj) && !c.local(callee):
		c.note(Conditional, call.Pos(), funcName(callee.obj)+" gets a scope, but nothing depends on its result")
	}
}

// branch looks at an "if"; it reports whether the function ends in it.
func (c *checker) branch(s *ast.IfStmt, rest []ast.Stmt) bool {
	if s.Init != nil {
		c.stmt(s.Init, rest)
	}
	if val, ok := c.x.truth(c.frame, s.Cond); ok {
		switch {
		case val:
			return c.inline(s.Body.List, rest)
		case s.Else != nil:
			return c.stmt(s.Else, rest)
		}
		return false
	}
	c.undecided(s, rest)
	c.x.forget(c.frame, s.Body, true)
	if s.Else != nil {
		c.x.forget(c.frame, s.Else, true)
	}
	return false
}

// undecided looks at an "if" that goes either way.
func (c *checker) undecided(s *ast.IfStmt, rest []ast.Stmt) {
	ends := c.terminates(s.Body) || len(rest) == 0 && c.forbids(s.Body)
	if c.bypasses(s) {
		if !c.bypass.IsValid() {
			c.bypass = s.Pos()
		}
		return
	}
	asked := false
	ask := func() { asked = c.ask(s.Cond, ends, c.refuses(s.Else, rest)) }
	if c.bypass.IsValid() {
		c.partly(ask)
	} else {
		ask()
	}
	if !asked && ends && (c.forbids(s.Body) || c.forbids(s.Cond)) {
		c.note(ScopelessRejects, s.Pos(), "a check may reject the request, but names no scope")
	}
}

// loop looks into a loop over scopes that are known.
func (c *checker) loop(s *ast.RangeStmt) {
	l, ok := c.x.eval(c.frame, s.X).(*list)
	if !ok {
		c.x.forget(c.frame, s, true)
		return
	}
	for _, e := range l.elems {
		if id, ok := s.Value.(*ast.Ident); ok && c.x.info.Defs[id] != nil {
			c.frame.vars[c.x.info.Defs[id]] = e
		}
		c.block(s.Body.List)
	}
}

// choice looks at the case of a switch that runs, or at those that reject.
func (c *checker) choice(s *ast.SwitchStmt, rest []ast.Stmt) bool {
	if s.Init != nil {
		c.stmt(s.Init, nil)
	}
	if run, ok := c.x.clause(c.frame, s); ok {
		return run != nil && c.inline(run.Body, rest)
	}
	for _, cl := range s.Body.List {
		cl := cl.(*ast.CaseClause)
		if s.Tag == nil && len(cl.List) == 1 && c.terminates(&ast.BlockStmt{List: cl.Body}) {
			c.ask(cl.List[0], true, false)
		}
	}
	c.x.forget(c.frame, s.Body, true)
	return false
}

// result looks at what a function returns: the answer of a check, the result
// of the next handler, or a closure that is the middleware proper.
func (c *checker) result(e ast.Expr) {
	if call, ok := ast.Unparen(e).(*ast.CallExpr); ok && !c.x.info.Types[call.Fun].IsType() {
		if c.callsOn(call) {
			return
		}
	}
	if call, ok := ast.Unparen(e).(*ast.CallExpr); ok && !c.asked && c.getsRequest(call) {
		if callee, ok := c.x.eval(c.frame, call.Fun).(*fn); ok {
			args := c.x.args(c.frame, call)
			if scopes, _ := c.scopesOf(values(args)); len(scopes) == 0 && !c.opts.named(callee.obj) {
				c.handOver(callee, args, call)
				return
			}
		}
	}
	if t := c.x.info.TypeOf(e); t != nil && (isFuncType(t) || isHandlerType(t)) {
		c.value(c.x.eval(c.frame, e), e.Pos())
		return
	}
	for _, call := range c.asks(e) {
		c.consult(call)
	}
}
