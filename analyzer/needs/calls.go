package needs

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A model evaluates a call of a library function, given its arguments.
type model func(e *evaluator, args []ssa.Value) []text

// models are the functions of the standard library that build strings and
// URLs, by their full name. They are opaque code, so nothing else evaluates
// them.
var models map[string]model

func init() { // a variable would refer to itself
	first := func(e *evaluator, args []ssa.Value) []text { return e.eval(args[0]) }
	trim := func(f func(s, cut string) string, head, tail bool) model {
		return func(e *evaluator, args []ssa.Value) []text { return e.trim(args, f, head, tail) }
	}
	models = map[string]model{
		"fmt.Sprintf":               (*evaluator).sprintf,
		"fmt.Sprint":                (*evaluator).sprint,
		"path.Join":                 (*evaluator).pathJoin,
		"path/filepath.Join":        (*evaluator).pathJoin,
		"net/url.Parse":             first,
		"net/url.ParseRequestURI":   first,
		"net/url.JoinPath":          (*evaluator).urlJoin,
		"(*net/url.URL).JoinPath":   (*evaluator).urlJoin,
		"(*net/url.URL).Parse":      (*evaluator).resolve,
		"(*net/url.URL).String":     (*evaluator).urlString,
		"net/url.PathEscape":        first,
		"net/url.QueryEscape":       first,
		"strings.Clone":             first,
		"strings.TrimSpace":         first,
		"strings.ToUpper":           mapped(strings.ToUpper),
		"strings.ToLower":           mapped(strings.ToLower),
		"strings.TrimPrefix":        trim(strings.TrimPrefix, true, false),
		"strings.TrimLeft":          trim(strings.TrimLeft, true, false),
		"strings.TrimSuffix":        trim(strings.TrimSuffix, false, true),
		"strings.TrimRight":         trim(strings.TrimRight, false, true),
		"strings.Trim":              trim(strings.Trim, true, true),
		"strings.Join":              (*evaluator).stringsJoin,
		"strings.ReplaceAll":        (*evaluator).replace,
		"strings.Replace":           (*evaluator).replace,
		"(*strings.Builder).String": (*evaluator).builder,
		"(*bytes.Buffer).String":    (*evaluator).builder,

		"(*net/url.URL).ResolveReference": (*evaluator).resolve,
	}
}

func mapped(f func(string) string) model {
	return func(e *evaluator, args []ssa.Value) []text {
		var all []text
		for _, t := range e.eval(args[0]) {
			all = append(all, t.each(f))
		}
		return all
	}
}

// call evaluates a result of a call: of a library function by its model, of any
// other by what it returns.
func (e *evaluator) call(call *ssa.Call, index int) []text {
	if callee := call.Call.StaticCallee(); callee != nil && callee.Object() != nil {
		if m, ok := models[callee.Object().(*types.Func).FullName()]; ok && index == 0 {
			return m(e, call.Call.Args)
		}
	}
	if b, ok := call.Call.Value.(*ssa.Builtin); ok && b.Name() == "append" && len(call.Call.Args) == 2 {
		return product(e.eval(call.Call.Args[0]), e.eval(call.Call.Args[1])) // of bytes
	}
	callees := e.graph.sites[call]
	if len(callees) == 0 || len(callees) > 8 {
		return unknownTexts()
	}
	var all []text
	for _, callee := range callees {
		for _, block := range callee.Blocks {
			ret, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Return)
			if !ok || failed(ret, index) {
				continue
			}
			values := guarded(e.eval(ret.Results[index]), e.guards(block))
			all = append(all, e.instantiate(values, callee, call)...)
		}
	}
	if len(all) == 0 {
		return unknownTexts()
	}
	return unique(all)
}

// failed reports whether a return statement gives an error, and nothing for the
// result.
func failed(ret *ssa.Return, index int) bool {
	last := ret.Results[len(ret.Results)-1]
	if !types.Identical(last.Type(), types.Universe.Lookup("error").Type()) {
		return false
	}
	if c, ok := last.(*ssa.Const); ok && c.IsNil() {
		return false
	}
	c, ok := ret.Results[index].(*ssa.Const)
	return ok && (c.Value == nil || c.Value.ExactString() == `""`)
}

// results lists what a function returns at an index.
func results(fn *ssa.Function, index int) []ssa.Value {
	var values []ssa.Value
	for _, b := range fn.Blocks {
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && index < len(ret.Results) {
			values = append(values, ret.Results[index])
		}
	}
	return values
}

// instantiate fills the holes of a callee's values with a call's arguments.
func (e *evaluator) instantiate(texts []text, callee *ssa.Function, site ssa.CallInstruction) []text {
	return fill(texts, e.arguments(callee, site))
}

// arguments gives for a callee's parameters what a call gives.
func (e *evaluator) arguments(callee *ssa.Function, site ssa.CallInstruction) func(*hole) ([]text, bool) {
	return func(h *hole) ([]text, bool) {
		arg := argument(call{callee: callee, site: site}, h.param)
		switch {
		case arg == nil:
			return nil, false // an enclosing function's parameter
		case len(h.path) > 0:
			return e.field(arg, h.path), true
		}
		return e.eval(arg), true
	}
}

