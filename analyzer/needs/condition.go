package needs

import (
	"fmt"
	"go/token"
	"go/types"
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
		better(t.e.stores.setting(field))
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
