package analyzer

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"
)

// A place is what the code around a value says about its use.
type place struct {
	names []string // of what holds, takes or is compared with the value, innermost first
	list  ast.Node // the innermost list, map or call that the value is an element of, or nil
	slots []slot   // the typed positions that the value goes into, innermost first

	compared bool // an operand of == or !=, a case, an index
	pieced   bool // one piece of a longer text, so that blanks around it matter not
	key      bool // a key of a map literal
	label    bool // in a field or of a type named labels, tags or selector
	argument bool // of a call
	variadic bool // one of any number of texts
	routed   bool // in a struct that describes a route
	size     int  // how many elements list has, of which this may be one

	call  *ast.CallExpr // the innermost call that it is an argument of, or nil
	param string        // the name of that call's parameter

	doubtful bool // the types around the value are not all known
}

// A slot is a position that values are put into again and again: a parameter
// (obj is the function, or the variable that holds it) or a struct field.
type slot struct {
	obj   types.Object
	param int // -1 for a field
}

// maxClimb is how many expressions around a value are looked at. Nobody nests so
// many, but a sum of a thousand texts has a thousand around the first.
const maxClimb = 200

// climb reads the place of the value at cur from the syntax around it, up to
// the statement or declaration.
func climb(info *types.Info, cur inspector.Cursor) *place {
	p := placeReader{info: info, place: new(place)}
	if e, ok := cur.Node().(ast.Expr); ok {
		p.typeName(info.TypeOf(e)) // also what a constant is converted to
	}
	for n := 0; n < maxClimb && p.step(cur); n++ {
		cur = cur.Parent()
	}
	return p.place
}

type placeReader struct {
	info *types.Info
	*place
}

// step reads the parent of cur; it reports whether to climb on.
func (p *placeReader) step(cur inspector.Cursor) bool {
	kind, i := cur.ParentEdge()
	parent := cur.Parent().Node()
	switch kind {
	case edge.ParenExpr_X, edge.UnaryExpr_X, edge.StarExpr_X:
		return true
	case edge.CallExpr_Args:
		return p.argumentOf(parent.(*ast.CallExpr), i)
	case edge.KeyValueExpr_Value:
		p.keyed(cur.Parent(), parent.(*ast.KeyValueExpr))
		return true
	case edge.KeyValueExpr_Key:
		p.key = true
		return true
	case edge.CompositeLit_Elts:
		p.element(cur.Parent(), parent.(*ast.CompositeLit), i)
		return true
	case edge.ValueSpec_Values: // const scope = "…"
		spec := parent.(*ast.ValueSpec)
		if i < len(spec.Names) {
			p.name(spec.Names[i].Name)
			p.typeName(p.info.TypeOf(spec.Names[i]))
		}
	case edge.AssignStmt_Rhs: // scope = "…"
		if assign := parent.(*ast.AssignStmt); len(assign.Lhs) == len(assign.Rhs) {
			p.pieced = p.pieced || assign.Tok == token.ADD_ASSIGN
			p.nameOf(assign.Lhs[i])
			p.typeName(p.info.TypeOf(assign.Lhs[i]))
		}
	case edge.ReturnStmt_Results: // func scopes() []string { return … }
		p.returned(cur)
	case edge.BinaryExpr_X, edge.BinaryExpr_Y:
		return p.operand(parent.(*ast.BinaryExpr), kind)
	case edge.CaseClause_List: // switch scope { case "…":
		p.compared = true
		if sw, ok := cur.Parent().Parent().Parent().Node().(*ast.SwitchStmt); ok && sw.Tag != nil {
			p.nameOf(sw.Tag)
		}
	case edge.IndexExpr_Index: // scopes["…"]
		p.compared = true
		p.nameOf(parent.(*ast.IndexExpr).X)
	case edge.RangeStmt_X: // for _, scope := range []string{…}
		for _, v := range []ast.Expr{parent.(*ast.RangeStmt).Value, parent.(*ast.RangeStmt).Key} {
			if v != nil {
				p.nameOf(v)
			}
		}
	case edge.SendStmt_Value:
		p.nameOf(parent.(*ast.SendStmt).Chan)
	}
	return false
}

func (p *placeReader) name(name string) { p.names = append(p.names, name) }

// container records the name of a field or a type that holds the value. One
// named after labels holds no scopes, unless something within says so.
func (p *placeReader) container(name string) {
	p.label = p.label || hasWord(name, labelWords) && !p.named(scopeWords)
	p.name(name)
}

// named reports whether one of the names has one of the words.
func (p *place) named(list []string) bool {
	return slices.ContainsFunc(p.names, func(name string) bool { return hasWord(name, list) })
}

// nameOf records the names in an expression that denotes a variable, a field,
// or the result of a call.
func (p *placeReader) nameOf(e ast.Expr) {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		p.name(e.Name)
	case *ast.SelectorExpr:
		p.name(e.Sel.Name)
	case *ast.IndexExpr: // headers["Scope"]
		if key, ok := stringValue(p.info, e.Index); ok {
			p.name(key)
		}
		p.nameOf(e.X)
	case *ast.CallExpr:
		p.nameOf(e.Fun)
	case *ast.StarExpr:
		p.nameOf(e.X)
	}
}

