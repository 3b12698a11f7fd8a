package needs

import (
	"go/types"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// options is the query that go-querystring makes of a struct.
func (e *evaluator) options(args []ssa.Value) []text { return e.optionsOf(args[0]) }

func (e *evaluator) optionsOf(v ssa.Value) []text {
	switch v := v.(type) {
	case *ssa.MakeInterface:
		return e.optionsOf(v.X)
	case *ssa.ChangeInterface:
		return e.optionsOf(v.X)
	case *ssa.Const:
		return literals("")
	case *ssa.Parameter:
		if types.IsInterface(v.Type()) {
			return []text{holeText(&hole{param: v, options: true})}
		}
	}
	st, ok := deref(v.Type()).Underlying().(*types.Struct)
	if !ok {
		return unknownTexts()
	}
	return []text{e.queryOfStruct(st)}
}

func (e *evaluator) queryOfStruct(st *types.Struct) text {
	var all text
	for i := range st.NumFields() {
		f := st.Field(i)
		name, flags, _ := strings.Cut(reflect.StructTag(st.Tag(i)).Get("url"), ",")
		if inner, ok := deref(f.Type()).Underlying().(*types.Struct); ok && f.Embedded() && name == "" {
			all = join(all, e.queryOfStruct(inner))
			continue
		}
		if name == "-" || !f.Exported() {
			continue
		}
		if name == "" {
			name = f.Name()
		}
		set := always
		if slices.Contains(strings.Split(flags, ","), "omitempty") {
			set = e.stores.setting(f.Origin()).holds
		}
		switch set {
		case always:
			all = join(all, literal("&"+name+"="), holeText(unknown))
		case perhaps:
			all = join(all, literal("&"), optional, literal(name+"="), holeText(unknown))
		}
	}
	return all
}
