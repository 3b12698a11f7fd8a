package routes

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"github.com/scopelint/scopelint/analyzer/prove"
)

// An interp runs registration code, of one package or of all that are read
// together, on what is known of its values: routers, functions, texts and
// lists. Branches are run one after the other, loops once, or once for each
// element of a known list.
type interp struct {
	together
	info  *types.Info // of all packages: an expression belongs to one of them
	table *Table

	funcs     []*types.Func // in the order of the source
	decls     map[*types.Func]*ast.FuncDecl
	uses      map[*types.Func][]*types.Func // functions of the packages that a function, or else a variable, mentions
	left      map[*ast.File]bool            // files whose registrations are left out
	speaks    map[*types.Func]bool          // may name scopes, itself or through others
	demands   map[*types.Func]bool          // may demand a scope or turn a request away
	relevant  map[*types.Func]bool          // registers routes, itself or through others
	ran       map[*types.Func]bool
	mentioned map[*types.Func]bool // by another function
	setters   setters

	globals     map[types.Object]value // package-level variables, and fields by object
	inits       map[types.Object]ast.Expr
	opened      map[types.Object]*node // routers that come from elsewhere, by variable
	pkgNode     map[*Router]*node      // what package functions such as http.HandleFunc register on
	mounted     map[ast.Node]bool      // calls that registered a whole router
	methods     []method
	implementer map[*types.Named]types.Type // the only one of an interface
	promotions  map[*types.Func]*row        // of the methods of interfaces, see promoted
	byMethod    map[string][]*types.Named   // types of the packages
	stands      map[*types.Named]typeName   // router types that interfaces stand for
	consumed    map[*ast.CompositeLit]bool  // entries of route tables that a registration used

	bent       map[string]bool // packages of routers that are set to serve other paths than those of their routes
	routerLike map[any]bool    // types and packages, by whether they look like routers

	proves *prove.Prover // see [interp.prover]

	nodes   []*node
	drafts  []*draft
	servers []*server
	leaving []value // handlers that go where they may be served

	seq          int
	cond         *cond
	sites        []*ast.CallExpr        // the calls that are being run
	fieldSetters map[*ast.FuncDecl]bool // functions that set a field of a struct
	turns        int                    // of loops around what is being run
	guess        bool                   // a function is run that may be called by nobody, with arguments of which nothing is known
	active       map[ast.Node]int       // functions on the stack
	depth        int
	budget       int                   // calls that may still be run
	by           string                // the method by which structs are middlewares of the route
	changes      map[types.Object]bool // variables that closures or pointers change
	lent         map[types.Object]bool // variables whose address is taken
	closures     []closure             // that may be called from elsewhere
	entered      map[*ast.FuncLit]bool // those that were run
}

const (
	maxDepth  = 40
	maxBudget = 200_000
)

func (x *interp) next() int { x.seq++; return x.seq }

func (x *interp) block(f *frame, stmts []ast.Stmt) {
	for _, s := range stmts {
		if f.done {
			return
		}
		x.stmt(f, s)
	}
}

func (x *interp) stmt(f *frame, s ast.Stmt) {
	switch s := s.(type) {
	case *ast.ExprStmt:
		x.eval(f, s.X)
	case *ast.AssignStmt:
		x.assign(f, s)
	case *ast.DeclStmt:
		x.declare(f, s)
	case *ast.BlockStmt:
		x.block(f, s.List)
	case *ast.LabeledStmt:
		x.stmt(f, s.Stmt)
	case *ast.GoStmt:
		x.eval(f, s.Call)
	case *ast.DeferStmt:
		x.eval(f, s.Call)
	case *ast.ReturnStmt:
		x.ret(f, s)
	case *ast.IfStmt:
		x.branch(f, s)
	case *ast.ForStmt:
		if s.Init != nil {
			x.stmt(f, s.Init)
		}
		if !x.counted(f, s) {
			x.loop(f, s, s.Body)
		}
	case *ast.IncDecStmt:
		if id, ok := ast.Unparen(s.X).(*ast.Ident); ok && x.info.Uses[id] != nil {
			x.setVar(f, x.info.Uses[id], x.stepped(x.eval(f, id), s.Tok))
		}
	case *ast.RangeStmt:
		x.rangeOver(f, s)
	case *ast.SwitchStmt:
		if s.Init != nil {
			x.stmt(f, s.Init)
		}
		if run, ok := x.clause(f, s); ok {
			if run != nil {
				x.block(f, run.Body)
			}
			return
		}
		x.clauses(f, s.Body)
	case *ast.TypeSwitchStmt:
		x.clauses(f, s.Body)
	case *ast.SelectStmt:
		x.clauses(f, s.Body)
	}
}

