package analyzer

import (
	"cmp"
	"fmt"
	"go/types"
	"maps"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/analyzer/routes"
)

// fewestVerbs is how many methods such as Get(path, handler) a router has.
const fewestVerbs = 3

// ownRouter describes the routers that a package declares, guessed from the
// names of their methods and the types of the parameters; it is nil without
// one.
//
//	type Router struct{ … }
//	func (r *Router) Get(pattern string, h ...any)
//	func (r *Router) Post(pattern string, h ...any)
//	func (r *Router) Group(pattern string, fn func(), middlewares ...any)
func ownRouter(pkg *types.Package) *routes.Router {
	calls := make(map[string][]string)
	for _, name := range pkg.Scope().Names() {
		obj, ok := pkg.Scope().Lookup(name).(*types.TypeName)
		if !ok || obj.IsAlias() || strings.HasPrefix(name, "Mock") {
			continue
		}
		if rows := routerRows(obj.Type()); rows != nil {
			calls[name] = rows
		}
	}
	if len(calls) == 0 {
		return nil
	}
	if rows := makers(pkg, calls); len(rows) > 0 {
		calls[""] = rows
	}
	return &routes.Router{Package: pkg.Path(), Calls: calls}
}

// routerRows are the rows of a type, nil if it does not look like a router.
func routerRows(typ types.Type) []string {
	methods := types.NewMethodSet(typ)
	if !types.IsInterface(typ) {
		methods = types.NewMethodSet(types.NewPointer(typ))
	}
	var rows, rest []string
	verbs := 0
	for method := range methods.Methods() {
		fn, ok := method.Obj().(*types.Func)
		if !ok || !fn.Exported() {
			continue
		}
		switch row := routerRow(fn); {
		case row == "" || sends(fn.Signature()):
			rest = append(rest, fn.Name())
		default:
			rows = append(rows, row)
			if httpMethods[strings.ToUpper(fn.Name())] {
				verbs++
			}
		}
	}
	if verbs < fewestVerbs {
		return nil
	}
	slices.Sort(rows)
	if len(rest) > 0 {
		rows = append(rows, "- "+strings.Join(rest, " "))
	}
	return rows
}

// sends reports whether a method is one of a client, which has Get(path, …),
// too: it gets a context, or returns a response.
func sends(sig *types.Signature) bool {
	for _, of := range []*types.Tuple{sig.Params(), sig.Results()} {
		for v := range of.Variables() {
			switch types.TypeString(types.Unalias(v.Type()), nil) {
			case "context.Context", "*net/http.Response":
				return true
			}
		}
	}
	return false
}

// httpMethods are those that routers have methods for.
var httpMethods = map[string]bool{"GET": true, "POST": true, "PUT": true, "PATCH": true, "DELETE": true, "HEAD": true, "OPTIONS": true}

// routerRow is the row of one method, "" if its name and parameters are not
// those of one that registers routes, makes a group or adds a middleware.
func routerRow(fn *types.Func) string {
	name, roles := fn.Name(), parameterRoles(fn.Signature())
	has := func(role string) bool { return slices.Contains(roles, role) }
	row := func(verb string) string { return fmt.Sprintf("%s %s(%s)", verb, name, strings.Join(roles, ", ")) }
	switch upper := strings.ToUpper(name); {
	case httpMethods[upper] && has("path") && has("handler"):
		return row(upper)
	case has("method") && has("path") && has("handler"):
		return row("method")
	case slices.Contains([]string{"ANY", "ALL", "HANDLE", "HANDLEFUNC"}, upper) && has("path") && has("handler"):
		return row("*")
	case slices.Contains([]string{"GROUP", "ROUTE", "SUBROUTER"}, upper) && has("path"):
		for i, role := range roles {
			switch role {
			case "path":
				roles[i] = "prefix"
			case "handler": // the function that fills the group, or the last of its middlewares
				roles[i] = "routes"
			}
		}
		if n := len(roles); n > 1 && roles[n-2] == "middleware..." {
			roles = roles[:n-1]
		}
		return row("group")
	case upper == "USE" && len(roles) > 0 && !has("path"):
		roles = []string{"middleware..."}
		return row("use")
	}
	return ""
}

