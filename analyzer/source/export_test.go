package source

import (
	"go/ast"
	"go/printer"
	"go/token"
	"strings"
)

// Place is the directory of the package that an import path means, "" if it is
// not there.
func (ws *Workspace) Place(path string) string { return ws.resolve(path, false).dir }

// StripBodies is stripBodies.
var StripBodies = stripBodies

// Declared lists what a file declares, with its signatures.
func Declared(file *ast.File) string {
	var b strings.Builder
	for _, decl := range file.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok {
			fn.Body = nil
		}
		if err := printer.Fprint(&b, token.NewFileSet(), decl); err != nil {
			return err.Error()
		}
		b.WriteString("; ")
	}
	return b.String()
}
