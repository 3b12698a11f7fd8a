package routes

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/types/typeutil"
)

// A checker walks the statements of a body that every request runs through,
// from the top, and looks for checks that the rest depends on.
type checker struct {
	*inspector
	frame   *frame
	pending map[types.Object][]*ast.CallExpr // results that a later "if" may ask
	asked   bool                             // the function's result is asked, its calls are no handlers
	bypass  token.Pos                        // of a branch that calls on before any check
}

func (c *checker) block(stmts []ast.Stmt) {
	for k, s := range stmts {
		if c.stmt(s, stmts[k+1:]) {
			return
		}
	}
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
		c.block(s.List)
	case *ast.LabeledStmt:
		return c.stmt(s.Stmt, rest)
	case *ast.IfStmt:
		c.branch(s, rest)
	case *ast.RangeStmt:
		c.loop(s)
	case *ast.SwitchStmt:
		c.choice(s)
	case *ast.ReturnStmt:
		for _, e := range s.Results {
			c.result(e)
		}
		return true
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

func (c *checker) local(callee *fn) bool { return callee.lit != nil || c.x.decls[callee.obj] != nil }

func (c *checker) hasFunc(args []arg) bool {
	return slices.ContainsFunc(args, func(a arg) bool { f, ok := a.val.(*fn); return ok && f.lit != nil })
}

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
	for p := range sig.Params().Variables() {
		if c.x.table.isRequest(p.Type()) {
			return true
		}
	}
	return false
}

// branch looks at an "if".
func (c *checker) branch(s *ast.IfStmt, rest []ast.Stmt) {
	if s.Init != nil {
		c.stmt(s.Init, rest)
	}
	ends := c.terminates(s.Body) || len(rest) == 0 && c.forbids(s.Body)
	if c.bypasses(s) {
		if !c.bypass.IsValid() {
			c.bypass = s.Pos()
		}
		return
	}
	before := len(c.out.guards)
	asked := c.ask(s.Cond, ends, c.refuses(s.Else, rest))
	if !asked && ends && c.forbids(s.Body) {
		c.note(ScopelessRejects, s.Pos(), "a check may reject the request, but names no scope")
	}
	if c.bypass.IsValid() && len(c.out.guards) > before {
		for _, g := range c.out.guards[before:] {
			c.note(Conditional, g.Pos, g.Name+" is not reached by every request")
		}
		c.out.guards = c.out.guards[:before]
	}
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
	return !c.harmless(callee.obj) && (c.getsRequest(call) || sameRepository(callee.obj.Pkg().Path(), c.x.pass.Pkg.Path()))
}

func isBool(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

// sameRepository compares the first three elements of two import paths, host,
// owner and repository.
func sameRepository(a, b string) bool {
	head := func(path string) string {
		parts := strings.SplitN(path, "/", 4)
		return strings.Join(parts[:min(len(parts), 3)], "/")
	}
	return head(a) == head(b)
}

// descend looks into a function that the request's fate depends on.
func (c *checker) descend(callee *fn, args []arg, call *ast.CallExpr) bool {
	return c.look(callee, args, call, true)
}

func (c *checker) look(callee *fn, args []arg, call *ast.CallExpr, asked bool) bool {
	if c.depth >= maxInspect || !c.local(callee) || c.x.budget <= 0 {
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

// loop looks into a loop over scopes that are known.
func (c *checker) loop(s *ast.RangeStmt) {
	l, ok := c.x.eval(c.frame, s.X).(*list)
	if !ok {
		return
	}
	for _, e := range l.elems {
		if id, ok := s.Value.(*ast.Ident); ok && c.x.info.Defs[id] != nil {
			c.frame.vars[c.x.info.Defs[id]] = e
		}
		c.block(s.Body.List)
	}
}

// choice looks at the cases of a switch that reject.
func (c *checker) choice(s *ast.SwitchStmt) {
	if s.Init != nil {
		c.stmt(s.Init, nil)
	}
	for _, cl := range s.Body.List {
		cl := cl.(*ast.CaseClause)
		if s.Tag == nil && len(cl.List) == 1 && c.terminates(&ast.BlockStmt{List: cl.Body}) {
			c.ask(cl.List[0], true, false)
		}
	}
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
	for _, call := range callsIn(e) {
		c.consult(call)
	}
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
// calls, names the status 401 or 403.
func (c *checker) forbids(n ast.Node) bool { return c.namesStatus(n, 1) }

func (c *checker) namesStatus(n ast.Node, deeper int) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		e, ok := n.(ast.Expr)
		if !ok || found {
			return !found
		}
		if v := c.x.info.Types[e].Value; v != nil && v.Kind() == constant.Int {
			i, _ := constant.Int64Val(v)
			found = i == 401 || i == 403
		}
		if call, ok := e.(*ast.CallExpr); ok && deeper > 0 {
			if decl := c.x.decls[typeutil.StaticCallee(c.x.info, call)]; decl != nil {
				found = found || c.namesStatus(decl.Body, deeper-1)
			}
		}
		return !found
	})
	return found
}
