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

// named is what an entry's scope field names, which is no proof of a check. One
// that is computed is told as it is; the others with why nothing is proved.
func (s shape) named(rec *record, why string) (Evidence, bool) {
	pos := rec.pos[s.scope]
	vals := []value{rec.fields[s.scope]}
	switch v := vals[0].(type) {
	case *list:
		vals = v.elems
	case nil:
		if _, set := rec.fields[s.scope]; !set {
			return Evidence{}, false
		}
	}
	var scopes []string
	for _, v := range vals {
		t, ok := v.(*text)
		if !ok || t.dynamic() {
			return Evidence{Reason: ComputedScope, Pos: pos, Text: "the table's " + s.scope + " is computed"}, true
		}
		if t.s != "" {
			scopes = append(scopes, t.s)
		}
	}
	text := "the table's " + s.scope + " names " + strings.Join(scopes, ", ") + ", and " + why
	return Evidence{Reason: Conditional, Pos: pos, Text: text}, len(scopes) > 0
}

// fromTable says what the route table's entry names that a registration took
// its path from.
func (x *interp) fromTable(r *Route, d *draft) {
	if d.path == nil || d.path.from == nil {
		return
	}
	rec := d.path.from
	s, ok := shapeOf(rec.typ)
	if !ok {
		return
	}
	x.consumed[rec.lit] = true
	if e, ok := s.named(rec, "no code is seen to ask for it"); ok && len(r.Guards) == 0 && len(r.Evidence) > 0 {
		r.Evidence = append(r.Evidence, e)
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
		r := &Route{Method: strings.ToUpper(method.s), Path: path.s, Pos: lit.Pos(), End: lit.End(), Call: lit}
		r.Dynamic = method.dynamic() || path.dynamic()
		r.Template = anyTemplate(path.s)
		x.nameHandler(r, &draft{handler: rec.fields[s.handler]})
		if e, ok := s.named(rec, "what serves the table is not read"); ok {
			r.Evidence = append(r.Evidence, e)
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
