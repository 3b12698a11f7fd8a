package needs

import (
	"fmt"
	"go/token"
	"go/types"
	"slices"
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
	case catalog.Drafted:
		r = ruling{holds: perhaps, reason: "a draft of the specification says so"}
	case catalog.View:
		r = ruling{holds: perhaps, reason: "without it the answer leaves out what the token cannot see"}
	case catalog.Query:
		r = queryRuling(f.query, cond.Where, f.calls[0].pos)
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

// openBody reports whether a condition of the operation depends on a body that callers
// know: each of them is another request, with a call path of its own.
func (t *tracer) openBody(r *request, v verdict) bool {
	if v.kind != matched && v.kind != atSomeHost || len(t.callers(r)) == 0 {
		return false
	}
	return slices.ContainsFunc(v.op.Conditions, func(c catalog.Condition) bool { return c.Kind == catalog.Body || c.Kind == catalog.Action }) &&
		slices.ContainsFunc(r.body, func(body ssa.Value) bool {
			param, ok := body.(*ssa.Parameter)
			return ok && param.Parent() == r.fn
		})
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
		if isText(body.Type()) {
			for _, doc := range t.documents(body) {
				better(doc.ruling(cond.Where, body.Pos()))
			}
			continue
		}
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
		better(t.ruleStruct(f.request, body, jsonFields(body.Type(), cond.Where), make(map[ssa.Value]bool)))
		if pos, ok := t.e.stores.decoded[typeName(body.Type())]; ok {
			better(ruling{holds: perhaps, reason: "if " + cond.Where + " is set in what is decoded", pos: pos})
		}
	}
	return best
}

// ruleStruct decides whether a field is set, along a path, of a struct or what points to
// one: by what is stored there if that is all to be seen, and else by what the program stores into
// that field of whatever struct.
func (t *tracer) ruleStruct(r *request, v ssa.Value, path []*types.Var, seen map[ssa.Value]bool) ruling {
	if seen[v] {
		return ruling{}
	}
	seen[v] = true
	best := ruling{}
	all := func(values []ssa.Value) ruling {
		for _, v := range values {
			if r := t.ruleStruct(r, v, path, seen); r.holds > best.holds {
				best = r
			}
		}
		return best
	}
	switch v := v.(type) {
	case *ssa.Const:
		return ruling{}
	case *ssa.Phi:
		return all(v.Edges)
	case *ssa.MakeInterface:
		return all([]ssa.Value{v.X})
	case *ssa.UnOp:
		if variable, ok := v.X.(*ssa.Alloc); ok {
			if _, isStruct := deref(variable.Type()).Underlying().(*types.Struct); isStruct {
				return all([]ssa.Value{variable})
			}
			if !isLent(variable) {
				return all(storesTo(variable))
			}
		}
	case *ssa.Call:
		if callees := t.graph.sites[v]; len(callees) == 1 {
			return all(results(callees[0], 0))
		}
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok && len(t.graph.sites[call]) == 1 {
			return all(results(t.graph.sites[call][0], v.Index))
		}
	case *ssa.Alloc:
		if _, isStruct := deref(v.Type()).Underlying().(*types.Struct); !isStruct || t.handsOn(r, v) || len(storesTo(v)) > 0 {
			break
		}
		for _, store := range t.e.stores.fields[path[0]] {
			if store.Addr.(*ssa.FieldAddr).X != ssa.Value(v) {
				continue
			}
			if len(path) > 1 {
				return t.e.stores.setting(path[len(path)-1])
			}
			if r := setRuling(path[0].Name(), store.Val, store.Pos()); r.holds > best.holds {
				best = r
			}
		}
		for _, store := range t.e.stores.inner[path[0]] { // v.Image.Slug = …
			if addr, ok := store.Addr.(*ssa.FieldAddr).X.(*ssa.FieldAddr); ok && addr.X == ssa.Value(v) {
				return t.e.stores.setting(path[len(path)-1])
			}
		}
		return best
	}
	return t.e.stores.setting(path[len(path)-1])
}

// handsOn reports whether a variable goes where more may be stored into it than is seen:
// anywhere but on the way that a request takes.
func (t *tracer) handsOn(r *request, variable *ssa.Alloc) bool {
	return slices.ContainsFunc(*variable.Referrers(), func(use ssa.Instruction) bool {
		switch use := use.(type) {
		case *ssa.FieldAddr, *ssa.UnOp, *ssa.Return, *ssa.DebugRef:
			return false
		case ssa.CallInstruction:
			return !slices.ContainsFunc(r.calls, func(c call) bool { return c.site == use })
		case *ssa.MakeInterface:
			return slices.ContainsFunc(*use.Referrers(), func(use ssa.Instruction) bool {
				site, ok := use.(ssa.CallInstruction)
				return !ok || !slices.ContainsFunc(r.calls, func(c call) bool { return c.site == site }) && t.graph.reads(site)
			})
		case *ssa.Store:
			return use.Val == variable
		}
		return true
	})
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
