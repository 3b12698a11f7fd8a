package routes

import (
	"go/ast"
	"go/types"
	"slices"
)

// Prefixes, handlers and middlewares may be kept in variables of a package
// that functions of it assign, init among them.

// setters are the functions that assign package-level variables.
type setters struct {
	of   map[*types.Var][]*types.Func
	runs map[*types.Func]bool // those that are worth running, and their callers
}

// note notes the variables of the packages that an assignment sets.
func (s *setters) note(x *interp, fn *types.Func, a *ast.AssignStmt) {
	for _, lhs := range a.Lhs {
		if v := x.packageVar(lhs); v != nil && fn != nil && x.matters(v.Type(), 0) && !slices.Contains(s.of[v], fn) {
			s.of[v] = append(s.of[v], fn)
		}
	}
}

// packageVar returns the variable of one of the packages that an expression
// names, or nil.
func (x *interp) packageVar(e ast.Expr) *types.Var {
	id := calledIdent(e)
	if id == nil {
		return nil
	}
	v, ok := x.info.Uses[id].(*types.Var)
	if !ok || v.IsField() || !x.own[v.Pkg()] || v.Parent() != v.Pkg().Scope() {
		return nil
	}
	return v
}

// follow finds the setters of what registering functions mention.
func (s *setters) follow(x *interp) {
	if len(s.of) == 0 {
		return
	}
	for fn := range x.relevant {
		decl := x.decls[fn]
		if decl == nil {
			continue
		}
		ast.Inspect(decl.Body, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				if v, ok := x.info.Uses[id].(*types.Var); ok {
					for _, set := range s.of[v] {
						s.runs[set] = true
					}
				}
			}
			return true
		})
	}
	x.spread(s.runs, nil)
}

// unsure reports whether a function that somebody calls sets a variable, but
// has not been run.
func (s *setters) unsure(x *interp, v *types.Var) bool {
	return slices.ContainsFunc(s.of[v], func(fn *types.Func) bool { return !x.ran[fn] && x.mentioned[fn] })
}
