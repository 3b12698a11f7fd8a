package needs

import (
	"fmt"
	"go/types"
	"strings"
	"sync"

	"golang.org/x/tools/go/ssa"

	"github.com/scopelint/scopelint/catalog"
)

// A tracer follows requests from where they are made to where they are known.
type tracer struct {
	e     *evaluator
	graph *graph
	judge *judge
	seen  map[string]bool

	bare     *bare
	evidence *evidence
	own      map[*types.Package]bool // of the program's module
	scan     *scan
	naming   map[*types.Package]bool // those that name the catalog's server

	found  []finding
	missed []miss
	strays []miss // which count only beside evidence

	rerouted  func() bool                // see transported
	read      func() map[*types.Var]bool // fields
	unknown   []unknownCall
	commands  []subprocess
	mentioned []mention
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
	torn   bool // another server may be asked
}

// farthest is how many calls a request is followed up.
const farthest = 24

func newTracer(g *graph, c *catalog.Catalog, own map[*types.Package]bool) *tracer {
	e, evidence := newEvaluator(g), newEvidence(c)
	scan := newScan(g, evidence)
	t := &tracer{
		e: e, graph: g, judge: newJudge(c), seen: make(map[string]bool), bare: newBare(e, c),
		evidence: evidence, own: own, scan: scan, naming: scan.naming(),
	}
	t.read, t.rerouted = sync.OnceValue(t.fieldsRead), sync.OnceValue(t.transported)
	return t
}

// run follows every request of the graph.
func (t *tracer) run() { t.runIn(t.graph.parent) }

// runIn follows the requests that some functions of the graph make.
func (t *tracer) runIn(some map[*ssa.Function]call) {
	for _, fn := range inOrder(some) {
		if isDescribed(packageOf(fn)) {
			continue
		}
		for _, r := range t.e.requestsIn(fn) {
			t.follow(r)
		}
	}
	if len(t.strays) > 0 && t.related() {
		t.missed = append(t.missed, t.strays...)
	}
	t.commands = t.subprocesses() // first: what they use is no mention
	t.mentioned = t.mentions()
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
		case len(r.calls) == farthest:
			t.record(r, line, v)
		case v.kind == undecided && line.param() != nil, v.kind == atSomeHost && hasServerParam(line):
			open = append(open, line)
		case openQuery(line, v):
			open = append(open, pathClosed(line))
		case t.openBody(r, v):
			open = append(open, line.closed())
		case line.param() != nil && v.kind != elsewhere:
			t.narrow(r, line, v)
		default:
			t.record(r, line, v)
		}
	}
	if len(open) > 0 {
		t.ascend(&request{fn: r.fn, lines: open, body: r.body, calls: r.calls})
	}
}

// basesFilled replaces a URL's beginning that is kept in a field, a client's base
// URL, by what the program stores there; by the constants alone where there are any,
// because whatever else may replace them is meant to serve the same paths. Other
// fields wait: the callers may tell which value belongs to which.
func (t *tracer) basesFilled(lines []text) []text {
	var all []text
	for _, line := range lines {
		base := baseOf(line)
		if base == nil {
			all = append(all, line)
			continue
		}
		all = append(all, fill([]text{line}, func(h *hole) ([]text, bool) {
			if h != base {
				return nil, false
			}
			values := bases(t.e.anywhere(h.param, h.path))
			if severalServers(values) {
				return nil, false // the callers tell whose it is
			}
			return values, true
		})...)
	}
	return unique(all)
}

// hasServerParam reports whether a caller may tell the server of a line.
func hasServerParam(line text) bool {
	_, url := line.cut(func(s string) int { return strings.IndexByte(s, ' ') })
	for _, p := range url.parts {
		switch {
		case p.hole != nil:
			return p.hole.param != nil
		case p.lit != " " && !strings.HasSuffix(p.lit, "://"):
			return false
		}
	}
	return false
}

// bases are the constant URLs among texts, or all if there is none.
func bases(texts []text) []text {
	var urls []text
	for _, t := range texts {
		if s, ok := t.constant(); ok && strings.Contains(s, "://") {
			urls = append(urls, t)
		}
	}
	if urls != nil {
		return urls
	}
	return texts
}

// baseOf is the field that a URL begins with, or that begins what is resolved
// in the context of another URL; nil if there is none or nothing follows.
func baseOf(line text) *hole {
	_, url := line.cut(func(s string) int { return strings.IndexByte(s, ' ') })
	for i, p := range url.parts {
		if p.hole == nil {
			if server, path, _ := address(strings.TrimPrefix(p.lit, " ")); i == 0 && (p.lit == " " || server != "" && path == "/") {
				continue
			}
			return nil
		}
		if len(p.hole.path) > 0 && i < len(url.parts)-1 {
			return p.hole
		}
		return nil
	}
	return nil
}

// record keeps what a request line turned out to be; relation.go says when it
// has to do with the catalog's server at all.
func (t *tracer) record(r *request, line text, v verdict) {
	length := len(t.graph.path(r.fn)) + len(r.calls)
	m := miss{request: r, verdict: v, length: length, torn: line.torn}
	switch {
	case v.kind == elsewhere:
	case v.kind == matched && line.torn:
		t.found = append(t.found, finding{request: r, op: v.op, query: v.query, length: length})
		t.missed = append(t.missed, m)
	case v.kind == matched, v.kind == atSomeHost && (t.ours(r) || isRelative(line) && t.rerouted()):
		t.found = append(t.found, finding{request: r, op: v.op, query: v.query, sure: true, length: length})
	case v.kind == atSomeHost:
		if t.judge.versioned(v.op.Path) && t.tied(r) {
			m.torn = true
			t.found = append(t.found, finding{request: r, op: v.op, query: v.query, length: length})
			t.missed = append(t.missed, m)
		}
	case !t.toOurs(line) && !strings.Contains(line.String(), "@") && t.bare.isBare(r): // needs no scope
	case t.ours(r) || t.toOurs(line) || t.judge.versioned(v.path()) && t.tied(r):
		t.missed = append(t.missed, m)
	case wholly(v) && t.mayAskOurs(packageOf(r.calls[len(r.calls)-1].caller)):
		t.strays = append(t.strays, m)
	}
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
