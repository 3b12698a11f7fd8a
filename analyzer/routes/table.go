package routes

import (
	"bytes"
	_ "embed"
	"fmt"
	"go/types"
	"slices"
	"strings"
	"sync"

	"github.com/scopelint/scopelint/catalog/tomlfile"
)

// A Router is what the table knows of one router package. It is also the form
// of a [[routers]] entry in a configuration file.
type Router struct {
	Package  string              `toml:"package"`  // import path
	Version  string              `toml:"version"`  // of the module whose methods the rows describe; optional
	Source   string              `toml:"source"`   // where they are documented; optional
	Params   string              `toml:"params"`   // how a path parameter is written: "{id}", the default, or ":id"
	Join     string              `toml:"join"`     // how prefix and path meet: with one "slash", the default, "always" one, "concat"
	Inherit  string              `toml:"inherit"`  // see [Table]; "live" is the default
	Again    string              `toml:"again"`    // who answers what is registered twice: the "specific" one, the default, the "first", the "last"
	Matched  string              `toml:"matched"`  // the context key of what has been matched, without which an inner router sees the whole path; optional
	Relative bool                `toml:"relative"` // a router that is the handler of a route sees what the outer one sees, which a group may have shortened
	Chain    bool                `toml:"chain"`    // it puts middlewares in a row, and registers nothing
	Found    string              `toml:"found"`    // which of its middlewares run once it has found the route: "always" all, "inline" those of groups without a prefix; none by default
	Tells    string              `toml:"tells"`    // what it tells then: the "path", the "trimmed path" or the "method path"; nothing by default
	Exact    bool                `toml:"exact"`    // a path without parameters is served as it is written and no other way
	Bends    []string            `toml:"bends"`    // middlewares and fields that have other paths served, too, as "path.Name"
	Serves   []string            `toml:"serves"`   // fields whose handler is served, as "Type.Field"
	Default  string              `toml:"default"`  // the variable of the package that its functions work on; optional
	Context  []string            `toml:"context"`  // types of the package that carry the request to a handler
	Without  []string            `toml:"without"`  // import paths, with what lies below, whose middlewares ask for no scope
	Rejects  []string            `toml:"rejects"`  // functions, constants and variables that turn requests away, as "path.Name"
	Calls    map[string][]string `toml:"calls"`    // by type names, separated by blanks; "" has the package's functions
}

// A row is one method of a router type, or one function of its package.
type row struct {
	router *Router
	typ    string // the receiver's type name, or ""
	name   string
	verb   string // what the call does
	method string // the HTTP method that the verb stands for, or ""
	params []param
	draft  bool   // the call begins a route that another call registers
	early  bool   // the middlewares run before the router looks for the route
	bare   bool   // the router's middlewares do not cover the route
	by     string // the method by which a struct is a middleware here, or ""
}

// A param says what an argument means.
type param struct {
	role     string
	variadic bool
}

// roles are the words that may stand for an argument.
var roles = []string{
	"method", "methods", "path", "subtree", "pattern", "prefix", "handler", "middleware", "routes", "router",
	"operation", "edit", "server", "mixed", "draft", "ending", "name", "_",
}

// verbs are the words that may stand for what a call does, beside HTTP methods.
var verbs = []string{
	"*", "method", "pattern", "group", "with", "use", "cover", "mount", "prefix", "set", "add", "edit", "auto",
	"new", "fill", "option", "strip", "wrap", "serve", "then", "ending", "handler", "-",
}

// A Table maps the methods of router types to what they do. It is immutable.
type Table struct {
	routers  []*Router
	packages map[string]bool // that the routers are in
	unread   []string        // packages of routers that it does not describe
	rows     map[callee]*row
	types    map[typeName]*Router
	rejects  map[callee]bool // without types
	bends    map[string]bool // functions that make middlewares, and middlewares
	acts     map[string]bool // the methods by which structs are middlewares
}

type typeName struct{ pkg, name string }

type callee struct {
	typ  typeName // name is "" for a function
	name string
}

//go:embed routers.toml
var routersTOML []byte

// Default returns the built-in table.
var Default = sync.OnceValue(func() *Table {
	var doc struct {
		Unread []string `toml:"unread"`
		Router []Router `toml:"router"`
	}
	if _, err := tomlfile.Decode("routers.toml", routersTOML, &doc); err != nil {
		panic(err) // a test decodes it
	}
	t, err := NewTable(doc.Router...)
	if err != nil {
		panic(err)
	}
	t.unread = doc.Unread
	return t
})

// NewTable makes a table of routers. A mistake in a row is an error that
// quotes the row.
func NewTable(routers ...Router) (*Table, error) { return (&Table{}).With(routers...) }

