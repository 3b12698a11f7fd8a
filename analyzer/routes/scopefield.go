package routes

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// Route tables: structs with a method, a path and a scope field.

// words that name the fields of a route table, in lower case.
var (
	methodWords = []string{"method", "httpmethod", "verb"}
	pathWords   = []string{"path", "pattern", "route", "endpoint", "url", "uri"}
	scopeWords  = []string{"scope", "scopes", "permission", "permissions", "requiredscope", "requiredscopes", "requiredpermission", "requiredpermissions"}
)

// shape has the fields of a route table's struct.
type shape struct{ method, path, scope, handler string }

// shapeOf tells whether a struct is an entry of a route table.
func shapeOf(t types.Type) (shape, bool) {
	st := structOf(t)
	if st == nil {
		return shape{}, false
	}
	var s shape
	for f := range st.Fields() {
		name := strings.ToLower(f.Name())
		switch {
		case isString(f.Type()) && slices.Contains(methodWords, name):
			s.method = f.Name()
		case isString(f.Type()) && slices.Contains(pathWords, name):
			s.path = f.Name()
		case slices.Contains(scopeWords, name) && (isString(f.Type()) || isStrings(f.Type())):
			s.scope = f.Name()
		case isFuncType(f.Type()) || isHandlerType(f.Type()):
			s.handler = f.Name()
		}
	}
	return s, s.method != "" && s.path != "" && s.scope != ""
}

func isStrings(t types.Type) bool {
	s, ok := t.Underlying().(*types.Slice)
	return ok && isString(s.Elem())
}

// tableGuard returns the guard that an entry's scope field is.
func tableGuard(s shape, rec *record) (Guard, bool, *Evidence) {
	pos := rec.pos[s.scope]
	var vals []value
	switch v := rec.fields[s.scope].(type) {
	case *list:
		vals = v.elems
	case nil:
		if _, set := rec.fields[s.scope]; !set {
			return Guard{}, false, nil
		}
		vals = []value{nil}
	default:
		vals = []value{v}
	}
	g := Guard{Kind: TableGuard, Name: s.scope, Pos: pos}
	for _, v := range vals {
		t, ok := v.(*text)
		if !ok || t.dynamic() {
			return g, false, &Evidence{Reason: ComputedScope, Pos: pos, Text: "the table's " + s.scope + " is computed"}
		}
		if t.s != "" {
			g.Scopes = append(g.Scopes, t.s)
		}
	}
	return g, len(g.Scopes) > 0, nil
}

// unread tells that a table's row names scopes, which is no proof of a check.
func (g Guard) unread(why string) Evidence {
	return Evidence{Reason: Conditional, Pos: g.Pos, Text: "the table's " + g.Name + " names " + strings.Join(g.Scopes, ", ") + ", and " + why}
}

// fromTable says what the route table's entry that a registration took its path
// from names as scopes.
func (x *interp) fromTable(_ *Options, r *Route, d *draft) {
	if d.path == nil || d.path.from == nil {
		return
	}
	rec := d.path.from
	s, ok := shapeOf(rec.typ)
	if !ok {
		return
	}
	x.consumed[rec.lit] = true
	if g, ok, _ := tableGuard(s, rec); ok && len(r.Guards) == 0 && len(r.Evidence) > 0 {
		r.Evidence = append(r.Evidence, g.unread("no code is seen to ask for it"))
	}
	if rec.lit != nil {
		r.Pos = rec.lit.Pos() // one registering call serves all entries
	}
}

// tables finds the entries of route tables that no registration used.
func (x *interp) tables(opts *Options, lits []*ast.CompositeLit) []*Route {
	var all []*Route
	for _, lit := range lits {
		if x.consumed[lit] {
			continue
		}
		t := x.info.TypeOf(lit)
		s, ok := shapeOf(t)
		if !ok {
			continue
		}
		rec, ok := x.composite(&frame{vars: make(map[types.Object]value)}, lit).(*record)
		if !ok {
			continue
		}
		method, mok := rec.fields[s.method].(*text)
		path, pok := rec.fields[s.path].(*text)
		if !mok || !pok || !strings.HasPrefix(path.s, "/") {
			continue // a request to somebody, a zero value, or a pattern of something else
		}
		r := &Route{Method: strings.ToUpper(method.s), Path: path.s, Pos: lit.Pos(), Call: lit}
		r.Dynamic = method.dynamic() || path.dynamic()
		r.Template = anyTemplate(path.s)
		x.nameHandler(r, &draft{handler: rec.fields[s.handler]})
		if g, ok, e := tableGuard(s, rec); ok {
			r.Evidence = append(r.Evidence, g.unread("what serves the table is not read"))
		} else if e != nil {
			r.Evidence = append(r.Evidence, *e)
		}
		r.decide()
		all = append(all, r)
	}
	return all
}

// anyTemplate reads a path whose router is not known.
func anyTemplate(path string) string {
	r := &Router{}
	if !strings.Contains(path, "{") {
		r.Params = ":id"
	}
	return r.template(path)
}
