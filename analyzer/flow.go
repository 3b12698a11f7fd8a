package analyzer

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// A flow is how values get into the variables, fields, parameters and results
// of a package, as far as its syntax shows.
type flow struct {
	pass     *analysis.Pass
	values   map[types.Object][]value
	appended map[types.Object][]ast.Expr // to a slice that a variable or field holds
	ranged   map[types.Object]ast.Expr   // what a variable runs over
	fields   map[types.Object][]setField // what is assigned to the fields of a variable
	params   map[types.Object]param
	funcs    map[types.Object]*ast.FuncDecl
	calls    map[types.Object][]*ast.CallExpr     // of functions of the package
	reads    map[types.Object][]*ast.SelectorExpr // of fields of the package
	written  map[*ast.SelectorExpr]bool           // where one is assigned to, or its length is taken
}

// A value is what is assigned to a variable: an expression, or one of the
// results of a call.
type value struct {
	expr   ast.Expr // nil if it is not known
	result int
}

// A setField is one assignment to a field of a variable.
type setField struct {
	name  string
	value ast.Expr
	stmt  *ast.AssignStmt
}

// A param is a parameter of a function of the package.
type param struct {
	fn       types.Object
	index    int
	variadic bool
}

func newFlow(pass *analysis.Pass) *flow {
	f := &flow{
		pass: pass, values: make(map[types.Object][]value), appended: make(map[types.Object][]ast.Expr), ranged: make(map[types.Object]ast.Expr),
		fields: make(map[types.Object][]setField), params: make(map[types.Object]param), funcs: make(map[types.Object]*ast.FuncDecl),
		calls: make(map[types.Object][]*ast.CallExpr), reads: make(map[types.Object][]*ast.SelectorExpr),
		written: make(map[*ast.SelectorExpr]bool),
	}
	for _, file := range pass.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				f.declare(n)
			case *ast.ValueSpec:
				for i, name := range n.Names {
					f.assign(name, n.Values, i, len(n.Names))
				}
			case *ast.AssignStmt:
				f.assignment(n)
			case *ast.RangeStmt:
				if id, ok := n.Value.(*ast.Ident); ok {
					f.ranged[pass.TypesInfo.ObjectOf(id)] = n.X
				}
			case *ast.CallExpr:
				if isBuiltin(pass.TypesInfo, n, "len") {
					f.write(n.Args[0])
				}
				if fn := callee(pass.TypesInfo, n); fn != nil && fn.Pkg() == pass.Pkg {
					f.calls[origin(fn)] = append(f.calls[origin(fn)], n)
				}
				f.flagVariable(n)
			case *ast.CompositeLit:
				f.literal(n)
			case *ast.SelectorExpr:
				if field := pass.TypesInfo.Uses[n.Sel]; f.isOwnField(field) {
					f.reads[field] = append(f.reads[field], n)
				}
			}
			return true
		})
	}
	return f
}

// origin is the function that an instance of a generic one is of.
func origin(fn types.Object) types.Object {
	if f, ok := fn.(*types.Func); ok {
		return f.Origin()
	}
	return fn
}

func (f *flow) declare(decl *ast.FuncDecl) {
	obj := f.pass.TypesInfo.Defs[decl.Name]
	f.funcs[obj] = decl
	fn, ok := obj.(*types.Func)
	if !ok {
		return
	}
	params := fn.Signature().Params()
	for i := range params.Len() {
		f.params[params.At(i)] = param{fn, i, fn.Signature().Variadic() && i == params.Len()-1}
	}
}

// object is the variable or field of this package that an expression denotes,
// be it by its address; nil if it is something else.
func (f *flow) object(e ast.Expr) types.Object {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		if v, ok := f.pass.TypesInfo.ObjectOf(e).(*types.Var); ok {
			return v
		}
	case *ast.SelectorExpr:
		if obj := f.pass.TypesInfo.Uses[e.Sel]; f.isOwnField(obj) {
			return obj
		}
	case *ast.UnaryExpr:
		if e.Op == token.AND {
			return f.object(e.X)
		}
	case *ast.StarExpr:
		return f.object(e.X)
	}
	return nil
}

// isOwnField reports whether an object is a field that this package declares.
func (f *flow) isOwnField(obj types.Object) bool {
	v, ok := obj.(*types.Var)
	return ok && v.IsField() && v.Pkg() == f.pass.Pkg
}

// assign notes the ith of some values, or the ith result of the only one, as one
// of a variable or field.
func (f *flow) assign(to ast.Expr, list []ast.Expr, i, targets int) {
	obj := f.object(to)
	switch {
	case obj == nil || len(list) == 0:
	case len(list) == targets:
		f.values[obj] = append(f.values[obj], value{expr: list[i]})
	default: // conf, err := google.ConfigFromJSON(…)
		f.values[obj] = append(f.values[obj], value{list[0], i})
	}
}

