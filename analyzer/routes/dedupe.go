package routes

import (
	"cmp"
	"go/ast"
	"go/token"
	"slices"
)

// dedupe drops what the same registration says twice, because two functions
// lead to it, and what it says with less knowledge: the base path of a
// generated Handler function is unknown in one of its three forms.
func dedupe(all []*Route) []*Route {
	known := make(map[ast.Node]bool)
	for _, r := range all {
		if !r.Outside.IsValid() && !r.Dynamic {
			known[r.Call] = true
		}
	}
	type key struct {
		method, host, path string
		pos                token.Pos
	}
	best := make(map[key]*Route)
	var kept []*Route
	for _, r := range all {
		if known[r.Call] && (r.Dynamic || r.Outside.IsValid()) {
			continue
		}
		k := key{r.Method, r.Host, r.Path, r.Pos}
		old, ok := best[k]
		if !ok {
			best[k] = r
			kept = append(kept, r)
			continue
		}
		if len(r.Guards) < len(old.Guards) { // each way in must be guarded
			*old = *r
		}
	}
	weaken(kept)
	slices.SortStableFunc(kept, func(a, b *Route) int { return cmp.Compare(a.Pos, b.Pos) })
	return kept
}

// weaken takes back what is said of a route that is registered elsewhere, too,
// with less of a guard: which of the registrations counts is not known.
func weaken(all []*Route) {
	type key struct {
		root               *node
		method, host, path string
	}
	weak := make(map[key]*Route)
	for _, r := range all {
		if r.State != Guarded {
			weak[key{r.root, r.Method, r.Host, r.Path}] = r
		}
	}
	for _, r := range all {
		other := weak[key{r.root, r.Method, r.Host, r.Path}]
		if r.root == nil || r.State != Guarded || other == nil {
			continue
		}
		r.Guards, r.State = nil, Unproven
		r.Evidence = append(r.Evidence, Evidence{Reason: Conditional, Pos: other.Pos, Text: "it is registered without the guard, too, under another condition"})
	}
}