// parameterRoles guesses what the parameters of a method stand for. The last of
// what may be a handler is one.
func parameterRoles(sig *types.Signature) []string {
	var roles []string
	handler := -1
	for i := range sig.Params().Len() {
		p := sig.Params().At(i)
		typ, variadic := p.Type(), sig.Variadic() && i == sig.Params().Len()-1
		if variadic {
			typ = typ.(*types.Slice).Elem()
		}
		role := "_"
		switch {
		case isText(typ) && strings.Contains(strings.ToLower(p.Name()), "method") && !slices.Contains(roles, "method"):
			role = "method"
		case isText(typ) && !variadic && !slices.Contains(roles, "path"):
			role = "path"
		case handles(typ) && variadic && handler < 0:
			roles = append(roles, "middleware...")
			role, handler = "handler", len(roles)
		case handles(typ) && variadic:
			role = "middleware..."
		case handles(typ):
			if handler >= 0 {
				roles[handler] = "middleware"
			}
			role, handler = "handler", i
		case variadic:
			role = "_..."
		}
		roles = append(roles, role)
	}
	return roles
}

func isText(typ types.Type) bool {
	b, ok := typ.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// handles reports whether a value of a type may be a handler or a middleware:
// a function, something that is called so, or anything at all. Options of
// clients are none.
func handles(typ types.Type) bool {
	name := ""
	if named, ok := types.Unalias(typ).(*types.Named); ok {
		name = strings.ToLower(named.Obj().Name())
	}
	if strings.Contains(name, "opt") {
		return false
	}
	switch u := typ.Underlying().(type) {
	case *types.Signature:
		return true
	case *types.Interface:
		return u.Empty() || strings.Contains(name, "handler") || strings.Contains(name, "middleware")
	}
	return strings.Contains(name, "handler") || strings.Contains(name, "middleware")
}

// makers are the rows of functions that make one of the types.
func makers(pkg *types.Package, calls map[string][]string) []string {
	var rows []string
	for _, name := range pkg.Scope().Names() {
		fn, ok := pkg.Scope().Lookup(name).(*types.Func)
		if !ok || !fn.Exported() || !strings.HasPrefix(name, "New") || fn.Signature().Results().Len() != 1 || fn.Signature().TypeParams().Len() > 0 {
			continue
		}
		typ := fn.Signature().Results().At(0).Type()
		if p, ok := typ.(*types.Pointer); ok {
			typ = p.Elem()
		}
		named, ok := types.Unalias(typ).(*types.Named)
		if !ok || named.Obj().Pkg() != pkg || calls[named.Obj().Name()] == nil {
			continue
		}
		roles := make([]string, fn.Signature().Params().Len())
		for i := range roles {
			roles[i] = "_"
			if fn.Signature().Variadic() && i == len(roles)-1 {
				roles[i] = "_..."
			}
		}
		rows = append(rows, fmt.Sprintf("new %s(%s)", name, strings.Join(roles, ", ")))
	}
	return rows
}

// RouterText is a [[routes.router]] entry of a configuration.
func RouterText(r *routes.Router) string {
	var b strings.Builder
	fmt.Fprintf(&b, "[[routes.router]]\npackage = %q\n[routes.router.calls]\n", r.Package)
	names := slices.SortedFunc(maps.Keys(r.Calls), func(a, b string) int { // functions last
		return cmp.Or(cmp.Compare(min(1, len(b)), min(1, len(a))), cmp.Compare(a, b))
	})
	for _, name := range names {
		fmt.Fprintf(&b, "%q = [\n", name)
		for _, row := range r.Calls[name] {
			fmt.Fprintf(&b, "  %q,\n", row)
		}
		b.WriteString("]\n")
	}
	return b.String()
}
