package routes

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"
)

// A router that the table does not have must be named, or its routes are
// missing without a word. Some give themselves away by what their methods take;
// the table lists others by their import path.

const unreadRouter = "a router that scopelint cannot read: describe it in [[routes.router]]"

// unreadImports notes the imports of a file that the table lists as routers
// which it does not describe.
func (x *interp) unreadImports(s *survey, file *ast.File) {
	for _, imp := range file.Imports {
		path, err := strconv.Unquote(imp.Path.Value)
		if err == nil && x.table.lacks(path) {
			s.lack(path, imp.Pos())
		}
	}
}

// lack notes the first place that shows a router of a package.
func (s *survey) lack(path string, pos token.Pos) {
	for _, m := range s.unread {
		if m.Name == path {
			return
		}
	}
	s.unread = append(s.unread, Missed{Pos: pos, Name: path, Why: unreadRouter})
}

// lacks reports whether the table lists a package among those that it does not
// describe.
func (t *Table) lacks(path string) bool {
	return !t.packages[path] && slices.ContainsFunc(t.unread, func(p string) bool {
		above, below := strings.CutSuffix(p, "/...")
		return path == above || below && strings.HasPrefix(path, above+"/")
	})
}

// registersElsewhere returns the package of a router that the table does not
// have if a called function registers a route on it.
func (x *interp) registersElsewhere(fn *types.Func, call *ast.CallExpr) (path string, ok bool) {
	pkg := fn.Pkg()
	if call == nil || pkg == nil || x.own[pkg] || x.table.packages[pkg.Path()] || !takesRoute(fn) || x.isStandard(pkg.Path()) {
		return "", false
	}
	recv := fn.Signature().Recv()
	if recv == nil {
		return pkg.Path(), x.looksLikeRouter(pkg, func(name string) *types.Func {
			f, _ := pkg.Scope().Lookup(name).(*types.Func)
			return f
		})
	}
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok { // the type that promotes the method is the one that the code names
		if n := namedOf(x.info.TypeOf(sel.X)); n != nil && n.Obj().Pkg() != nil && !x.own[n.Obj().Pkg()] {
			pkg = n.Obj().Pkg()
		}
	}
	typ := recv.Type()
	named := namedOf(typ)
	return pkg.Path(), named != nil && !x.table.packages[pkg.Path()] && x.looksLikeRouter(named, func(name string) *types.Func {
		obj, _, _ := types.LookupFieldOrMethod(typ, true, fn.Pkg(), name)
		f, _ := obj.(*types.Func)
		return f
	})
}

// isStandard reports whether a path is the standard library's.
func (x *interp) isStandard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".") && !x.sameModule(path)
}

// looksLikeRouter reports whether the methods of a type, or the functions of a
// package, are named after HTTP's and take a path and a handler. What is asked
// once is remembered by its key.
func (x *interp) looksLikeRouter(key any, method func(name string) *types.Func) bool {
	known, asked := x.routerLike[key]
	if !asked {
		for _, names := range [][]string{{"GET", "POST", "DELETE"}, {"Get", "Post", "Delete"}} {
			n := 0
			for _, name := range names {
				if f := method(name); f != nil && takesRoute(f) {
					n++
				}
			}
			known = known || n == len(names)
		}
		x.routerLike[key] = known
	}
	return known
}

// takesRoute reports whether a function takes a path, and then a handler. A
// client's takes a function seldom, and what it returns may be an error.
func takesRoute(fn *types.Func) bool {
	sig := fn.Signature()
	path, handler := false, false
	for v := range sig.Params().Variables() {
		switch t := v.Type(); {
		case isString(t):
			path = true
		case path && mayHandle(t):
			handler = true
		}
	}
	for v := range sig.Results().Variables() {
		if types.Identical(v.Type(), types.Universe.Lookup("error").Type()) {
			return false
		}
	}
	return handler
}

// mayHandle reports whether a parameter may be a handler: a function, an
// interface that serves, anything at all, or a list of these.
func mayHandle(t types.Type) bool {
	if s, ok := t.Underlying().(*types.Slice); ok {
		t = s.Elem()
	}
	if isHandlerResult(t) {
		return true
	}
	i, ok := t.Underlying().(*types.Interface)
	if !ok {
		return false
	}
	if i.NumMethods() == 0 {
		return true
	}
	for m := range i.Methods() {
		if strings.HasPrefix(m.Name(), "Serve") || strings.HasPrefix(m.Name(), "Handle") {
			return true
		}
	}
	return false
}
