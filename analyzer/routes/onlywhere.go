package routes

import (
	"go/ast"
	"go/token"
	"go/types"
)

// onlyWhere returns the scopes that a middleware compares with where it calls
// the handler that it wraps: for _, s := range scopes { if s == "a:b" { next(w, r) } }.
// There are none if it calls the handler, or hands it on, in another place, too.
func (c *checker) onlyWhere(body *ast.BlockStmt) []string {
	p := &passage{checker: c, calls: make(map[*ast.Ident]bool)}
	p.look(body, nil)
	next := make(map[types.Object]bool)
	for id := range p.calls {
		next[c.x.info.Uses[id]] = true
	}
	ast.Inspect(body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && next[c.x.info.Uses[id]] && !p.calls[id] {
			p.free = true
		}
		return true
	})
	if p.free {
		return nil
	}
	return p.scopes
}

// A passage is the calls of the wrapped handler.
type passage struct {
	*checker
	calls  map[*ast.Ident]bool // what they call, by its name there
	scopes []string            // that were compared with before
	free   bool                // one is made whatever the scopes are
}

// look walks code that is run where scopes have been found equal.
func (p *passage) look(n ast.Node, equal []string) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IfStmt:
			if more := p.equals(n.Cond); len(more) > 0 {
				p.look(n.Body, append(equal[:len(equal):len(equal)], more...))
				if n.Else != nil {
					p.look(n.Else, equal)
				}
				return false
			}
		case *ast.CallExpr:
			if _, ok := p.nextOf(n); ok {
				p.pass(n, equal)
			}
		}
		return true
	})
}

func (p *passage) pass(call *ast.CallExpr, equal []string) {
	fun := ast.Unparen(call.Fun)
	if sel, ok := fun.(*ast.SelectorExpr); ok {
		if fun = ast.Unparen(sel.X); sel.Sel.Name != "ServeHTTP" { // c.Next(), without which a router goes on, too
			p.free = true
		}
	}
	if sel, ok := fun.(*ast.SelectorExpr); ok {
		fun = sel.Sel
	}
	if id, ok := fun.(*ast.Ident); ok {
		p.calls[id] = true
	}
	p.free = p.free || len(equal) == 0
	for _, s := range equal {
		p.scopes = appendNew(p.scopes, s)
	}
}

// equals returns the scopes that something equals wherever a condition is true.
func (p *passage) equals(cond ast.Expr) []string {
	b, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok {
		return nil
	}
	switch b.Op {
	case token.EQL:
		if scopes, _ := p.scopesOf([]value{p.x.eval(p.frame, b.X), p.x.eval(p.frame, b.Y)}); len(scopes) == 1 {
			return scopes
		}
	case token.LAND:
		return append(p.equals(b.X), p.equals(b.Y)...)
	case token.LOR:
		if left, right := p.equals(b.X), p.equals(b.Y); len(left) > 0 && len(right) > 0 {
			return append(left, right...)
		}
	}
	return nil
}
