package needs

import (
	"cmp"
	"fmt"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/scopelint/scopelint/catalog"
)

// A tracer follows requests from where they are made to where they are known.
type tracer struct {
	e     *evaluator
	graph *graph
	judge *judge
	seen  map[string]bool

	found  []finding
	missed []miss
}

// A finding is a reachable request that the catalog has an operation for.
type finding struct {
	*request
	op     catalog.Operation
	query  string
	sure   bool // that the server is the catalog's
	length int  // of the call path
}

// A miss is a reachable request that may be one to the catalog's API, but
// cannot be told.
type miss struct {
	*request
	verdict
	length int
}

// farthest is how many calls a request is followed up.
const farthest = 24

func newTracer(g *graph, c *catalog.Catalog) *tracer {
	return &tracer{e: newEvaluator(g), graph: g, judge: newJudge(c), seen: make(map[string]bool)}
}

// run follows every request of the graph.
func (t *tracer) run() {
	fns := make([]*ssa.Function, 0, len(t.graph.parent))
	for fn := range t.graph.parent {
		fns = append(fns, fn)
	}
	slices.SortFunc(fns, func(a, b *ssa.Function) int { // the map has no order
		return cmp.Or(cmp.Compare(a.Pos(), b.Pos()), strings.Compare(a.String(), b.String()))
	})
	for _, fn := range fns {
		for _, r := range t.e.requestsIn(fn) {
			t.follow(r)
		}
	}
}

// follow judges a request, and goes on in the callers with the lines that
// depend on them.
func (t *tracer) follow(r *request) {
	key := r.key()
	if t.seen[key] {
		return
	}
	t.seen[key] = true
	var open []text
	for _, line := range t.basesFilled(r.lines) {
		v := t.judge.judge(line)
		switch {
		case v.kind == undecided && line.param() != nil && len(r.calls) < farthest:
			open = append(open, line)
		default:
			t.record(r, line, v)
		}
	}
	if len(open) > 0 {
		t.ascend(&request{fn: r.fn, lines: open, body: r.body, calls: r.calls})
	}
}

// basesFilled replaces a URL's beginning that is kept in a field, a client's base
// URL, by what the program stores there. Other fields wait: the callers may
// tell which value belongs to which.
func (t *tracer) basesFilled(lines []text) []text {
	var all []text
	for _, line := range lines {
		_, url := line.cut(func(s string) int { return strings.IndexByte(s, ' ') })
		base := (*hole)(nil)
		if len(url.parts) > 1 && url.parts[0].lit == " " {
			base = url.parts[1].hole
		}
		if base == nil || len(base.path) == 0 {
			all = append(all, line)
			continue
		}
		all = append(all, fill([]text{line}, func(h *hole) ([]text, bool) {
			if h != base {
				return nil, false
			}
			return t.e.anywhere(h.path), true
		})...)
	}
	return unique(all)
}

// ascend follows the open lines of a request into the callers.
func (t *tracer) ascend(r *request) {
	var own []text
	outer := make(map[*ssa.Function][]text) // by the enclosing function whose parameter is missing
	for _, line := range r.lines {
		if fn := line.param().param.Parent(); fn != r.fn {
			outer[fn] = append(outer[fn], line)
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
	followed := false
	for _, c := range t.graph.in[r.fn] {
		if c.site == nil || slices.ContainsFunc(r.calls, func(d call) bool { return d.caller == c.caller }) {
			continue
		}
		followed = true
		t.follow(&request{
			fn: c.caller, lines: t.e.instantiate(own, c.callee, c.site),
			body: t.bodyInCaller(r.body, c), calls: append([]call{c}, r.calls...),
		})
	}
	if followed {
		return
	}
	for _, line := range fill(own, func(h *hole) ([]text, bool) { return t.e.unfilled(h), true }) {
		t.record(r, line, t.judge.judge(line))
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

func (t *tracer) record(r *request, line text, v verdict) {
	length := len(t.graph.path(r.fn)) + len(r.calls)
	switch v.kind {
	case matched, atSomeHost:
		t.found = append(t.found, finding{request: r, op: v.op, query: v.query, sure: v.kind == matched || t.ours(r), length: length})
	case noSuch, undecided:
		if t.ours(r) || t.toOurs(line) {
			t.missed = append(t.missed, miss{request: r, verdict: v, length: length})
		}
	}
}

// toOurs reports whether a request goes to a server of the catalog.
func (t *tracer) toOurs(line text) bool {
	_, url := line.cut(func(s string) int { return strings.IndexByte(s, ' ') })
	server, _, _ := address(strings.TrimPrefix(url.String(), " "))
	return t.judge.servers[server]
}

// ours reports whether a request whose server is not known is likely one to the
// catalog's: it is made by the catalog's client or through it, by a package that
// imports that client, or by one that is named for the catalog. What such a
// package asks of another client, of Kubernetes say, is that client's.
func (t *tracer) ours(r *request) bool {
	evidence := t.judge.catalog.Evidence()
	isClient := func(path string) bool {
		return slices.ContainsFunc(evidence.Imports, func(imp string) bool { return path == imp || strings.HasPrefix(path, imp+"/") })
	}
	for i, c := range r.calls {
		pkg := packageOf(c.caller)
		switch {
		case pkg == nil:
		case isClient(pkg.Path()):
			return true
		case i == len(r.calls)-1:
			imports := slices.ContainsFunc(pkg.Imports(), func(p *types.Package) bool { return isClient(p.Path()) })
			return imports || slices.ContainsFunc(evidence.Words, func(w string) bool { return strings.Contains(pkg.Path(), w) })
		}
	}
	return false
}

func (r *request) key() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%p", r.fn)
	for _, line := range r.lines {
		b.WriteString("\n" + line.key())
	}
	for _, v := range r.body {
		fmt.Fprintf(&b, "\n%p", v)
	}
	return b.String()
}
