package needs

import (
	"encoding/json"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A document is a JSON body that the program writes as a text; nil if it is
// no JSON object as far as it is known.
type document map[string]any

// gap stands for a hole in a document: a number no program sends, which may
// stand in a string, too.
const gap = "70368744177665.5"

// documents reads the texts that a body may be.
func (t *tracer) documents(body ssa.Value) []document {
	var all []document
	for _, text := range t.e.settle(t.e.eval(body), 0) {
		all = append(all, parseDocument(text))
	}
	return all
}

func parseDocument(t text) document {
	var b strings.Builder
	for _, p := range t.parts {
		if p.hole != nil {
			b.WriteString(gap)
		} else {
			b.WriteString(p.lit)
		}
	}
	var doc document
	decoder := json.NewDecoder(strings.NewReader(b.String()))
	decoder.UseNumber() // a float would not print like the gap
	if decoder.Decode(&doc) != nil {
		return nil
	}
	return doc
}

// isText reports whether a body of the type is sent as it is.
func isText(t types.Type) bool {
	switch t := t.Underlying().(type) {
	case *types.Basic:
		return t.Info()&types.IsString != 0
	case *types.Slice:
		b, ok := t.Elem().Underlying().(*types.Basic)
		return ok && b.Kind() == types.Byte
	}
	return false
}

// ruling decides whether the field that keys lead to, "node_pools[].tags", is
// set.
func (d document) ruling(where string, pos token.Pos) ruling {
	if d == nil {
		return ruling{holds: perhaps, reason: "if " + where + " is set: the body is known only at run time", pos: pos}
	}
	switch filled(map[string]any(d), strings.Split(strings.ReplaceAll(where, "[]", ""), ".")) {
	case always:
		return ruling{holds: always, reason: where + " is sent", pos: pos}
	case perhaps:
		return ruling{holds: perhaps, reason: "if " + where + " is not empty", pos: pos}
	}
	return ruling{}
}

// filled tells whether a JSON value has more than a zero value at the keys.
func filled(v any, keys []string) holds {
	best := never
	switch v := v.(type) {
	case map[string]any:
		if len(keys) == 0 {
			return always
		}
		if inner, ok := v[keys[0]]; ok {
			best = filled(inner, keys[1:])
		}
	case []any:
		if len(keys) == 0 && len(v) > 0 {
			return always
		}
		for _, elem := range v {
			best = max(best, filled(elem, keys))
		}
	case json.Number:
		switch {
		case v == gap: // a whole value, of which nothing is known
			best = perhaps
		case len(keys) == 0 && v != "0":
			best = always
		}
	case string:
		switch {
		case len(keys) > 0 || v == "":
		case v == gap:
			best = perhaps
		default:
			best = always
		}
	case bool:
		if len(keys) == 0 && v {
			best = always
		}
	}
	return best
}

// values lists what the document has at a key, which is a text or nothing.
func (d document) values(key string) []text {
	if d == nil {
		return unknownTexts()
	}
	switch v := d[key].(type) {
	case string:
		if strings.Contains(v, gap) {
			return unknownTexts()
		}
		return literals(v)
	case json.Number:
		return unknownTexts()
	}
	return nil
}
