package analyzer

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"reflect"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"
)

// gatherConstants finds the string constants of a package. It judges nothing.
var gatherConstants = &analysis.Analyzer{
	Name:             "scopelintconstants",
	Doc:              "gather the string constants of a package and the places that use them",
	Requires:         []*analysis.Analyzer{inspect.Analyzer},
	ResultType:       reflect.TypeFor[*constants](),
	RunDespiteErrors: true,
	Run:              func(pass *analysis.Pass) (any, error) { return newConstants(pass), nil },
}

// constants is the result of gatherConstants: the string constants of a
// package, in the order of the source.
type constants struct {
	all     []*stringConst
	unknown []string // packages with constants that are named here, whose values are not known and may be strings
}

// A stringConst is a string constant as it is written: the outermost constant
// expression around one or more literals and names of constants.
type stringConst struct {
	expr  ast.Expr
	value string
	file  *ast.File
	uses  []inspector.Cursor // where the value stands: expr itself, then each use of obj
	obj   *types.Const       // the constant that expr declares, or nil
	other *types.Const       // the constant of another package that expr names, or nil
}

func newConstants(pass *analysis.Pass) *constants {
	g := constGatherer{
		info:     pass.TypesInfo,
		seen:     make(map[ast.Expr]bool),
		outer:    make(map[ast.Node]inspector.Cursor),
		declared: make(map[*types.Const]*stringConst),
		result:   new(constants),
	}
	type use struct {
		obj *types.Const
		cur inspector.Cursor
	}
	var uses []use
	root := pass.ResultOf[inspect.Analyzer].(*inspector.Inspector).Root()
	for curFile := range root.Children() {
		g.file = curFile.Node().(*ast.File)
		for cur := range curFile.Preorder((*ast.BasicLit)(nil), (*ast.Ident)(nil)) {
			switch n := cur.Node().(type) {
			case *ast.BasicLit:
				if n.Kind == token.STRING {
					g.add(cur)
				}
			case *ast.Ident:
				obj, ok := g.info.Uses[n].(*types.Const)
				if ok && obj.Pkg() != pass.Pkg && isUnknown(obj) && !slices.Contains(g.result.unknown, obj.Pkg().Path()) {
					g.result.unknown = append(g.result.unknown, obj.Pkg().Path())
				}
				if !ok || obj.Val().Kind() != constant.String {
					continue
				}
				if outer := g.outermost(cur); isName(outer.Node()) && obj.Pkg() == pass.Pkg {
					uses = append(uses, use{obj, outer})
				} else {
					g.add(cur)
				}
			}
		}
	}
	for _, u := range uses {
		if c, ok := g.declared[u.obj]; ok {
			c.uses = append(c.uses, u.cur)
		}
	}
	return g.result
}

// isUnknown reports whether the value of a constant is not known, and may be a
// string: what it is made of stands in a package that was not read.
func isUnknown(c *types.Const) bool {
	if c.Val().Kind() != constant.Unknown {
		return false
	}
	t, ok := c.Type().Underlying().(*types.Basic)
	return !ok || t.Kind() == types.Invalid || t.Info()&types.IsString != 0
}

type constGatherer struct {
	outer    map[ast.Node]inspector.Cursor // see outermost
	info     *types.Info
	file     *ast.File
	seen     map[ast.Expr]bool
	declared map[*types.Const]*stringConst
	result   *constants
}

// add records the constant that the literal or name at cur is part of.
func (g *constGatherer) add(cur inspector.Cursor) {
	switch kind, _ := cur.ParentEdge(); kind {
	case edge.ImportSpec_Path, edge.Field_Tag:
		return // no value of the program
	}
	cur = g.outermost(cur)
	expr := cur.Node().(ast.Expr)
	if g.seen[expr] {
		return
	}
	g.seen[expr] = true
	value, ok := stringValue(g.info, expr)
	if !ok {
		return // does not type-check
	}
	c := &stringConst{expr: expr, value: value, file: g.file, uses: []inspector.Cursor{cur}}
	if kind, i := cur.ParentEdge(); kind == edge.ValueSpec_Values {
		if spec := cur.Parent().Node().(*ast.ValueSpec); i < len(spec.Names) {
			if obj, ok := g.info.Defs[spec.Names[i]].(*types.Const); ok {
				c.obj = obj
				g.declared[obj] = c
			}
		}
	}
	c.other = constNamed(g.info, expr)
	g.result.all = append(g.result.all, c)
}

// outermost climbs from a literal or a name to the largest constant expression
// around it: pkg.Name, ("a:" + "b"). A conversion is not part of it.
func (g *constGatherer) outermost(cur inspector.Cursor) inspector.Cursor {
	var way []ast.Node // up to there, so that of a long sum each part is climbed once
	for g.isPart(cur) {
		cur = cur.Parent()
		if outer, ok := g.outer[cur.Node()]; ok {
			cur = outer
			break
		}
		way = append(way, cur.Node())
	}
	for _, n := range way {
		g.outer[n] = cur
	}
	return cur
}

// isPart reports whether what stands around an expression is a larger one of the
// same constant.
func (g *constGatherer) isPart(cur inspector.Cursor) bool {
	switch n := cur.Parent().Node().(type) {
	case *ast.SelectorExpr:
		kind, _ := cur.ParentEdge()
		return kind == edge.SelectorExpr_Sel
	case *ast.ParenExpr, *ast.BinaryExpr:
		v := g.info.Types[n.(ast.Expr)].Value
		return v != nil && v.Kind() == constant.String
	}
	return false
}

// stringValue returns the value of a constant string expression.
func stringValue(info *types.Info, e ast.Expr) (string, bool) {
	v := info.Types[e].Value
	if v == nil || v.Kind() != constant.String {
		if id, ok := e.(*ast.Ident); ok { // a name behind a dot has no entry of its own
			if c, ok := info.Uses[id].(*types.Const); ok && c.Val().Kind() == constant.String {
				return constant.StringVal(c.Val()), true
			}
		}
		return "", false
	}
	return constant.StringVal(v), true
}

func isName(n ast.Node) bool {
	switch n.(type) {
	case *ast.Ident, *ast.SelectorExpr:
		return true
	}
	return false
}

// constNamed returns the constant that e names, or nil.
func constNamed(info *types.Info, e ast.Expr) *types.Const {
	if sel, ok := e.(*ast.SelectorExpr); ok {
		e = sel.Sel
	}
	id, ok := e.(*ast.Ident)
	if !ok {
		return nil
	}
	c, _ := info.Uses[id].(*types.Const)
	return c
}
