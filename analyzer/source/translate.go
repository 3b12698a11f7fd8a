package source

import (
	"go/ast"
	"go/token"
)

// maxBranches is how many branches a function may have to be translated to SSA form:
// what that takes grows with the square of them. The largest that is known in
// real code, of scanners that are generated, have some thousands.
const maxBranches = 10_000

// Translatable is the files of a package without the bodies of functions that have
// too many branches, and these functions: they are not known then. Files without one
// are the same.
func Translatable(files []*ast.File) (out []*ast.File, left []*ast.FuncDecl) {
	out = make([]*ast.File, len(files))
	for i, file := range files {
		out[i] = file
		if int(file.FileEnd-file.FileStart) < maxBranches {
			continue // too short for one
		}
		for j, decl := range file.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Body == nil || int(fn.End()-fn.Pos()) < maxBranches || branches(fn.Body) <= maxBranches {
				continue
			}
			if out[i] == file {
				c := *file
				c.Decls = append([]ast.Decl(nil), file.Decls...)
				out[i] = &c
			}
			c := *fn
			c.Body = nil
			out[i].Decls[j] = &c
			left = append(left, fn)
		}
	}
	return out, left
}

// branches counts the places of a function from which it goes on in two ways.
func branches(body *ast.BlockStmt) int {
	n := 0
	for node := range ast.Preorder(body) {
		switch x := node.(type) {
		case *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt, *ast.CommClause, *ast.DeferStmt, *ast.FuncLit:
			n++
		case *ast.CaseClause:
			n += len(x.List)
		case *ast.BinaryExpr:
			if x.Op == token.LAND || x.Op == token.LOR {
				n++
			}
		}
	}
	return n
}
