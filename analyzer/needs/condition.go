package needs

import (
	"fmt"
	"go/token"
	"go/types"
	"reflect"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/scopelint/scopelint/catalog"
)

// A ruling says whether a condition of an operation holds.
type ruling struct {
	holds  holds
	reason string
	pos    token.Pos // what decides it; may be none
}

type holds int

const (
	never holds = iota
	perhaps
	always
)

// rule decides a condition for one request.
func (t *tracer) rule(f finding, cond catalog.Condition) ruling {
	var r ruling
	switch cond.Kind {
	case catalog.Always:
		r = ruling{holds: always, reason: "the operation's description asks for it"}
	case catalog.View:
		r = ruling{holds: perhaps, reason: "without it the answer leaves out what the token cannot see"}
	case catalog.Query:
		if strings.Contains("&"+f.query, "&"+cond.Where+"=") {
			r = ruling{holds: always, reason: cond.Where + " is sent", pos: f.calls[0].pos}
		}
	case catalog.Body:
		r = t.ruleField(f, cond)
	case catalog.Action:
		r = t.ruleAction(f, cond)
	}
	if r.holds == always && (cond.Doubtful || strings.HasPrefix(cond.Scopes[0], "<")) {
		r.holds = perhaps
	}
	return r
}

// ruleAction compares a field of the body, "type=resize".
func (t *tracer) ruleAction(f finding, cond catalog.Condition) ruling {
	key, want, _ := strings.Cut(cond.Where, "=")
	r := ruling{}
	for _, v := range t.bodies(f.request) {
		values, pos := t.bodyValues(v, key)
		for _, value := range values {
			switch got, ok := value.constant(); {
			case ok && got == want:
				return ruling{holds: always, reason: fmt.Sprintf("%s is %s", key, want), pos: pos}
			case !ok && value.mayBe(want):
				r = ruling{holds: perhaps, reason: fmt.Sprintf("if %s is %s", key, want), pos: pos}
			}
		}
	}
	return r
}

// bodyValues lists the values of a key of a body, a map or a struct.
func (t *tracer) bodyValues(body ssa.Value, key string) ([]text, token.Pos) {
	var all []text
	pos := body.Pos()
	for _, m := range mapLiterals(body) {
		for _, ref := range *m.Referrers() {
			update, ok := ref.(*ssa.MapUpdate)
			if !ok {
				continue
			}
			if c, ok := update.Key.(*ssa.Const); ok && constantText(c).String() == key {
				all = append(all, t.e.settle(t.e.eval(update.Value), 0)...)
				pos = update.Pos()
			}
		}
	}
	if field := jsonField(body.Type(), key); field != nil {
		all = append(all, t.e.settle(t.e.field(body, []*types.Var{field}), 0)...)
	}
	if all == nil && !isMapOrStruct(body.Type()) {
		return unknownTexts(), pos
	}
	return all, pos
}

// mapLiterals lists the map literals that a value may be.
func mapLiterals(v ssa.Value) []*ssa.MakeMap {
	var all []*ssa.MakeMap
	switch v := v.(type) {
	case *ssa.MakeMap:
		return []*ssa.MakeMap{v}
	case *ssa.ChangeType:
		return mapLiterals(v.X)
	case *ssa.UnOp:
		return mapLiterals(v.X)
	case *ssa.Alloc:
		for _, stored := range storesTo(v) {
			all = append(all, mapLiterals(stored)...)
		}
	}
	return all
}

func isMapOrStruct(t types.Type) bool {
	switch deref(t).Underlying().(type) {
	case *types.Map, *types.Struct:
		return true
	}
	return false
}

// bodies lists what a request sends. A parameter that may be anything is
// looked up in the callers.
func (t *tracer) bodies(r *request) []ssa.Value {
	var all []ssa.Value
	seen := make(map[ssa.Value]bool)
	var visit func(v ssa.Value)
	visit = func(v ssa.Value) {
		if seen[v] || len(seen) > 4*most {
			return
		}
		seen[v] = true
		if field := loadedField(v); field != nil && types.IsInterface(v.Type()) {
			for _, store := range t.e.stores.fields[field] {
				for _, s := range sent(store.Val) {
					visit(s)
				}
			}
			return
		}
		param, ok := v.(*ssa.Parameter)
		_, isMap := deref(v.Type()).Underlying().(*types.Map)
		if !ok || !isMap && !types.IsInterface(v.Type()) {
			all = append(all, v)
			return
		}
		callers := t.graph.in[param.Parent()]
		if len(callers) == 0 {
			all = append(all, v)
		}
		for _, c := range callers {
			if arg := argument(c, param); arg != nil {
				for _, s := range sent(arg) {
					visit(s)
				}
			}
		}
	}
	for _, v := range r.body {
		visit(v)
	}
	return all
}

// loadedField is the field that a value was read from; nil if from none.
func loadedField(v ssa.Value) *types.Var {
	switch v := v.(type) {
	case *ssa.Field:
		return fieldOf(v.X.Type(), v.Field)
	case *ssa.UnOp:
		if addr, ok := v.X.(*ssa.FieldAddr); ok {
			return fieldOf(addr.X.Type(), addr.Field)
		}
	}
	return nil
}