// With returns the table with more routers in it, such as those of a
// configuration. A package that is there already is replaced.
func (t *Table) With(routers ...Router) (*Table, error) {
	all := slices.Clone(t.routers)
	for _, r := range routers {
		all = slices.DeleteFunc(all, func(old *Router) bool { return old.Package == r.Package })
		all = append(all, &r)
	}
	n := &Table{
		routers: all, rows: make(map[callee]*row), types: make(map[typeName]*Router),
		rejects: make(map[callee]bool), acts: make(map[string]bool), bends: make(map[string]bool), packages: make(map[string]bool), unread: t.unread,
	}
	for _, r := range all {
		if err := n.add(r); err != nil {
			return nil, err
		}
	}
	return n, nil
}

func (t *Table) add(r *Router) error {
	if r.Package == "" {
		return fmt.Errorf("a router has no package: write package = \"import/path\"")
	}
	t.packages[r.Package] = true
	for _, check := range []struct {
		key, value string
		allowed    []string
	}{
		{"params", r.Params, []string{"", "{id}", ":id"}},
		{"join", r.Join, []string{"", "slash", "always", "concat", "clean"}},
		{"inherit", r.Inherit, []string{"", "live", "copy", "path", "text"}},
		{"found", r.Found, []string{"", "always", "inline"}},
		{"tells", r.Tells, []string{"", "path", "trimmed path", "method path"}},
		{"again", r.Again, []string{"", "specific", "specific last", "first", "last"}},
	} {
		if !slices.Contains(check.allowed, check.value) {
			return fmt.Errorf("router %s: %s = %q: use %s", r.Package, check.key, check.value, strings.Join(check.allowed[1:], ", "))
		}
	}
	for _, name := range r.Bends {
		t.bends[name] = true
	}
	for _, name := range r.Rejects {
		dot := strings.LastIndexByte(name, '.')
		if dot <= strings.LastIndexByte(name, '/') {
			return fmt.Errorf("router %s: rejects: write %q as \"import/path.Name\"", r.Package, name)
		}
		t.rejects[callee{typeName{pkg: name[:dot]}, name[dot+1:]}] = true
	}
	for names, texts := range r.Calls {
		typs := strings.Fields(names)
		if len(typs) == 0 {
			typs = []string{""}
		}
		for _, typ := range typs {
			if typ != "" {
				t.types[typeName{r.Package, typ}] = r
			}
			for _, text := range texts {
				rows, err := parseRow(text)
				if err != nil {
					return fmt.Errorf("router %s: row %q: %w", r.Package, text, err)
				}
				for _, row := range rows {
					row.router, row.typ = r, typ
					if row.by != "" {
						t.acts[row.by] = true
					}
					t.rows[callee{typeName{r.Package, typ}, row.name}] = row
				}
			}
		}
	}
	return nil
}

// parseRow reads a row such as "GET Get(path, handler)", or "- Name Name" for
// methods that have nothing to do with routes.
func parseRow(text string) ([]*row, error) {
	verb, rest, _ := strings.Cut(strings.TrimSpace(text), " ")
	rest = strings.TrimSpace(rest)
	if verb == "-" {
		var rows []*row
		for _, name := range strings.Fields(rest) {
			rows = append(rows, &row{name: name, verb: verb})
		}
		return rows, nil
	}
	r := &row{verb: verb}
	if isHTTPMethod(verb) {
		r.verb, r.method = "method", verb
	} else if !slices.Contains(verbs, verb) {
		return nil, fmt.Errorf("%q is neither an HTTP method in upper case nor one of %s", verb, strings.Join(verbs, ", "))
	}
	name, list, ok := strings.Cut(rest, "(")
	list, marks, ok2 := strings.Cut(list, ")")
	if !ok || !ok2 || name == "" || !r.mark(strings.Fields(marks)) {
		return nil, fmt.Errorf("write it as VERB Name(parameter, parameter...)")
	}
	r.name = strings.TrimSpace(name)
	var err error
	if r.params, err = parseParams(list); err != nil {
		return nil, err
	}
	for _, role := range needs[r.verb] {
		if !r.has(role) {
			return nil, fmt.Errorf("%q needs a parameter %q", r.verb, role)
		}
	}
	return []*row{r}, nil
}

// mark reads the words behind a row's parameters.
func (r *row) mark(words []string) bool {
	switch {
	case len(words) == 0:
	case len(words) == 1 && words[0] == "draft":
		r.draft = true
	case len(words) == 1 && words[0] == "bare":
		r.bare = true
	case len(words) == 1 && words[0] == "early":
		r.early = true
	case len(words) == 2 && words[0] == "by":
		r.by = words[1]
	default:
		return false
	}
	return true
}

// needs lists the parameters that a call cannot do without.
var needs = map[string][]string{
	"pattern": {"pattern"}, "mount": {"handler"}, "prefix": {"prefix"}, "add": {"draft"}, "edit": {"edit"}, "auto": {"server"},
	"strip": {"prefix", "handler"}, "wrap": {"handler"}, "then": {"handler"}, "ending": {"handler"}, "fill": {"routes"},
}

