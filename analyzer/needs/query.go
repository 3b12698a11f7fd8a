package needs

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A url.Values is evaluated to the text of its query, "a=1&b={}". A key that
// may be there or not stands behind a hole, "{}b={}".

// optional marks a key that need not be sent.
var optional = holeText(unknown)

// mostOptional is how many keys that a branch sets are told apart by their
// guards; each doubles the number of texts.
const mostOptional = 3

// mostQueries is how many queries of one URL are told apart.
const mostQueries = 8

func isNamed(t types.Type, pkg, name string) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Name() == name && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == pkg
}

func isValues(t types.Type) bool { return isNamed(t, "net/url", "Values") }

// withKeys adds to the texts of v, a url.Values, what is set in it.
func (e *evaluator) withKeys(texts []text, v ssa.Value) []text {
	doubled := 0
	for _, keys := range e.keysSetIn(v, 0) {
		if len(keys) == 0 || len(keys[0].guards) == 0 {
			texts = product(texts, keys)
			continue
		}
		if doubled++; doubled <= mostOptional {
			texts = product(texts, append(literals(""), keys...))
			continue
		}
		for i, k := range keys {
			_, k = k.cut(func(s string) int { return strings.IndexByte(s, '&') + 1 })
			keys[i] = text{parts: join(literal("&"), optional, k).parts}
		}
		texts = product(texts, keys)
	}
	if len(texts) > mostQueries {
		return unknownTexts()
	}
	return texts
}

// keysSetIn lists the changes of a url.Values, each as "&key=value" with the
// alternatives for it.
func (e *evaluator) keysSetIn(v ssa.Value, depth int) [][]text {
	var all [][]text
	for _, alias := range aliases(v) {
		if alias.Referrers() == nil {
			continue
		}
		for _, ref := range *alias.Referrers() {
			switch ref := ref.(type) {
			case *ssa.MapUpdate:
				if ref.Map == alias {
					all = append(all, guarded(e.pair(ref.Key, firstOf(ref.Value)), e.guards(ref.Block())))
				}
			case ssa.CallInstruction:
				all = append(all, e.keysSetBy(ref, alias, depth)...)
			}
		}
	}
	return all
}

// aliases are the loads of the variable that v was loaded from; v alone if from
// none.
func aliases(v ssa.Value) []ssa.Value {
	load, ok := v.(*ssa.UnOp)
	if !ok || load.X.Referrers() == nil {
		return []ssa.Value{v}
	}
	if _, ok := load.X.(*ssa.Alloc); !ok {
		return []ssa.Value{v}
	}
	var all []ssa.Value
	for _, ref := range *load.X.Referrers() {
		if other, ok := ref.(*ssa.UnOp); ok && other.Op == token.MUL {
			all = append(all, other)
		}
	}
	return all
}

// keysSetBy is for a call that gets the url.Values v: Set and Add, and the
// program's own functions.
func (e *evaluator) keysSetBy(site ssa.CallInstruction, v ssa.Value, depth int) [][]text {
	common := site.Common()
	callee := common.StaticCallee()
	if callee != nil && callee.Object() != nil {
		switch callee.Object().(*types.Func).FullName() {
		case "(net/url.Values).Set", "(net/url.Values).Add":
			if common.Args[0] != v {
				return nil
			}
			return [][]text{guarded(e.pair(common.Args[1], common.Args[2]), e.guards(site.Block()))}
		case "(net/url.Values).Encode", "(net/url.Values).Get", "(net/url.Values).Has", "(net/url.Values).Del", "maps.Copy":
			return nil
		}
	}
	if _, ok := common.Value.(*ssa.Builtin); ok {
		return nil // len, delete
	}
	if callee == nil || callee.Blocks == nil || depth > 3 {
		return [][]text{{join(literal("&"), optional)}}
	}
	var all [][]text
	for i, arg := range common.Args {
		if arg != v || i >= len(callee.Params) {
			continue
		}
		for _, keys := range e.keysSetIn(callee.Params[i], depth+1) {
			all = append(all, e.instantiate(keys, callee, site))
		}
	}
	return all
}

// pair is "&key=value". A key out of another query's loop stands for all of that
// query.
func (e *evaluator) pair(key, value ssa.Value) []text {
	if from := rangedOver(key); from != nil {
		if isValues(from.Type()) {
			return product(literals("&"), e.eval(from))
		}
		return []text{join(literal("&"), optional)}
	}
	values := unknownTexts()
	if value != nil {
		if texts := e.eval(value); len(texts) <= 2 {
			values = texts
		}
	}
	return product(literals("&"), e.eval(key), literals("="), values)
}

// rangedOver is the map that v is a key of, in a loop over it.
func rangedOver(v ssa.Value) ssa.Value {
	extract, ok := v.(*ssa.Extract)
	if !ok {
		return nil
	}
	next, ok := extract.Tuple.(*ssa.Next)
	if !ok {
		return nil
	}
	if loop, ok := next.Iter.(*ssa.Range); ok {
		return loop.X
	}
	return nil
}

// firstOf is the first element of a slice literal.
func firstOf(v ssa.Value) ssa.Value {
	if slice, ok := v.(*ssa.Slice); ok {
		if elems := elements(slice); len(elems) > 0 {
			return elems[0]
		}
	}
	return nil
}
