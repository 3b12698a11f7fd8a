package routes

import (
	"go/ast"
	"go/token"
)

// within returns the scopes that the body of a guard names which the
// configuration knows: what it hands to functions and what it compares with,
// in every branch that can run for what the guard got.
func (i *inspector) within(v *fn, args []arg) []string { return i.read(v, args, false) }

// compared returns the scopes that the body of a function compares with
// others.
func (i *inspector) compared(v *fn) []string { return i.read(v, nil, true) }

func (i *inspector) read(v *fn, args []arg, comparisons bool) []string {
	f, body := i.enter(v, args)
	if body == nil || i.depth >= maxInspect {
		return nil
	}
	r := &reader{inspector: &inspector{x: i.x, opts: i.opts, kind: i.kind, depth: i.depth + 1, out: &summary{}}, frame: f, comparisons: comparisons}
	i.x.passive++
	defer func() { i.x.passive-- }()
	r.block(body.List)
	return r.scopes
}

// A reader walks all statements of a body, whatever depends on them.
type reader struct {
	*inspector
	frame       *frame
	comparisons bool // and nothing else
	scopes      []string
}

func (r *reader) block(stmts []ast.Stmt) {
	for _, s := range stmts {
		r.stmt(s)
	}
}

func (r *reader) stmt(s ast.Stmt) {
	switch s := s.(type) {
	case nil:
	case *ast.BlockStmt:
		r.block(s.List)
	case *ast.LabeledStmt:
		r.stmt(s.Stmt)
	case *ast.IfStmt:
		r.stmt(s.Init)
		r.names(s.Cond)
		val, ok := r.x.truth(r.frame, s.Cond)
		if !ok || val {
			r.block(s.Body.List)
		}
		if !ok || !val {
			r.stmt(s.Else)
		}
		if !ok {
			r.x.forget(r.frame, s, true)
		}
	case *ast.SwitchStmt:
		r.stmt(s.Init)
		if run, ok := r.x.clause(r.frame, s); ok {
			if run != nil {
				r.block(run.Body)
			}
			return
		}
		r.clauses(s.Body)
	case *ast.TypeSwitchStmt:
		r.clauses(s.Body)
	case *ast.ForStmt:
		r.stmt(s.Body)
		r.x.forget(r.frame, s, true)
	case *ast.RangeStmt:
		r.names(s.X)
		r.stmt(s.Body)
		r.x.forget(r.frame, s, true)
	case *ast.AssignStmt:
		r.names(s)
		r.x.assign(r.frame, s)
	case *ast.DeclStmt:
		r.names(s)
		r.x.declare(r.frame, s)
	default:
		r.names(s)
	}
}

func (r *reader) clauses(body *ast.BlockStmt) {
	for _, cl := range body.List {
		if cl, ok := cl.(*ast.CaseClause); ok {
			for _, e := range cl.List {
				r.names(e)
			}
			r.block(cl.Body)
		}
	}
	r.x.forget(r.frame, body, true)
}

// names collects the scopes among the arguments of calls and the operands of
// comparisons.
func (r *reader) names(n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		var vals []value
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			if !r.comparisons {
				vals = values(r.x.args(r.frame, n))
			}
		case *ast.BinaryExpr:
			if n.Op == token.EQL || n.Op == token.NEQ {
				vals = []value{r.x.eval(r.frame, n.X), r.x.eval(r.frame, n.Y)}
			}
		}
		scopes, _ := r.scopesOf(vals)
		for _, s := range scopes {
			r.scopes = appendNew(r.scopes, s)
		}
		return true
	})
}

func appendNew(list []string, s string) []string {
	for _, old := range list {
		if old == s {
			return list
		}
	}
	return append(list, s)
}
