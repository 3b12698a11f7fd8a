package source

import (
	"go/ast"
	"go/token"
	"maps"
	"slices"
)

// ParseConstants parses of a file what the values of string constants can
// depend on: constants, and the types that a name stands for. Who asks for
// nothing else is spared most of the types, and the imports behind them.
func ParseConstants(fset *token.FileSet, name string, data []byte) (*ast.File, error) {
	file, err := ParseDeclarations(fset, name, data)
	if file != nil {
		keepConstants(file)
	}
	return file, err
}

func keepConstants(file *ast.File) {
	var imports *ast.GenDecl
	var kept []ast.Decl
	for _, decl := range file.Decls {
		d, ok := decl.(*ast.GenDecl)
		switch {
		case !ok || d.Tok == token.VAR:
		case d.Tok != token.IMPORT:
			if d.Specs = slices.DeleteFunc(d.Specs, isTypeOfParts); len(d.Specs) > 0 {
				kept = append(kept, d)
			}
		case imports == nil:
			imports = d
		default:
			imports.Specs = append(imports.Specs, d.Specs...)
		}
	}
	if imports != nil {
		if imports.Specs = importsNamed(imports.Specs, kept); len(imports.Specs) > 0 {
			kept = slices.Insert(kept, 0, ast.Decl(imports))
		}
	}
	file.Decls = kept
}

// isTypeOfParts reports whether a declaration gives a name to a struct or the
// like, of which there are no constants.
func isTypeOfParts(spec ast.Spec) bool {
	t, ok := spec.(*ast.TypeSpec)
	if !ok {
		return false
	}
	switch ast.Unparen(t.Type).(type) {
	case *ast.StructType, *ast.InterfaceType, *ast.FuncType, *ast.ArrayType, *ast.MapType, *ast.ChanType, *ast.StarExpr:
		return true
	}
	return false
}

// importsNamed keeps the imports that declarations may name. One without a name
// of its own may have any.
func importsNamed(imports []ast.Spec, decls []ast.Decl) []ast.Spec {
	names := qualifiers(decls)
	others := maps.Clone(names)
	for _, spec := range imports {
		if name := spec.(*ast.ImportSpec).Name; name != nil {
			delete(others, name.Name)
		}
	}
	return slices.DeleteFunc(imports, func(spec ast.Spec) bool {
		name := spec.(*ast.ImportSpec).Name
		return name == nil && len(others) == 0 || name != nil && name.Name != "." && !names[name.Name]
	})
}

// qualifiers are the names in front of dots.
func qualifiers(decls []ast.Decl) map[string]bool {
	names := make(map[string]bool)
	for _, decl := range decls {
		ast.Inspect(decl, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := sel.X.(*ast.Ident); ok {
					names[x.Name] = true
				}
			}
			return true
		})
	}
	return names
}