func parseParams(list string) ([]param, error) {
	if strings.TrimSpace(list) == "" {
		return nil, nil
	}
	var params []param
	variadic := false
	for word := range strings.SplitSeq(list, ",") {
		var p param
		p.role, p.variadic = strings.CutSuffix(strings.TrimSpace(word), "...")
		if !slices.Contains(roles, p.role) {
			return nil, fmt.Errorf("%q is no parameter: use one of %s", p.role, strings.Join(roles, ", "))
		}
		if p.variadic && variadic {
			return nil, fmt.Errorf("two parameters end in \"...\": only one can")
		}
		variadic = variadic || p.variadic
		params = append(params, p)
	}
	return params, nil
}

func isHTTPMethod(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return r < 'A' || r > 'Z' }) < 0
}

// registers reports whether the call itself registers a route.
func (r *row) registers() bool {
	switch r.verb {
	case "method", "pattern", "*", "add":
		return !r.draft
	}
	return false
}

// row finds the row for a called function. The second result reports whether
// fn is a method of a router type, which a row should exist for.
func (t *Table) row(fn *types.Func) (*row, bool) {
	if fn == nil || fn.Pkg() == nil {
		return nil, false
	}
	tn := typeName{pkg: fn.Pkg().Path()}
	if recv := fn.Signature().Recv(); recv != nil {
		named := namedOf(recv.Type())
		if named == nil {
			return nil, false
		}
		tn.name = named.Obj().Name()
	}
	_, known := t.types[tn]
	return t.rows[callee{tn, fn.Name()}], known && tn.name != ""
}

// routerOf returns the router whose type t is, or nil.
func (t *Table) routerOf(typ types.Type) *Router {
	named := namedOf(typ)
	if named == nil || named.Obj().Pkg() == nil {
		return nil
	}
	return t.types[typeName{named.Obj().Pkg().Path(), named.Obj().Name()}]
}

// namedOf returns the named type that typ is or points to, without type
// arguments, or nil.
func namedOf(typ types.Type) *types.Named {
	if typ == nil {
		return nil
	}
	typ = types.Unalias(typ)
	if p, ok := typ.Underlying().(*types.Pointer); ok {
		typ = types.Unalias(p.Elem())
	}
	if n, ok := typ.(*types.Named); ok {
		return n.Origin()
	}
	return nil
}

// ImportedBy reports whether one of some files imports a router's package, as far
// as their bytes show.
func (t *Table) ImportedBy(files [][]byte) bool {
	return slices.ContainsFunc(t.routers, func(r *Router) bool {
		path := []byte(r.Package + `"`)
		return slices.ContainsFunc(files, func(data []byte) bool { return bytes.Contains(data, path) })
	})
}

// isRequest reports whether typ carries a request to a handler.
func (t *Table) isRequest(typ types.Type) bool {
	named := namedOf(typ)
	if named == nil || named.Obj().Pkg() == nil {
		return false
	}
	pkg, name := named.Obj().Pkg().Path(), named.Obj().Name()
	return slices.ContainsFunc(t.routers, func(r *Router) bool {
		return r.Package == pkg && slices.Contains(r.Context, name)
	})
}

// harmless reports whether the middlewares of a package ask for no scope.
func (t *Table) harmless(pkg string) bool {
	return slices.ContainsFunc(t.routers, func(r *Router) bool {
		return slices.ContainsFunc(r.Without, func(p string) bool { return pkg == p || strings.HasPrefix(pkg, p+"/") })
	})
}

// describes reports whether a struct of a router's package describes a route.
func (t *Table) describes(typ types.Type) bool {
	named := namedOf(typ)
	st := structOf(typ)
	if named == nil || st == nil || named.Obj().Pkg() == nil || !slices.ContainsFunc(t.routers, func(r *Router) bool { return r.Package == named.Obj().Pkg().Path() }) {
		return false
	}
	found := 0
	for f := range st.Fields() {
		if f.Name() == "Method" || f.Name() == "Path" {
			found++
		}
	}
	return found == 2
}

// isMatched reports whether an object is the key of what a router has matched.
func (t *Table) isMatched(obj types.Object) bool {
	if obj == nil || obj.Pkg() == nil {
		return false
	}
	return slices.ContainsFunc(t.routers, func(r *Router) bool {
		return r.Matched == obj.Name() && r.Package == obj.Pkg().Path()
	})
}

// serves reports whether the handler in a struct's field is served.
func (t *Table) serves(typ types.Type, field string) bool {
	named := namedOf(typ)
	if named == nil || named.Obj().Pkg() == nil {
		return false
	}
	return slices.ContainsFunc(t.routers, func(r *Router) bool {
		return r.Package == named.Obj().Pkg().Path() && slices.Contains(r.Serves, named.Obj().Name()+"."+field)
	})
}

// refuses reports whether what has the name of an object turns requests away.
func (t *Table) refuses(obj types.Object) bool {
	if obj == nil || obj.Pkg() == nil || obj.Parent() != obj.Pkg().Scope() {
		return false
	}
	return t.rejects[callee{typeName{pkg: obj.Pkg().Path()}, obj.Name()}]
}