// under runs code that only runs sometimes.
func (x *interp) under(pos token.Pos, run func()) {
	outer := x.cond
	x.cond = &cond{outer: outer, pos: pos}
	run()
	x.cond = outer
}

func (x *interp) clauses(f *frame, body *ast.BlockStmt) {
	before := x.mark(f, body)
	var after []mark
	whole := false // one of them runs
	for _, c := range body.List {
		before.restore(f)
		var stmts []ast.Stmt
		switch c := c.(type) {
		case *ast.CaseClause:
			stmts, whole = c.Body, whole || c.List == nil
		case *ast.CommClause:
			stmts, whole = c.Body, true
		}
		x.under(c.Pos(), func() { x.block(f, stmts) })
		if !leaves(&ast.BlockStmt{List: stmts}) {
			after = append(after, before.now(f))
		}
	}
	if whole && len(after) > 0 {
		after[0].join(f, after[1:]...)
	} else {
		before.join(f, after...)
	}
	x.forget(f, body, false)
}

func (x *interp) branch(f *frame, s *ast.IfStmt) {
	if s.Init != nil {
		x.stmt(f, s.Init)
	}
	if known, isNil := x.nilCheck(f, s.Cond); known {
		if isNil {
			x.block(f, s.Body.List)
		} else if s.Else != nil {
			x.stmt(f, s.Else)
		}
		return
	}
	if val, ok := x.truth(f, s.Cond); ok {
		if val {
			x.block(f, s.Body.List)
		} else if s.Else != nil {
			x.stmt(f, s.Else)
		}
		return
	}
	before := x.mark(f, s)
	x.under(s.Body.Pos(), func() {
		x.cond.leaves = leaves(s.Body)
		x.block(f, s.Body.List)
	})
	then := before.now(f)
	before.restore(f)
	if s.Else != nil {
		x.under(s.Else.Pos(), func() { x.stmt(f, s.Else) })
	}
	switch {
	case leaves(s.Body):
	case leaves(s.Else):
		then.restore(f)
	default:
		before.now(f).join(f, then)
	}
	x.forget(f, s, false)
}

// nilCheck decides comparisons of a router with nil, as in
// "if r == nil { r = chi.NewRouter() }".
func (x *interp) nilCheck(f *frame, e ast.Expr) (known, result bool) {
	b, ok := ast.Unparen(e).(*ast.BinaryExpr)
	if !ok || b.Op != token.EQL && b.Op != token.NEQ || !x.info.Types[b.Y].IsNil() || x.routerOf(x.info.TypeOf(b.X)) == nil {
		return false, false
	}
	v := x.eval(f, b.X)
	if _, zero := v.(zero); zero {
		return true, b.Op == token.EQL
	}
	return x.asNode(v) != nil, b.Op == token.NEQ
}

// zero is the value of a variable or field that nothing was assigned to.
type zero struct{}

func (x *interp) ret(f *frame, s *ast.ReturnStmt) {
	var vals []value
	if len(s.Results) == 1 {
		if call, ok := ast.Unparen(s.Results[0]).(*ast.CallExpr); ok {
			vals = x.calls(f, call)
		}
	}
	if vals == nil {
		for _, e := range s.Results {
			vals = append(vals, x.eval(f, e))
		}
	}
	for len(f.rets) < len(vals) {
		f.rets = append(f.rets, nil)
	}
	f.done = x.cond == f.cond
	f.maybe = f.maybe || !f.done
	for i, v := range vals {
		if isKnown(f.rets[i]) && f.maybe {
			f.rets[i] = nil
		}
		if isKnown(v) && f.maybe {
			continue
		}
		switch {
		case f.rets[i] == nil || isZero(f.rets[i]): // an early "return nil, err" says nothing
			f.rets[i] = v
		case v != nil && !isZero(v):
			f.rets[i] = merge(v, f.rets[i])
		}
	}
}

func isZero(v value) bool  { _, ok := v.(zero); return ok }
func isKnown(v value) bool { _, ok := v.(*known); return ok }

func (x *interp) declare(f *frame, s *ast.DeclStmt) {
	d, ok := s.Decl.(*ast.GenDecl)
	if !ok {
		return
	}
	for _, spec := range d.Specs {
		v, ok := spec.(*ast.ValueSpec)
		if !ok {
			continue
		}
		vals := x.evalAll(f, v.Values, len(v.Names))
		for i, name := range v.Names {
			if obj := x.info.Defs[name]; obj != nil {
				f.define(obj, x.steady(obj, vals[i]))
				if len(v.Values) == 0 {
					f.define(obj, x.steady(obj, x.zeroOf(obj.Type())))
				}
			}
		}
	}
}

