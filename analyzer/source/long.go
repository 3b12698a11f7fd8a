package source

import (
	"fmt"
	"go/ast"
	"go/token"
)

// maxConstants is how long the string constants of a package may be together. One
// that is the one before it twice, thirty times over, is longer than any memory.
const maxConstants = 64 << 20

// LongConstant reports string constants that are longer than the type checker can
// hold. It looks at the syntax of one package, so what another one's are worth is
// not counted.
func LongConstant(fset *token.FileSet, files []*ast.File) error {
	c := constantLengths{values: make(map[string][]ast.Expr), known: make(map[string]int)}
	var all []*ast.ValueSpec
	for _, file := range files {
		for n := range ast.Preorder(file) {
			if decl, ok := n.(*ast.GenDecl); ok && decl.Tok == token.CONST {
				all = append(all, c.declare(decl)...)
			}
		}
	}
	total := 0
	for _, spec := range all {
		for _, name := range spec.Names {
			if total += c.ofName(name.Name); total > maxConstants {
				return fmt.Errorf("%s: the string constants up to %s are longer than %d MB", fset.Position(name.Pos()), name.Name, maxConstants>>20)
			}
		}
	}
	return nil
}

// constantLengths are the lengths of constants by their names. Where one name
// stands for several, in several functions, the longest counts.
type constantLengths struct {
	values map[string][]ast.Expr
	known  map[string]int
}

// declare notes what constants of a declaration are made of. Those without values
// repeat those before them.
func (c *constantLengths) declare(decl *ast.GenDecl) (specs []*ast.ValueSpec) {
	var values []ast.Expr
	for _, spec := range decl.Specs {
		spec, ok := spec.(*ast.ValueSpec)
		if !ok {
			continue
		}
		if len(spec.Values) > 0 {
			values = spec.Values
		}
		for i, name := range spec.Names {
			if i < len(values) {
				c.values[name.Name] = append(c.values[name.Name], values[i])
			}
		}
		specs = append(specs, spec)
	}
	return specs
}

func (c *constantLengths) ofName(name string) int {
	if n, ok := c.known[name]; ok {
		return n
	}
	c.known[name] = 0 // of one that is made of itself
	n := 0
	for _, value := range c.values[name] {
		n = max(n, c.of(value))
	}
	c.known[name] = n
	return n
}

// of is the length of an expression, and no more than a little above the limit.
func (c *constantLengths) of(e ast.Expr) int {
	n := 0
	for { // down the left side, which is where long sums are deep
		switch x := e.(type) {
		case *ast.BinaryExpr:
			if x.Op != token.ADD {
				return n
			}
			n, e = min(n+c.of(x.Y), maxConstants+1), x.X
			continue
		case *ast.ParenExpr:
			e = x.X
			continue
		case *ast.CallExpr: // a conversion
			if len(x.Args) == 1 {
				e = x.Args[0]
				continue
			}
		case *ast.BasicLit:
			if x.Kind == token.STRING {
				n += len(x.Value)
			}
		case *ast.Ident:
			n += c.ofName(x.Name)
		}
		return min(n, maxConstants+1)
	}
}