// sprintf puts the arguments in place of the verbs.
func (e *evaluator) sprintf(args []ssa.Value) []text {
	slice, _ := args[1].(*ssa.Slice)
	var operands []ssa.Value
	if slice != nil {
		operands = elements(slice)
	}
	var all []text
	for _, format := range e.eval(args[0]) {
		s, ok := format.constant()
		if !ok {
			all = append(all, unknownTexts()...)
			continue
		}
		all = append(all, product(e.verbs(s, operands)...)...)
	}
	return all
}

// verbs takes a format apart; each verb stands for the next operand.
func (e *evaluator) verbs(format string, operands []ssa.Value) [][]text {
	var lists [][]text
	for {
		i := strings.IndexByte(format, '%')
		if i < 0 || i == len(format)-1 {
			return append(lists, literals(format))
		}
		lists = append(lists, literals(format[:i]))
		format = format[i+1:]
		end := strings.IndexFunc(format, func(r rune) bool { return !strings.ContainsRune("+-# 0123456789.", r) })
		if end < 0 {
			return append(lists, unknownTexts())
		}
		switch {
		case format[end] == '%':
			lists = append(lists, literals("%"))
		case format[end] == '[' || format[end] == '*' || len(operands) == 0:
			return append(lists, unknownTexts())
		default:
			lists = append(lists, e.printed(operands[0]))
			operands = operands[1:]
		}
		format = format[end+1:]
	}
}

// printed is an operand as fmt writes it; unknown if a method may write it.
func (e *evaluator) printed(v ssa.Value) []text {
	if made, ok := v.(*ssa.MakeInterface); ok {
		v = made.X
	}
	t := v.Type()
	if isURL(deref(t)) {
		return e.eval(v)
	}
	if b, ok := t.Underlying().(*types.Basic); !ok || b.Info()&types.IsConstType == 0 {
		if !types.IsInterface(t) {
			return unknownTexts()
		}
		return e.eval(v) // a parameter that callers give a string for
	}
	if m, _, _ := types.LookupFieldOrMethod(t, true, nil, "String"); m != nil {
		return unknownTexts()
	}
	return e.eval(v)
}

func (e *evaluator) sprint(args []ssa.Value) []text {
	slice, ok := args[0].(*ssa.Slice)
	if !ok {
		return unknownTexts()
	}
	var lists [][]text
	for _, v := range elements(slice) {
		lists = append(lists, e.printed(v))
	}
	return product(lists...)
}

// stringsJoin is for a list that is written out.
func (e *evaluator) stringsJoin(args []ssa.Value) []text {
	slice, ok := args[0].(*ssa.Slice)
	if !ok {
		return unknownTexts()
	}
	var lists [][]text
	for i, v := range elements(slice) {
		if i > 0 {
			lists = append(lists, e.eval(args[1]))
		}
		lists = append(lists, e.eval(v))
	}
	if lists == nil {
		return unknownTexts()
	}
	return product(lists...)
}

// replace is for constants: fmt-like templates in clients that are generated.
func (e *evaluator) replace(args []ssa.Value) []text {
	olds := e.eval(args[1])
	old, ok := olds[0].constant()
	if !ok || len(olds) > 1 || old == "" {
		return unknownTexts()
	}
	news := e.eval(args[2])
	var all []text
	for _, t := range e.eval(args[0]) {
		lists := make([][]text, 0, len(t.parts))
		for _, p := range t.parts {
			if p.hole != nil {
				lists = append(lists, []text{{parts: []part{p}}})
				continue
			}
			for i, piece := range strings.Split(p.lit, old) {
				if i > 0 {
					lists = append(lists, news)
				}
				lists = append(lists, literals(piece))
			}
		}
		all = append(all, guarded(product(lists...), t.guards)...)
	}
	return all
}

// trim cuts constants off the ends of a literal; a hole at an end stays.
func (e *evaluator) trim(args []ssa.Value, f func(s, cut string) string, head, tail bool) []text {
	cuts := e.eval(args[1])
	cut, ok := cuts[0].constant()
	if !ok || len(cuts) > 1 {
		return e.eval(args[0])
	}
	var all []text
	for _, t := range e.eval(args[0]) {
		n := len(t.parts) - 1
		t = t.each(func(s string) string { return s })
		for i, p := range t.parts {
			if p.hole == nil && (i == 0 && head || i == n && tail) && (n == 0 || head != tail) {
				t.parts[i].lit = f(p.lit, cut)
			}
		}
		all = append(all, t)
	}
	return all
}

// builder is what is written to a strings.Builder or bytes.Buffer, in the
// order of the code.
func (e *evaluator) builder(args []ssa.Value) []text {
	buf, ok := args[0].(*ssa.Alloc)
	if !ok || buf.Parent() == nil {
		return unknownTexts()
	}
	var lists [][]text
	for _, b := range buf.Parent().DomPreorder() {
		for _, instr := range b.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok || call.Call.StaticCallee() == nil || len(call.Call.Args) < 2 || call.Call.Args[0] != buf {
				continue
			}
			switch call.Call.StaticCallee().Name() {
			case "WriteString", "Write":
				lists = append(lists, e.eval(call.Call.Args[1]))
			default:
				lists = append(lists, unknownTexts())
			}
		}
	}
	return product(lists...)
}