// evalAll evaluates the right-hand side of an assignment to n variables.
func (x *interp) evalAll(f *frame, exprs []ast.Expr, n int) []value {
	vals := make([]value, 0, n)
	if len(exprs) == 1 && n > 1 {
		if call, ok := ast.Unparen(exprs[0]).(*ast.CallExpr); ok {
			vals = append(vals, x.calls(f, call)...)
		} else {
			vals = append(vals, x.eval(f, exprs[0]))
		}
	} else {
		for _, e := range exprs {
			vals = append(vals, x.taken(f, e))
		}
	}
	for len(vals) < n {
		vals = append(vals, nil)
	}
	return vals
}

func (x *interp) assign(f *frame, s *ast.AssignStmt) {
	vals := x.evalAll(f, s.Rhs, len(s.Lhs))
	for i, lhs := range s.Lhs {
		v := vals[i]
		if s.Tok == token.ADD_ASSIGN {
			v = concat(x.eval(f, lhs), v)
		}
		switch l := ast.Unparen(lhs).(type) {
		case *ast.Ident:
			if obj := x.info.Defs[l]; obj != nil {
				f.define(obj, x.steady(obj, v))
			} else if obj := x.info.Uses[l]; obj != nil {
				x.setVar(f, obj, v)
			}
		case *ast.SelectorExpr:
			x.setField(f, l, v, s.Rhs[min(i, len(s.Rhs)-1)].Pos())
		case *ast.IndexExpr:
			x.setElem(f, l, v)
		case *ast.StarExpr:
			if old, ok := x.eval(f, l.X).(*record); ok {
				if r, ok := v.(*record); ok {
					*old = *r
				}
			}
		}
	}
}

func (x *interp) setVar(f *frame, obj types.Object, v value) {
	if obj.Pkg() != nil && obj.Parent() == obj.Pkg().Scope() {
		if v == nil && isString(obj.Type()) {
			v = &text{s: hole, pos: obj.Pos()}
		}
		if old, ok := x.globals[obj]; ok && x.cond != nil {
			v = merge(old, v)
		}
		x.leave(v, obj.Type())
		if v != nil && !isKnown(v) {
			x.globals[obj] = x.steady(obj, v)
		}
		return
	}
	f.set(obj, x.steady(obj, v))
}

func (x *interp) setField(f *frame, sel *ast.SelectorExpr, v value, pos token.Pos) {
	s := x.info.Selections[sel]
	if s == nil {
		if obj := x.packageVar(sel); obj != nil {
			x.setVar(f, obj, v)
		}
		return
	}
	field, ok := s.Obj().(*types.Var)
	if !ok {
		return
	}
	base := x.walkFields(x.eval(f, sel.X), s, len(s.Index())-1)
	if r, ok := base.(*record); ok {
		r.fields[field.Name()] = x.maybeSet(r.cond, x.field(r, field), fieldValue(v))
		r.pos[field.Name()] = pos
		x.sets(r, r.typ, field.Name(), v)
	} else {
		x.sets(nil, x.info.TypeOf(sel.X), field.Name(), v)
	}
	x.leave(v, field.Type())
	x.keepField(field, fieldValue(v))
}

// setElem puts a value into a map or a list. What has a key that is not known
// may be any of its values.
func (x *interp) setElem(f *frame, e *ast.IndexExpr, v value) {
	x.leave(v, x.info.TypeOf(e))
	base := x.eval(f, e.X)
	if l, ok := base.(*list); ok {
		x.setListElem(f, l, e, v)
		return
	}
	m, ok := base.(*table)
	if !ok {
		return
	}
	key := x.eval(f, e.Index)
	if i := m.find(key); i >= 0 {
		m.elems[i] = x.maybeSet(m.cond, m.elems[i], v)
		return
	}
	v = x.maybeSet(m.cond, zero{}, v)
	m.keys, m.elems = append(m.keys, key), append(m.elems, v)
}

// find returns the index of a key, or -1.
func (m *table) find(key value) int {
	c := constantOf(key)
	return slices.IndexFunc(m.keys, func(k value) bool {
		o := constantOf(k)
		return o != nil && c != nil && sameSort(o, c) && constant.Compare(o, token.EQL, c)
	})
}

// fieldValue is what a field may hold of a value: numbers and truths change
// where nobody looks.
func fieldValue(v value) value {
	if isKnown(v) {
		return nil
	}
	return v
}

const maxTurns = 100 // of a loop