// ruleField decides whether a field of the body, "node_pools[].tags", is set:
// by what the program stores into that field of that type.
func (t *tracer) ruleField(f finding, cond catalog.Condition) ruling {
	best := ruling{}
	better := func(r ruling) {
		if r.holds > best.holds {
			best = r
		}
	}
	for _, body := range t.bodies(f.request) {
		if ms := mapLiterals(body); len(ms) > 0 {
			better(mapRuling(ms, cond.Where))
			continue
		}
		field := jsonField(body.Type(), cond.Where)
		if field == nil {
			if !isMapOrStruct(body.Type()) {
				better(ruling{holds: perhaps, reason: "if " + cond.Where + " is set: the body is known only at run time", pos: body.Pos()})
			}
			continue
		}
		better(t.fieldRuling(field))
		if pos, ok := t.e.stores.decoded[typeName(body.Type())]; ok {
			better(ruling{holds: perhaps, reason: "if " + cond.Where + " is set in what is decoded", pos: pos})
		}
	}
	return best
}

func mapRuling(ms []*ssa.MakeMap, where string) ruling {
	first, _, nested := strings.Cut(where, ".")
	first = strings.TrimSuffix(first, "[]")
	for _, m := range ms {
		for _, ref := range *m.Referrers() {
			update, ok := ref.(*ssa.MapUpdate)
			if !ok {
				continue
			}
			c, ok := update.Key.(*ssa.Const)
			switch {
			case !ok:
				return ruling{holds: perhaps, reason: "if " + where + " is set", pos: update.Pos()}
			case constantText(c).String() != first:
			case nested:
				return ruling{holds: perhaps, reason: "if " + where + " is set", pos: update.Pos()}
			default:
				return setRuling(first, update.Value, update.Pos())
			}
		}
	}
	return ruling{}
}

// fieldRuling looks at every store into a field.
func (t *tracer) fieldRuling(field *types.Var) ruling {
	best := ruling{}
	for _, store := range t.e.stores.fields[field] {
		if r := setRuling(field.Name(), store.Val, store.Pos()); r.holds > best.holds {
			best = r
		}
	}
	if best.holds < always {
		if inner := t.e.stores.inner[field]; len(inner) > 0 {
			return ruling{holds: always, reason: field.Name() + " is set", pos: inner[0].Pos()}
		}
	}
	return best
}

func setRuling(name string, v ssa.Value, pos token.Pos) ruling {
	switch fullness(v, 0) {
	case never:
		return ruling{}
	case always:
		return ruling{holds: always, reason: name + " is set", pos: pos}
	}
	return ruling{holds: perhaps, reason: "if " + name + " is not empty", pos: pos}
}

// fullness tells whether a value is never, perhaps or, at least in some run,
// certainly more than the zero value.
func fullness(v ssa.Value, depth int) holds {
	if depth > 8 {
		return perhaps
	}
	switch v := v.(type) {
	case *ssa.Const:
		if v.Value == nil || v.Value.ExactString() == `""` || v.Value.ExactString() == "false" || v.Value.ExactString() == "0" {
			return never
		}
		return always
	case *ssa.Alloc, *ssa.FieldAddr:
		return always // the address of something
	case *ssa.Slice:
		if array, ok := v.X.(*ssa.Alloc); ok {
			if at, ok := deref(array.Type()).Underlying().(*types.Array); ok && at.Len() > 0 && v.High == nil {
				return always
			}
			return never
		}
	case *ssa.MakeSlice:
		return perhaps
	case *ssa.MakeInterface:
		return fullness(v.X, depth+1)
	case *ssa.ChangeType:
		return fullness(v.X, depth+1)
	case *ssa.BinOp:
		if v.Op == token.ADD {
			return max(fullness(v.X, depth+1), fullness(v.Y, depth+1))
		}
	case *ssa.Call:
		if b, ok := v.Call.Value.(*ssa.Builtin); ok && b.Name() == "append" {
			return max(fullness(v.Call.Args[0], depth+1), fullness(v.Call.Args[1], depth+1))
		}
	case *ssa.Phi:
		best := never
		for _, edge := range v.Edges {
			if edge != v {
				best = max(best, fullness(edge, depth+1))
			}
		}
		return best
	}
	return perhaps
}

// jsonField finds the field that a path of JSON keys leads to from a type.
func jsonField(t types.Type, where string) *types.Var {
	var field *types.Var
	for key := range strings.SplitSeq(where, ".") {
		for {
			if s, ok := t.Underlying().(*types.Slice); ok {
				t = s.Elem()
			} else if p, ok := t.Underlying().(*types.Pointer); ok {
				t = p.Elem()
			} else {
				break
			}
		}
		st, ok := t.Underlying().(*types.Struct)
		if !ok {
			return nil
		}
		if field = fieldByKey(st, strings.TrimSuffix(key, "[]")); field == nil {
			return nil
		}
		t = field.Type()
	}
	return field.Origin()
}

func fieldByKey(st *types.Struct, key string) *types.Var {
	for i := range st.NumFields() {
		name, _, _ := strings.Cut(reflect.StructTag(st.Tag(i)).Get("json"), ",")
		switch f := st.Field(i); {
		case name == key, name == "" && strings.EqualFold(f.Name(), key):
			return f
		case f.Embedded() && name == "":
			if inner, ok := deref(f.Type()).Underlying().(*types.Struct); ok {
				if found := fieldByKey(inner, key); found != nil {
					return found
				}
			}
		}
	}
	return nil
}

// typeName is the declaration of a type, or of what it points to.
func typeName(t types.Type) *types.TypeName {
	if n, ok := types.Unalias(deref(t)).(*types.Named); ok {
		return n.Obj()
	}
	return nil
}
