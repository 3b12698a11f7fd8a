package needs

import (
	"go/token"
	"go/types"
	"reflect"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// bodyValues lists the values of a key of a body, a map or a struct.
func (t *tracer) bodyValues(body ssa.Value, key string) ([]text, token.Pos) {
	var all []text
	pos := body.Pos()
	if isText(body.Type()) {
		for _, doc := range t.documents(body) {
			all = append(all, doc.values(key)...)
		}
		return all, pos
	}
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
		if !ok || !isMap && !types.IsInterface(v.Type()) && !isText(v.Type()) {
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

// jsonField finds the field that a path of JSON keys leads to from a type.
func jsonField(t types.Type, where string) *types.Var {
	fields := jsonFields(t, where)
	if fields == nil {
		return nil
	}
	return fields[len(fields)-1]
}

// jsonFields are the fields on the way that a path of JSON keys leads.
func jsonFields(t types.Type, where string) []*types.Var {
	var fields []*types.Var
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
		field := fieldByKey(st, strings.TrimSuffix(key, "[]"))
		if field == nil {
			return nil
		}
		fields = append(fields, field.Origin())
		t = field.Type()
	}
	return fields
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
