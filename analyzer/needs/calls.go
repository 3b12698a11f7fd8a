package needs

import (
	"go/types"
	"slices"
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
		"fmt.Sprintf":                 (*evaluator).sprintf,
		"fmt.Sprint":                  (*evaluator).sprint,
		"path.Join":                   (*evaluator).pathJoin,
		"path/filepath.Join":          (*evaluator).pathJoin,
		"net/url.Parse":               first,
		"net/url.ParseRequestURI":     first,
		"net/url.JoinPath":            (*evaluator).urlJoin,
		"(*net/url.URL).JoinPath":     (*evaluator).urlJoin,
		"(*net/url.URL).Parse":        (*evaluator).resolve,
		"(*net/url.URL).String":       (*evaluator).urlString,
		"net/url.PathEscape":          first,
		"net/url.QueryEscape":         first,
		"strings.Clone":               first,
		"strings.TrimSpace":           first,
		"strings.ToUpper":             mapped(strings.ToUpper),
		"strings.ToLower":             mapped(strings.ToLower),
		"strings.TrimPrefix":          trim(strings.TrimPrefix, true, false),
		"strings.TrimLeft":            trim(strings.TrimLeft, true, false),
		"strings.TrimSuffix":          trim(strings.TrimSuffix, false, true),
		"strings.TrimRight":           trim(strings.TrimRight, false, true),
		"strings.Trim":                trim(strings.Trim, true, true),
		"strings.Join":                (*evaluator).stringsJoin,
		"strings.ReplaceAll":          (*evaluator).replace,
		"strings.Replace":             (*evaluator).replace,
		"(*strings.Replacer).Replace": (*evaluator).replacer,
		"os.ExpandEnv":                (*evaluator).expanded,
		"os.Expand":                   (*evaluator).expanded,
		"cmp.Or":                      (*evaluator).firstSet,
		"path.Clean":                  first,
		"net/url.PathUnescape":        first,
		"strconv.Itoa":                first,
		"(*strings.Builder).String":   (*evaluator).builder,
		"(*bytes.Buffer).String":      (*evaluator).builder,

		"(*net/url.URL).ResolveReference": (*evaluator).resolve,

		"(*net/url.URL).Query":    func(e *evaluator, args []ssa.Value) []text { return e.urlField(args[0], "RawQuery") },
		"(net/url.Values).Encode": first,
		"net/url.ParseQuery":      first,
		"strconv.FormatBool":      first,

		"github.com/google/go-querystring/query.Values": (*evaluator).options,
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
		nth := -1
		for _, block := range callee.Blocks {
			ret, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Return)
			if ok {
				nth++
			}
			if !ok || failed(ret, index) {
				continue
			}
			values := guarded(e.eval(returned(ret, index)), e.guards(block))
			all = append(all, picked(e.instantiate(values, callee, call), ssa.Value(call), returning{callee, nth})...)
		}
	}
	if len(all) == 0 {
		return unknownTexts()
	}
	return unique(all)
}

// returning is one of the return statements of a function.
type returning struct {
	fn  *ssa.Function
	nth int
}

// failed reports whether a return statement gives an error, and nothing for the
// result.
func failed(ret *ssa.Return, index int) bool {
	last := returned(ret, len(ret.Results)-1)
	if !types.Identical(last.Type(), types.Universe.Lookup("error").Type()) {
		return false
	}
	if ret.Block() == ret.Parent().Recover {
		return true // behind a panic
	}
	if c, ok := last.(*ssa.Const); ok && c.IsNil() {
		return false
	}
	c, ok := returned(ret, index).(*ssa.Const)
	return ok && (c.Value == nil || c.Value.ExactString() == `""` || c.Value.ExactString() == "0")
}

// returned is a result that a return statement gives. Where calls are deferred a named
// one is a variable; unless more is done with that, what was stored last is returned.
func returned(ret *ssa.Return, index int) ssa.Value {
	load, ok := ret.Results[index].(*ssa.UnOp)
	if !ok {
		return ret.Results[index]
	}
	variable, ok := load.X.(*ssa.Alloc)
	if !ok || isShared(variable) {
		return load
	}
	for _, instr := range slices.Backward(load.Block().Instrs) {
		if store, ok := instr.(*ssa.Store); ok && store.Addr == variable {
			return store.Val
		}
	}
	return load
}

// isShared reports whether more is done with a variable than to store and to load.
func isShared(variable *ssa.Alloc) bool {
	return slices.ContainsFunc(*variable.Referrers(), func(use ssa.Instruction) bool {
		switch use.(type) {
		case *ssa.Store, *ssa.UnOp:
			return false
		}
		return true
	})
}

// results lists what a function returns at an index.
func results(fn *ssa.Function, index int) []ssa.Value {
	var values []ssa.Value
	for _, b := range fn.Blocks {
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && index < len(ret.Results) {
			values = append(values, returned(ret, index))
		}
	}
	return values
}

// instantiate fills the holes of a callee's values with a call's arguments.
func (e *evaluator) instantiate(texts []text, callee *ssa.Function, site ssa.CallInstruction) []text {
	return fill(calledAt(texts, callee, site), e.arguments(callee, site))
}

// arguments gives for a callee's parameters what a call gives.
func (e *evaluator) arguments(callee *ssa.Function, site ssa.CallInstruction) func(*hole) ([]text, bool) {
	return func(h *hole) ([]text, bool) {
		arg := argument(call{callee: callee, site: site}, h.param)
		switch {
		case arg == nil:
			return nil, false // an enclosing function's parameter
		}
		return e.value(arg, h), true
	}
}

// value is what a hole stands for where its parameter is arg.
func (e *evaluator) value(arg ssa.Value, h *hole) []text {
	switch {
	case h.options:
		return e.optionsOf(arg)
	case h.each != nil:
		return e.written(arg, *h.each)
	case len(h.path) > 0:
		return e.field(arg, h.path)
	}
	return e.eval(arg)
}
