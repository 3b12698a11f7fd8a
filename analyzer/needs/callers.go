package needs

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// narrow asks the callers about a line that is judged already: whether its
// guards can hold, and whether a constant argument makes it another operation,
// Get(ctx, "default") for GET /v2/projects/default.
func (t *tracer) narrow(r *request, line text, v verdict) {
	callers := t.callers(r)
	wide := len(callers) < len(t.graph.in[r.fn]) || len(callers) == 0 || slices.Contains(t.graph.roots, r.fn)
	for _, c := range callers {
		guards, possible := fillGuards(line.guards, t.e.arguments(c.callee, c.site))
		if !possible {
			continue
		}
		outer := &request{
			fn: c.caller, lines: t.withConstants(line, c), body: t.bodyInCaller(r.body, c), calls: append([]call{c}, r.calls...),
		}
		u := t.judge.judge(outer.lines[0])
		narrower := u.op.ID != v.op.ID
		if u.kind == noSuch {
			narrower = v.kind == noSuch && u.request != v.request && packageOf(c.caller) == packageOf(r.fn)
		}
		switch {
		case narrower:
			t.record(outer, outer.lines[0], u)
		case len(guards) > 0:
			outer.lines[0] = line.closed().guardedBy(guards)
			t.follow(outer)
		default:
			wide = true
		}
	}
	if wide {
		t.record(r, line, v)
	}
}

// withConstants fills a line with those arguments of a call that are constants.
func (t *tracer) withConstants(line text, c call) []text {
	return fill([]text{{parts: line.parts}}, func(h *hole) ([]text, bool) {
		if arg, ok := argument(c, h.param).(*ssa.Const); ok && len(h.path) == 0 && !h.options {
			if value := constantText(arg); value.String() != "" {
				t.e.used[arg] = true
				return []text{value}, true
			}
		}
		return unknownTexts(), true
	})
}

// callers lists the calls of a request's function whose arguments can be seen,
// recursive ones left out.
func (t *tracer) callers(r *request) []call {
	var all []call
	for _, c := range t.graph.in[r.fn] {
		if c.site != nil && !slices.ContainsFunc(r.calls, func(d call) bool { return d.caller == c.caller }) {
			all = append(all, c)
		}
	}
	return all
}

// inCaller is a request with some of its lines as a caller sees it.
func (t *tracer) inCaller(r *request, lines []text, c call) *request {
	return &request{
		fn:    c.caller,
		lines: t.basesFilled(guarded(t.e.changed(t.e.instantiate(lines, c.callee, c.site), c.site), t.e.guards(c.site.Block()))),
		body:  t.bodyInCaller(r.body, c), calls: append([]call{c}, r.calls...),
	}
}

// ascend follows the open lines of a request into the callers.
func (t *tracer) ascend(r *request) {
	var own []text
	outer := make(map[*ssa.Function][]text) // by the enclosing function whose parameter is missing
	for _, line := range r.lines {
		if h := line.param(); h != nil && h.param.Parent() != r.fn {
			outer[h.param.Parent()] = append(outer[h.param.Parent()], line)
			continue
		}
		own = append(own, line)
	}
	for fn, lines := range outer {
		c := call{caller: fn, callee: r.fn, pos: r.fn.Pos()}
		t.follow(&request{fn: fn, lines: lines, body: r.body, calls: append([]call{c}, r.calls...)})
	}
	if len(own) == 0 {
		return
	}
	callers := t.callers(r)
	for _, c := range callers {
		t.follow(t.inCaller(r, own, c))
	}
	if len(callers) > 0 && !slices.Contains(t.graph.roots, r.fn) {
		return
	}
	for _, line := range own {
		base := baseOf(line)
		for _, line := range fill([]text{line}, func(h *hole) ([]text, bool) {
			values := t.e.unfilled(h)
			if h == base {
				values = bases(values)
			}
			return values, true
		}) {
			line.guards = nil
			t.record(r, line, t.judge.judge(line))
		}
	}
}

// bodyInCaller replaces parameters by the arguments of a call.
func (t *tracer) bodyInCaller(body []ssa.Value, c call) []ssa.Value {
	var all []ssa.Value
	for _, v := range body {
		if param, ok := v.(*ssa.Parameter); ok && param.Parent() == c.callee {
			if arg := argument(c, param); arg != nil {
				all = append(all, sent(arg)...)
				continue
			}
		}
		all = append(all, v)
	}
	return all
}
