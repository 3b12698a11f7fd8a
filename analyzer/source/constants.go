package source

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"path/filepath"
	"slices"

	"github.com/scopelint/scopelint/analyzer/shape"
)

// Constants are the string constants of packages that are imported. Each package
// is read once, and nothing of it but what they are made of.
type Constants struct {
	ws   *Workspace
	fset *token.FileSet
	read map[*place]*types.Package // nil while it is read
}

// Constants are those of the packages that the workspace's modules import.
func (ws *Workspace) Constants() *Constants {
	return &Constants{ws, token.NewFileSet(), make(map[*place]*types.Package)}
}

// Of returns a package with its constants.
func (c *Constants) Of(i *Imported) *types.Package { return c.at(i.place) }

func (c *Constants) at(p *place) *types.Package {
	if pkg, ok := c.read[p]; ok {
		return pkg
	}
	c.read[p] = nil
	contents := (&Imported{c.ws, p}).Contents(func(ws *Workspace, file string) []byte {
		data, _ := ws.Read(file) // what cannot be read declares nothing
		return data
	})
	brief := slices.DeleteFunc(slices.Clone(contents), func(data []byte) bool { return !shape.DeclaresConstants(data) })
	pkg, err := c.check(p, brief)
	if err != nil && len(brief) < len(contents) { // a type may stand in another file
		pkg, _ = c.check(p, contents) // as far as they are known
	}
	c.read[p] = pkg
	return pkg
}

// check type-checks the constants of some files of a package. The error is the
// first of those that leave constants without a value.
func (c *Constants) check(p *place, contents [][]byte) (*types.Package, error) {
	var files []*ast.File
	for i, data := range contents {
		if file, _ := ParseConstants(c.fset, filepath.Join(p.dir, fmt.Sprint(i)), data); file != nil { // or what can be read of it
			files = append(files, file)
		}
	}
	name := ""
	if len(files) > 0 {
		name = files[0].Name.Name
	}
	var first error
	conf := types.Config{
		FakeImportC: true, Sizes: types.SizesFor("gc", c.ws.context.GOARCH), Importer: behind{c, p},
		Error: func(err error) {
			if e, ok := err.(types.Error); ok && !e.Soft && first == nil {
				first = err
			}
		},
	}
	pkg := types.NewPackage(p.path, name)
	_ = types.NewChecker(&conf, c.fset, pkg, nil).Files(files) // conf.Error has the errors
	return pkg, first
}

// behind imports packages into one at a place.
type behind struct {
	*Constants
	*place
}

func (b behind) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	p := b.ws.resolve(path, b.module == nil)
	if p.dir == "" {
		return nil, b.ws.Absent(path)
	}
	if pkg := b.at(p); pkg != nil {
		return pkg, nil
	}
	return nil, fmt.Errorf("%s is imported by what it imports", path)
}

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