func (f *flow) assignment(n *ast.AssignStmt) {
	for i, to := range n.Lhs {
		f.write(to)
		if sel, ok := ast.Unparen(to).(*ast.SelectorExpr); ok && len(n.Rhs) == len(n.Lhs) {
			if obj := f.object(sel.X); obj != nil {
				f.fields[obj] = append(f.fields[obj], setField{sel.Sel.Name, n.Rhs[i], n})
			}
		}
		obj := f.object(to)
		if obj == nil {
			continue
		}
		if n.Tok != token.DEFINE && n.Tok != token.ASSIGN { // url += "&scope="
			f.appended[obj] = append(f.appended[obj], n.Rhs[0])
			continue
		}
		if call, ok := f.appends(n, i); ok && f.object(call.Args[0]) == obj {
			f.write(call.Args[0])
			f.appended[obj] = append(f.appended[obj], call.Args[1:]...)
			continue
		}
		f.assign(to, n.Rhs, i, len(n.Lhs))
	}
}

func (f *flow) write(e ast.Expr) {
	if sel, ok := ast.Unparen(e).(*ast.SelectorExpr); ok {
		f.written[sel] = true
	}
}

func (f *flow) appends(n *ast.AssignStmt, i int) (*ast.CallExpr, bool) {
	if len(n.Rhs) != len(n.Lhs) {
		return nil, false
	}
	call, ok := ast.Unparen(n.Rhs[i]).(*ast.CallExpr)
	return call, ok && isBuiltin(f.pass.TypesInfo, call, "append") && len(call.Args) > 0
}

func isBuiltin(info *types.Info, call *ast.CallExpr, name string) bool {
	b, ok := callee(info, call).(*types.Builtin)
	return ok && b.Name() == name
}

// literal notes the values that a struct literal gives to fields.
func (f *flow) literal(lit *ast.CompositeLit) {
	s, ok := structOf(f.pass.TypesInfo.TypeOf(lit))
	if !ok {
		return
	}
	for i, e := range lit.Elts {
		expr := e
		var field types.Object
		if kv, keyed := e.(*ast.KeyValueExpr); keyed {
			expr = kv.Value
			if id, ok := kv.Key.(*ast.Ident); ok {
				field = f.pass.TypesInfo.Uses[id]
			}
		} else if i < s.NumFields() {
			field = s.Field(i)
		}
		if f.isOwnField(field) {
			f.values[field] = append(f.values[field], value{expr: expr})
		}
	}
}

// structOf is the struct that a type, or what it points to, is.
func structOf(t types.Type) (*types.Struct, bool) {
	if t == nil {
		return nil, false
	}
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	s, ok := t.Underlying().(*types.Struct)
	return s, ok
}

// flagVariable notes the default of a flag that goes to a variable:
// flag.StringVar(&scope, "scope", "repo", "…").
func (f *flow) flagVariable(call *ast.CallExpr) {
	def, ok := flagDefault(f.pass.TypesInfo, call)
	if !ok {
		return
	}
	if obj := f.object(call.Args[0]); obj != nil && def != call.Args[0] {
		f.values[obj] = append(f.values[obj], value{expr: def})
	}
}

// flagDefault is the default value in a call that declares a flag.
func flagDefault(info *types.Info, call *ast.CallExpr) (ast.Expr, bool) {
	fn, ok := callee(info, call).(*types.Func)
	if !ok || fn.Pkg() == nil || !slices.Contains([]string{"flag", "github.com/spf13/pflag"}, fn.Pkg().Path()) || len(call.Args) < 3 {
		return nil, false
	}
	ws := words(fn.Name())
	return call.Args[len(call.Args)-2], len(ws) > 0 && ws[0] == "string"
}

// valueOf is the only value that a variable of the package has, or nil. A field
// that other packages may set has none.
func (f *flow) valueOf(obj types.Object) ast.Expr {
	if list := f.values[obj]; len(list) == 1 && (!f.isOwnField(obj) || !obj.Exported()) {
		return list[0].expr
	}
	return nil
}

// results lists what a function of the package returns at a place among its
// results. It is not known of one whose parameters choose.
func (f *flow) results(fn types.Object, i int) []ast.Expr {
	decl := f.funcs[origin(fn)]
	if decl == nil || decl.Body == nil {
		return nil
	}
	var list []ast.Expr
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			if i < len(n.Results) {
				list = append(list, n.Results[i])
			}
		}
		return true
	})
	if len(list) > 1 && decl.Type.Params.NumFields() > 0 {
		return nil
	}
	return list
}
