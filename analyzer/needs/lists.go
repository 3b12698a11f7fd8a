package needs

import (
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// written is a list of strings, one behind the other. A parameter stays a hole, for
// its callers to fill: path("droplets", id).
func (e *evaluator) written(list ssa.Value, how each) []text {
	if param, ok := list.(*ssa.Parameter); ok {
		return []text{holeText(&hole{param: param, each: &how})}
	}
	elems, ok := listed(list)
	if !ok {
		return []text{join(literal(how.before), holeText(several))}
	}
	var lists [][]text
	for i, elem := range elems {
		if i > 0 {
			lists = append(lists, literals(how.between))
		}
		lists = append(lists, literals(how.before), e.eval(elem), literals(how.behind))
	}
	if lists == nil {
		return literals("")
	}
	return product(lists...)
}

// listed is what a slice has in it, if it is written out.
func listed(v ssa.Value) ([]ssa.Value, bool) {
	switch v := v.(type) {
	case *ssa.Const:
		return nil, true
	case *ssa.Slice:
		elems := elements(v)
		return elems, elems != nil
	case *ssa.Call: // append
		if b, ok := v.Call.Value.(*ssa.Builtin); ok && b.Name() == "append" && len(v.Call.Args) == 2 {
			head, ok := listed(v.Call.Args[0])
			tail, okToo := listed(v.Call.Args[1])
			return append(head[:len(head):len(head)], tail...), ok && okToo
		}
	}
	return nil, false
}

// loopElement is the list, a parameter, of which v is an element in a loop.
func loopElement(v ssa.Value) *ssa.Parameter {
	load, ok := v.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return nil
	}
	addr, ok := load.X.(*ssa.IndexAddr)
	if !ok {
		return nil
	}
	if _, fixed := addr.Index.(*ssa.Const); fixed {
		return nil
	}
	param, _ := addr.X.(*ssa.Parameter)
	return param
}
