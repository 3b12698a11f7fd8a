package needs

import (
	"fmt"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A text is one value that a string, or a URL, may have: literals and holes.
type text struct {
	parts  []part
	guards []guard
	picks  []pick
	torn   bool // of a field that has other values for other objects (objects.go)
}

// A part is a literal or, with hole set, something unknown.
type part struct {
	lit  string
	hole *hole
}

// A hole is a value that depends on a parameter of a function: the parameter
// itself, or a field of what it is or points to. The zero hole is anything.
type hole struct {
	param *ssa.Parameter
	path  []*types.Var

	options bool  // the query that go-querystring makes of it
	each    *each // its elements, one behind the other
	many    bool  // any number of elements of a path
}

// each tells how a list of strings is written: what stands before and behind each of
// them, and what between two.
type each struct{ before, behind, between string }

// A guard is a comparison that must hold for a text to be the value.
type guard struct {
	left, right text
	equal       bool
}

// unknown is the hole that nothing will fill.
var unknown = &hole{}

// most is how many values of one string are told apart.
const most = 24

// several is the hole for a list of which nothing is known, not even its length.
var several = &hole{many: true}

func literal(s string) text { return text{parts: []part{{lit: s}}} }
func holeText(h *hole) text { return text{parts: []part{{hole: h}}} }
func unknownTexts() []text  { return []text{holeText(unknown)} }
func literals(ss ...string) (ts []text) {
	for _, s := range ss {
		ts = append(ts, literal(s))
	}
	return ts
}

// String writes every hole as {}, or {*}.
func (t text) String() string {
	var b strings.Builder
	for _, p := range t.parts {
		switch {
		case p.hole != nil && p.hole.many:
			b.WriteString("{*}")
		case p.hole != nil:
			b.WriteString("{}")
		default:
			b.WriteString(p.lit)
		}
	}
	return b.String()
}

// constant is the text's value if it has no holes.
func (t text) constant() (string, bool) {
	for _, p := range t.parts {
		if p.hole != nil {
			return "", false
		}
	}
	return t.String(), true
}

// param is the first hole that a caller can fill, of the text or, failing that,
// of its guards.
func (t text) param() *hole {
	parts := t.parts
	for _, g := range t.guards {
		parts = slices.Concat(parts, g.left.parts, g.right.parts)
	}
	for _, p := range parts {
		if p.hole != nil && p.hole.param != nil {
			return p.hole
		}
	}
	return nil
}

func (t text) guardedBy(guards []guard) text {
	t.guards = guards
	return t
}

// closed is the text with nothing left to fill but its guards.
func (t text) closed() text {
	t.parts = slices.Clone(t.parts)
	for i, p := range t.parts {
		if p.hole != nil && p.hole.param != nil {
			t.parts[i].hole = unknown
		}
	}
	return t
}

// join concatenates; the guards of all texts hold for the result.
func join(texts ...text) text {
	var t text
	for _, u := range texts {
		for _, p := range u.parts {
			if n := len(t.parts); n > 0 && p.hole == nil && t.parts[n-1].hole == nil {
				t.parts[n-1].lit += p.lit
				continue
			}
			t.parts = append(t.parts, p)
		}
		t.guards = append(t.guards, u.guards...)
		t.picks = merged(t.picks, u.picks)
		t.torn = t.torn || u.torn
	}
	return t
}

// product joins every combination that one run can have.
func product(lists ...[]text) []text {
	all := []text{{}}
	for i, list := range lists {
		var next []text
		for _, head := range all {
			for _, tail := range list {
				if !conflict(head, tail) {
					next = append(next, join(head, tail))
				}
			}
		}
		if next == nil && len(all) > 0 && len(list) > 0 { // no run has any: rather too many than none
			rest := [][]text{unpicked(all, nil)}
			for _, list := range lists[i:] {
				rest = append(rest, unpicked(list, nil))
			}
			return product(rest...)
		}
		all = unique(next)
	}
	return all
}

// unique drops repeated values; what is beyond the most becomes an unknown one.
func unique(texts []text) []text {
	if len(texts) <= 1 {
		return texts
	}
	seen := make(map[string]bool, len(texts))
	var kept []text
	for _, t := range texts {
		key := t.key()
		if seen[key] {
			continue
		}
		seen[key] = true
		if len(kept) == most {
			if less := unpicked(texts, nil); len(less) < len(texts) {
				return less
			}
			return append(kept[:most-1:most-1], onServerOf(texts))
		}
		kept = append(kept, t)
	}
	return kept
}

// onServerOf is something unknown on the server that all of some URLs name; they may have
// more in common, which would look like a path with a parameter.
func onServerOf(urls []text) text {
	common := urls[0].lead()
	for _, u := range urls {
		n := 0
		for lead := u.lead(); n < min(len(common), len(lead)) && common[n] == lead[n]; n++ {
		}
		common = common[:n]
	}
	_, rest, _ := strings.Cut(common, "://")
	if host, _, ok := strings.Cut(rest, "/"); ok && host != "" {
		return join(literal(strings.TrimSuffix(common, rest)+host+"/"), holeText(unknown))
	}
	return holeText(unknown)
}

// lead is the literal that a text begins with.
func (t text) lead() string {
	if len(t.parts) == 0 {
		return ""
	}
	return t.parts[0].lit
}

// key tells texts apart that String does not.
func (t text) key() string {
	var b strings.Builder
	for _, p := range t.parts {
		if p.hole == nil {
			b.WriteString(p.lit)
			continue
		}
		b.WriteByte(0)
		if p.hole.many {
			b.WriteByte('*')
		}
		if p.hole.param != nil {
			fmt.Fprint(&b, p.hole.param.Parent(), " ", p.hole.param.Name(), p.hole.options)
		}
		if p.hole.each != nil {
			fmt.Fprintf(&b, "%q", *p.hole.each)
		}
		for _, f := range p.hole.path {
			b.WriteString("." + f.Name())
		}
		b.WriteByte(0)
	}
	for _, p := range t.picks {
		fmt.Fprintf(&b, "\x02%v %v", identity(p.of), identity(p.at))
	}
	if t.torn {
		b.WriteByte(3)
	}
	for _, g := range t.guards {
		b.WriteByte(1)
		b.WriteString(g.left.key() + " " + g.right.key())
		if g.equal {
			b.WriteByte('=')
		}
	}
	return b.String()
}

// each applies f to a text's literals.
func (t text) each(f func(string) string) text {
	u := t
	u.parts = slices.Clone(t.parts)
	for i, p := range u.parts {
		if p.hole == nil {
			u.parts[i].lit = f(p.lit)
		}
	}
	return u
}

// fill replaces holes: with gives the values of one, or false to leave it. A
// combination whose guards cannot hold is left out.
func fill(texts []text, with func(*hole) ([]text, bool)) []text {
	var all []text
	for _, t := range texts {
		for _, u := range fillParts(t.parts, with) {
			guards, possible := fillGuards(t.guards, with)
			if !possible {
				continue
			}
			if conflict(t, u) {
				continue
			}
			u.guards = append(u.guards, guards...)
			u.picks, u.torn = merged(t.picks, u.picks), t.torn || u.torn
			all = append(all, u)
		}
	}
	return unique(all)
}

func fillParts(parts []part, with func(*hole) ([]text, bool)) []text {
	lists := make([][]text, len(parts))
	for i, p := range parts {
		lists[i] = []text{{parts: []part{p}}}
		if p.hole == nil || p.hole.param == nil {
			continue
		}
		if values, ok := with(p.hole); ok {
			lists[i] = values
		}
	}
	return product(lists...)
}

// fillGuards returns the guards that are still open, and whether those decided
// hold.
func fillGuards(guards []guard, with func(*hole) ([]text, bool)) ([]guard, bool) {
	var open []guard
	for _, g := range guards {
		lefts, rights := fillParts(g.left.parts, with), fillParts(g.right.parts, with)
		if len(lefts) != 1 || len(rights) != 1 {
			continue // one of several values: it may hold
		}
		g.left, g.right = lefts[0], rights[0]
		equal, decided := g.left.equals(g.right)
		switch {
		case decided && equal != g.equal:
			return nil, false
		case !decided && (g.left.param() != nil || g.right.param() != nil):
			open = append(open, g)
		}
	}
	return open, true
}

// equals compares, if that can be decided.
func (t text) equals(u text) (equal, decided bool) {
	a, aConst := t.constant()
	b, bConst := u.constant()
	switch {
	case aConst && bConst:
		return a == b, true
	case aConst:
		return false, !u.mayBe(a)
	case bConst:
		return false, !t.mayBe(b)
	}
	return false, false
}

// mayBe reports whether s starts and ends like the text.
func (t text) mayBe(s string) bool {
	first, last := t.parts[0], t.parts[len(t.parts)-1]
	return (first.hole != nil || strings.HasPrefix(s, first.lit)) && (last.hole != nil || strings.HasSuffix(s, last.lit))
}