// typeName records the name of a declared type.
func (p *placeReader) typeName(t types.Type) {
	for t != nil {
		switch u := t.(type) {
		case *types.Named:
			p.container(u.Obj().Name())
			return
		case *types.Alias:
			p.container(u.Obj().Name())
			return
		case *types.Pointer:
			t = u.Elem()
		case *types.Slice:
			t = u.Elem()
		case *types.Array:
			t = u.Elem()
		default:
			p.doubtful = p.doubtful || t == types.Typ[types.Invalid]
			return
		}
	}
	p.doubtful = true
}

// keyed reads Field: "…" and "key": "…".
func (p *placeReader) keyed(cur inspector.Cursor, kv *ast.KeyValueExpr) {
	if text, ok := stringValue(p.info, kv.Key); ok {
		if isKeyword(text) {
			p.name(text)
		}
		return
	}
	id, ok := kv.Key.(*ast.Ident)
	if !ok {
		p.nameOf(kv.Key)
		return
	}
	field, ok := p.info.Uses[id].(*types.Var)
	if !ok || !field.IsField() {
		p.doubtful = p.doubtful || p.info.Uses[id] == nil
		p.name(id.Name)
		return
	}
	p.container(id.Name)
	p.slots = append(p.slots, slot{field, -1})
}

// element reads a composite literal that has the value as its ith element.
func (p *placeReader) element(cur inspector.Cursor, lit *ast.CompositeLit, i int) {
	t := p.info.TypeOf(lit)
	if t == nil || t == types.Typ[types.Invalid] {
		p.doubtful = true
		return
	}
	u := types.Unalias(t).Underlying()
	if _, ok := u.(*types.Struct); !ok && p.list == nil {
		p.list, p.size = lit, len(lit.Elts)
	}
	switch u := u.(type) {
	case *types.Struct:
		p.calledBy(lit, lit.Elts[i])
		if _, keyed := lit.Elts[i].(*ast.KeyValueExpr); !keyed && i < u.NumFields() {
			p.container(u.Field(i).Name())
			p.slots = append(p.slots, slot{u.Field(i), -1})
		}
		p.routed = p.routed || isRoute(u)
	case *types.Slice, *types.Array: // []string{"--scopes", "…"}
		if i > 0 {
			if flag, ok := stringValue(p.info, lit.Elts[i-1]); ok && strings.HasPrefix(flag, "-") && isKeyword(flag) {
				p.name(flag)
			}
		}
	case *types.Pointer: // the elided &T of []*T{{…}}
		p.typeName(u)
		return
	}
	p.typeName(t)
}

// calledBy reads the name that stands beside a value: Flag{Name: "scope", Value: "…"}.
func (p *placeReader) calledBy(lit *ast.CompositeLit, elem ast.Expr) {
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok || e == elem || keyName(e) != "Name" && keyName(e) != "Key" {
			continue
		}
		if name, ok := stringValue(p.info, kv.Value); ok && isKeyword(name) && hasWord(name, scopeWords) && keyName(elem) == "Value" {
			p.name(name)
		}
	}
}

// fieldName is the name of the field that the ith element of a struct literal
// sets.
func fieldName(u *types.Struct, elem ast.Expr, i int) string {
	if name := keyName(elem); name != "" {
		return name
	}
	if i < u.NumFields() {
		return u.Field(i).Name()
	}
	return ""
}

// keyName is the name in front of the colon of a literal's element, if one is
// there.
func keyName(elem ast.Expr) string {
	if kv, ok := elem.(*ast.KeyValueExpr); ok {
		if id, ok := kv.Key.(*ast.Ident); ok {
			return id.Name
		}
	}
	return ""
}

// isRoute reports whether a struct describes a route: it has a field for a
// method and one for a path, or one for a handler.
func isRoute(s *types.Struct) bool {
	var method, path bool
	for field := range s.Fields() {
		method = method || hasWord(field.Name(), []string{"method", "methods", "verb"})
		path = path || hasWord(field.Name(), []string{"path", "pattern", "route", "url"})
		if hasWord(field.Name(), []string{"handler"}) {
			return true
		}
	}
	return method && path
}

func (p *placeReader) operand(bin *ast.BinaryExpr, kind edge.Kind) (climbOn bool) {
	switch bin.Op {
	case token.ADD:
		p.pieced = true
		return true
	case token.EQL, token.NEQ:
		p.compared = true
		if kind == edge.BinaryExpr_X {
			p.nameOf(bin.Y)
		} else {
			p.nameOf(bin.X)
		}
	}
	return false
}

// returned reads the function that returns the value.
func (p *placeReader) returned(cur inspector.Cursor) {
	for fn := range cur.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		if decl, ok := fn.Node().(*ast.FuncDecl); ok {
			p.name(decl.Name.Name)
		}
		return
	}
}
