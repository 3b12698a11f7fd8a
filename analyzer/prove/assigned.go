package prove

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
)

// noteAssigned notes which package variables are more than their initializers.
func (p *program) noteAssigned(pass *analysis.Pass) {
	note := func(e ast.Expr) {
		for {
			switch x := ast.Unparen(e).(type) {
			case *ast.IndexExpr:
				e = x.X
				continue
			case *ast.SelectorExpr:
				if v, ok := pass.TypesInfo.Uses[x.Sel].(*types.Var); ok && !v.IsField() {
					p.assigned[v] = true
					return
				}
				e = x.X
				continue
			case *ast.StarExpr:
				e = x.X
				continue
			case *ast.Ident:
				if v, ok := pass.TypesInfo.Uses[x].(*types.Var); ok {
					p.assigned[v] = true
				}
			}
			return
		}
	}
	for _, file := range pass.Files {
		for _, d := range file.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Body == nil {
				continue
			}
			ast.Inspect(fn.Body, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.AssignStmt:
					for _, e := range n.Lhs {
						note(e)
					}
				case *ast.IncDecStmt:
					note(n.X)
				case *ast.UnaryExpr:
					if n.Op == token.AND {
						note(n.X)
					}
				case *ast.CallExpr:
					for i, arg := range n.Args {
						if p.changes(pass, n, i) {
							note(arg)
						}
					}
				}
				return true
			})
		}
	}
}

// changes reports whether a call changes what its nth argument leads to: the
// function sets or deletes elements of its parameter.
func (p *program) changes(pass *analysis.Pass, call *ast.CallExpr, n int) bool {
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		if b, ok := pass.TypesInfo.Uses[fun].(*types.Builtin); ok {
			return n == 0 && (b.Name() == "delete" || b.Name() == "clear" || b.Name() == "copy")
		}
		return p.setsParam(pass.TypesInfo.Uses[fun], n)
	case *ast.SelectorExpr:
		return p.setsParam(pass.TypesInfo.Uses[fun.Sel], n)
	}
	return false
}

func (p *program) setsParam(obj types.Object, n int) bool {
	fn, ok := obj.(*types.Func)
	if !ok || p.own[fn.Pkg()] == nil || n >= fn.Signature().Params().Len() {
		return false
	}
	param := fn.Signature().Params().At(n)
	switch param.Type().Underlying().(type) {
	case *types.Map, *types.Slice, *types.Pointer:
	default:
		return false
	}
	info := p.own[fn.Pkg()].TypesInfo
	sets := false
	is := func(e ast.Expr) {
		for {
			switch x := ast.Unparen(e).(type) {
			case *ast.IndexExpr:
				e = x.X
			case *ast.SelectorExpr:
				e = x.X
			case *ast.StarExpr:
				e = x.X
			case *ast.Ident:
				sets = sets || info.Uses[x] == param
				return
			default:
				return
			}
		}
	}
	ast.Inspect(p.declOf(fn), func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.AssignStmt:
			for _, lhs := range node.Lhs {
				if _, whole := ast.Unparen(lhs).(*ast.Ident); !whole {
					is(lhs)
				}
			}
		case *ast.CallExpr:
			if id, ok := ast.Unparen(node.Fun).(*ast.Ident); ok && len(node.Args) > 0 && (id.Name == "delete" || id.Name == "clear" || id.Name == "copy") {
				is(node.Args[0])
			}
		}
		return !sets
	})
	return sets
}

// declOf is the declaration of a function of the packages, or an empty block.
func (p *program) declOf(fn *types.Func) ast.Node {
	for _, file := range p.own[fn.Pkg()].Files {
		if file.FileStart > fn.Pos() || fn.Pos() >= file.FileEnd {
			continue
		}
		for _, d := range file.Decls {
			if d, ok := d.(*ast.FuncDecl); ok && d.Name.Pos() == fn.Pos() {
				return d
			}
		}
	}
	return &ast.BlockStmt{}
}
