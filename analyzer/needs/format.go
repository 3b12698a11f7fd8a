package needs

import (
	"go/types"
	"regexp"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// sprintf puts the arguments in place of the verbs.
func (e *evaluator) sprintf(args []ssa.Value) []text {
	slice, _ := args[1].(*ssa.Slice)
	var operands []ssa.Value
	if slice != nil {
		operands = elements(slice)
	}
	var all []text
	for _, format := range e.eval(args[0]) {
		all = append(all, guarded(product(e.formatted(format, operands)...), format.guards)...)
	}
	return all
}

// formatted puts the operands in place of the verbs of a format. What is unknown of the
// format has no verbs if the rest has one for each operand.
func (e *evaluator) formatted(format text, operands []ssa.Value) [][]text {
	var lists [][]text
	for _, p := range format.parts {
		if p.hole != nil {
			lists = append(lists, []text{{parts: []part{p}}})
			continue
		}
		more, rest, ok := e.verbs(p.lit, operands)
		if lists = append(lists, more...); !ok {
			return append(lists, unknownTexts())
		}
		operands = rest
	}
	if _, known := format.constant(); !known && len(operands) > 0 {
		return [][]text{unknownTexts()}
	}
	return lists
}

// verbs takes a literal apart; each verb stands for the next operand. It is not ok
// from a verb on that is for another.
func (e *evaluator) verbs(format string, operands []ssa.Value) (lists [][]text, rest []ssa.Value, ok bool) {
	for {
		i := strings.IndexByte(format, '%')
		if i < 0 || i == len(format)-1 {
			return append(lists, literals(format)), operands, true
		}
		lists = append(lists, literals(format[:i]))
		format = format[i+1:]
		end := strings.IndexFunc(format, func(r rune) bool { return !strings.ContainsRune("+-# 0123456789.", r) })
		switch {
		case end < 0:
			return lists, nil, false
		case format[end] == '%':
			lists = append(lists, literals("%"))
		case format[end] == '[' || format[end] == '*' || len(operands) == 0:
			return lists, nil, false
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

// stringsJoin joins a list with a constant.
func (e *evaluator) stringsJoin(args []ssa.Value) []text {
	separators := e.eval(args[1])
	between, ok := separators[0].constant()
	if !ok || len(separators) > 1 {
		return unknownTexts()
	}
	return e.written(args[0], each{between: between})
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

// replacer puts what a strings.Replacer was made with in place of constants.
func (e *evaluator) replacer(args []ssa.Value) []text {
	made := e.onlyCall(args[0], "strings.NewReplacer")
	if made == nil {
		return unknownTexts()
	}
	pairs, ok := listed(made.Call.Args[0])
	if !ok || len(pairs)%2 != 0 {
		return unknownTexts()
	}
	var olds []string
	var news [][]text
	for i := 0; i < len(pairs); i += 2 {
		texts := e.eval(pairs[i])
		old, ok := texts[0].constant()
		if !ok || len(texts) > 1 || old == "" {
			return unknownTexts()
		}
		olds, news = append(olds, old), append(news, e.eval(pairs[i+1]))
	}
	return e.substituted(args[1], func(s string) (before, after string, with []text) {
		at := len(s)
		for i, old := range olds {
			if j := strings.Index(s, old); j >= 0 && j < at {
				at, before, after, with = j, s[:j], s[j+len(old):], news[i]
			}
		}
		return before, after, with
	})
}

// onlyCall is the call of a function that a value comes from, directly or by a
// variable of a package; nil if that is not the only one.
func (e *evaluator) onlyCall(v ssa.Value, name string) *ssa.Call {
	if load, ok := v.(*ssa.UnOp); ok {
		if g, ok := load.X.(*ssa.Global); ok && len(e.stores.globals[g]) == 1 {
			v = e.stores.globals[g][0]
		}
	}
	if call, ok := v.(*ssa.Call); ok && calls(call, name) {
		return call
	}
	return nil
}

// variable matches what os.Expand replaces.
var variable = regexp.MustCompile(`\$(\{[^}]*\}|\w+)`)

// expanded has something unknown for each variable: a server where it begins the text, and
// else any number of elements of a path.
func (e *evaluator) expanded(args []ssa.Value) []text {
	return e.substituted(args[0], func(s string) (before, after string, with []text) {
		at := variable.FindStringIndex(s)
		switch {
		case at == nil:
			return "", "", nil
		case at[0] == 0:
			return "", s[at[1]:], unknownTexts()
		}
		return s[:at[0]], s[at[1]:], []text{holeText(several)}
	})
}

// substituted replaces in the literals of a value what next finds; it finds nothing if
// it gives nothing to put there.
func (e *evaluator) substituted(v ssa.Value, next func(s string) (before, after string, with []text)) []text {
	var all []text
	for _, t := range e.eval(v) {
		var lists [][]text
		for _, p := range t.parts {
			if p.hole != nil {
				lists = append(lists, []text{{parts: []part{p}}})
				continue
			}
			rest := p.lit
			for {
				before, after, with := next(rest)
				if with == nil {
					break
				}
				lists = append(lists, literals(before), with)
				rest = after
			}
			lists = append(lists, literals(rest))
		}
		all = append(all, guarded(product(lists...), t.guards)...)
	}
	return all
}

// firstSet is any of several values, the first that is set.
func (e *evaluator) firstSet(args []ssa.Value) []text {
	values, ok := listed(args[0])
	if !ok || len(values) == 0 {
		return unknownTexts()
	}
	return e.evalAll(values)
}
