package catalog

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/catalog/stem"
)

// An Edition is one of two states of an API's scopes that are compared: a
// catalog's, or what a specification says.
type Edition struct {
	Scopes     []Scope
	Operations []Operation

	// AskedOnly means that the scopes are those that operations ask for, and
	// that others may exist.
	AskedOnly bool

	// Catalog is the catalog that it is; nil for a specification, which knows no
	// aliases and renamings.
	Catalog *Catalog
}

// Edition is the catalog as it is compared with another, without operations of
// which only a draft is known.
func (c *Catalog) Edition() Edition {
	return Edition{Scopes: c.Scopes(), Operations: slices.DeleteFunc(c.Operations(), Operation.Draft), Catalog: c}
}

// A Change is one difference between two editions.
type Change struct {
	Kind     ChangeKind `json:"kind"`
	Old      string     `json:"old,omitempty"` // a scope, or an operation's method and path
	New      string     `json:"new,omitempty"`
	OldValue string     `json:"oldValue,omitempty"` // what is said of it: what an operation asks for, say
	NewValue string     `json:"newValue,omitempty"`

	// Evidence tells why two names are taken for one.
	Evidence string `json:"evidence,omitempty"`
}

// ChangeKind tells what happened to a scope or an operation.
type ChangeKind string

const (
	Added   ChangeKind = "added"
	Removed ChangeKind = "removed"
	Renamed ChangeKind = "renamed" // for an operation: its path or method is another one
	Changed ChangeKind = "changed" // something else that is said of it
)

// A Difference is all that two editions differ in. What only serves messages
// (synonyms, evidence, the catalogs' names) is not compared.
type Difference struct {
	Scopes     []Change `json:"scopes"`
	Operations []Change `json:"operations"`
}

// Same reports whether there is no difference.
func (d *Difference) Same() bool { return len(d.Scopes)+len(d.Operations) == 0 }

// Diff compares two editions.
func Diff(old, new Edition) *Difference {
	old, new = old.heldBy(new.Catalog), new.heldBy(old.Catalog)
	c := comparison{old: side(old, old, new), new: side(new, old, new), renamed: make(map[string]string), back: make(map[string]string)}
	c.pairScopes()
	c.pairOperations()
	d := &Difference{Scopes: []Change{}, Operations: []Change{}}
	c.diffScopes(d)
	c.diffOperations(d)
	return d
}

// heldBy is a specification without what the catalog it is compared with could
// not hold, for want of grammar.
func (e Edition) heldBy(c *Catalog) Edition {
	if c == nil || e.Catalog != nil {
		return e
	}
	unfit := func(scope string) bool { return !c.free && len(c.splits(scope, strict)) == 0 }
	e.Scopes = slices.DeleteFunc(slices.Clone(e.Scopes), func(s Scope) bool { return unfit(s.Name) })
	var held []Operation
	for _, op := range e.Operations {
		if op, ok := op.Without(unfit); ok {
			held = append(held, op)
		}
	}
	e.Operations = held
	return e
}

// A comparison is two editions with what is known to be one in both.
type comparison struct {
	old, new edition
	renamed  map[string]string // scopes, from old to new
	back     map[string]string // and from new to old
	evidence map[string]string // of renamed
	moved    map[string]string // operations, by their keys, from old to new
	movedBy  map[string]string // why
}

// edition is an [Edition] with indexes.
type edition struct {
	Edition
	scopes map[string]Scope
	ops    map[string]Operation
	keys   []string // of ops, in their order
}

// side prepares one of two editions: aliases beside granular scopes are
// dropped, and scopes that the other edition could not know.
func side(e, a, b Edition) edition {
	isAlias := func(scope string) bool {
		return a.Catalog != nil && a.Catalog.IsAlias(scope) || b.Catalog != nil && b.Catalog.IsAlias(scope)
	}
	s := edition{Edition: e, scopes: make(map[string]Scope), ops: make(map[string]Operation)}
	asked := make(map[string]bool)
	for _, op := range e.Operations {
		op.Scopes = dropAliases(op.Scopes, isAlias)
		key := operationKey(op.Method, op.Path)
		s.ops[key] = op
		s.keys = append(s.keys, key)
		for _, scope := range slices.Concat(op.Scopes...) {
			asked[scope] = true
		}
	}
	for _, scope := range e.Scopes {
		if !a.AskedOnly && !b.AskedOnly || asked[scope.Name] {
			s.scopes[scope.Name] = scope
		}
	}
	return s
}

// gone lists what old has and new has not.
func gone[V any](old, new map[string]V) []string {
	var names []string
	for name := range old {
		if _, ok := new[name]; !ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// pairScopes finds the scopes that have another name in the new edition.
func (c *comparison) pairScopes() {
	c.evidence = make(map[string]string)
	removed, added := gone(c.old.scopes, c.new.scopes), gone(c.new.scopes, c.old.scopes)
	for _, by := range []struct {
		evidence string
		same     func(old, new string) bool
	}{
		{"the new catalog says so", c.saysRenamed},
		{"the old side says that the names were changed the other way round: the new side is behind, or the old one is wrong", c.saidRenamed},
		{"the same operations ask for it", c.replaces},
		{"it looks alike", func(old, new string) bool { return stems(old) == stems(new) }},
	} {
		for _, pair := range uniquePairs(removed, added, by.same) {
			if c.renamed[pair[0]] == "" && c.back[pair[1]] == "" {
				c.renamed[pair[0]], c.back[pair[1]], c.evidence[pair[0]] = pair[1], pair[0], by.evidence
			}
		}
	}
}

// uniquePairs lists the pairs that are the same and of which neither is the
// same as a third.
func uniquePairs(olds, news []string, same func(old, new string) bool) [][2]string {
	var pairs [][2]string
	times := make(map[string]int)
	for _, old := range olds {
		for _, new := range news {
			if same(old, new) {
				pairs = append(pairs, [2]string{old, new})
				times["-"+old]++
				times["+"+new]++
			}
		}
	}
	return slices.DeleteFunc(pairs, func(p [2]string) bool { return times["-"+p[0]] > 1 || times["+"+p[1]] > 1 })
}

// stems is what two names have in common that differ in case, separators and
// the number of their words.
func stems(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return strings.ContainsRune(":/.|-_", r) })
	for i, w := range words {
		words[i] = stem.Of(w)
	}
	return strings.Join(words, " ")
}

func (c *comparison) saysRenamed(old, new string) bool {
	if c.new.Catalog == nil {
		return false
	}
	r, ok := c.new.Catalog.Renamed(old)
	return ok && r.To == new
}

// saidRenamed reports whether the old edition knows the scopes the other way
// round.
func (c *comparison) saidRenamed(old, new string) bool {
	if c.old.Catalog == nil {
		return false
	}
	r, ok := c.old.Catalog.Renamed(new)
	return ok && r.To == old
}

// replaces reports whether every operation that asked for the old scope and is
// still there asks for the new one instead, and no other does.
func (c *comparison) replaces(old, new string) bool {
	n := 0
	for key, before := range c.old.ops {
		after, ok := c.new.ops[key]
		if !ok {
			continue
		}
		had, has := asks(before, old), asks(after, new)
		if had != has {
			return false
		}
		if had {
			n++
		}
	}
	return n > 0
}

// corrected tells which scope that both editions have the operations ask for
// now that asked for one that is gone.
func (c *comparison) corrected(scope string) string {
	instead, n := "", 0
	for key, before := range c.old.ops {
		after, ok := c.new.ops[key]
		if !ok || !asks(before, scope) {
			continue
		}
		now := slices.DeleteFunc(slices.Concat(after.Scopes...), func(s string) bool { return asks(before, s) })
		if len(now) != 1 || instead != "" && now[0] != instead {
			return ""
		}
		instead = now[0]
		n++
	}
	switch n {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf("the operation that asked for it asks for %s now: if that is a correction, it is %q = %q below [[renamed]]", instead, scope, instead)
	}
	return fmt.Sprintf("the %d operations that asked for it ask for %s now: if that is a correction, it is %q = %q below [[renamed]]", n, instead, scope, instead)
}

// superseded tells of a scope that only the new edition has what the old one
// says: it knows better.
func (c *comparison) superseded(scope string) string {
	if c.old.Catalog == nil {
		return ""
	}
	r, ok := c.old.Catalog.Renamed(scope)
	if !ok {
		return ""
	}
	text := "the old side calls it " + r.To
	if r.Date != "" {
		text += " since " + r.Date
	}
	if r.Source != "" {
		text += " (" + r.Source + ")"
	}
	return text + ": the new side is behind, or the old one is wrong"
}

func asks(op Operation, scope string) bool {
	return slices.ContainsFunc(op.Scopes, func(all []string) bool { return slices.Contains(all, scope) })
}

// pairOperations finds the operations that have another path or method.
func (c *comparison) pairOperations() {
	c.moved, c.movedBy = make(map[string]string), make(map[string]string)
	back := make(map[string]bool)
	removed, added := gone(c.old.ops, c.new.ops), gone(c.new.ops, c.old.ops)
	for _, by := range []struct {
		evidence string
		same     func(old, new string) bool
	}{
		{"it has the same ID", func(old, new string) bool {
			return c.old.ops[old].ID != "" && c.old.ops[old].ID == c.new.ops[new].ID
		}},
		{"one word of its path differs", func(old, new string) bool {
			return c.sameDemand(c.old.ops[old], c.new.ops[new]) && oneWordDiffers(old, new)
		}},
	} {
		for _, pair := range uniquePairs(removed, added, by.same) {
			if c.moved[pair[0]] == "" && !back[pair[1]] {
				c.moved[pair[0]], c.movedBy[pair[0]], back[pair[1]] = pair[1], by.evidence, true
			}
		}
	}
}

// oneWordDiffers reports whether two operations of one method differ in one
// word of their paths, parameters aside.
func oneWordDiffers(old, new string) bool {
	a, b := strings.Split(old, "/"), strings.Split(new, "/")
	if len(a) != len(b) || len(a) < 3 {
		return false
	}
	n := 0
	for i := range a {
		if a[i] == b[i] {
			continue
		}
		if i == 0 || a[i] == "{}" || b[i] == "{}" {
			return false
		}
		n++
	}
	return n == 1
}

// sameDemand reports whether two operations ask for the same, by whatever
// names.
func (c *comparison) sameDemand(old, new Operation) bool {
	return demandText(old.Scopes, c.renamed) == demandText(new.Scopes, nil)
}

// demandText writes what an operation asks for, in an order of its own: "a:read
// + b:read | c:read". It is "nothing" if no scope is needed.
func demandText(alternatives [][]string, renamed map[string]string) string {
	if len(alternatives) == 0 {
		return "nothing"
	}
	texts := make([]string, len(alternatives))
	for i, all := range alternatives {
		all = slices.Clone(all)
		for j := range all {
			all[j] = cmp.Or(renamed[all[j]], all[j])
		}
		slices.Sort(all)
		texts[i] = strings.Join(slices.Compact(all), " + ")
	}
	slices.Sort(texts)
	return strings.Join(slices.Compact(texts), " | ")
}

func (c *comparison) diffScopes(d *Difference) {
	for _, name := range gone(c.old.scopes, c.new.scopes) {
		if to := c.renamed[name]; to != "" {
			d.Scopes = append(d.Scopes, Change{Kind: Renamed, Old: name, New: to, Evidence: c.evidence[name]})
			continue
		}
		d.Scopes = append(d.Scopes, Change{Kind: Removed, Old: name, OldValue: c.old.scopes[name].Description, Evidence: c.corrected(name)})
	}
	for _, name := range gone(c.new.scopes, c.old.scopes) {
		if c.back[name] == "" {
			d.Scopes = append(d.Scopes, Change{Kind: Added, New: name, NewValue: c.new.scopes[name].Description, Evidence: c.superseded(name)})
		}
	}
	for _, s := range c.old.Scopes {
		name := cmp.Or(c.renamed[s.Name], s.Name)
		t, ok := c.new.scopes[name]
		if _, compared := c.old.scopes[s.Name]; !compared || !ok {
			continue
		}
		for _, v := range c.said(s, t) {
			if v[0] != v[1] {
				d.Scopes = append(d.Scopes, Change{Kind: Changed, Old: s.Name, New: name, OldValue: v[0], NewValue: v[1]})
			}
		}
	}
}

// said lists what the two editions say of one scope: its status, what it
// grants, its description. A specification says less than a catalog.
func (c *comparison) said(old, new Scope) [][2]string {
	var said [][2]string
	if !c.old.AskedOnly && !c.new.AskedOnly {
		said = append(said, [2]string{string(old.Status), string(new.Status)})
	}
	if c.old.Catalog != nil && c.new.Catalog != nil {
		said = append(said, [2]string{c.old.Catalog.grants(old.Name, c.renamed), c.new.Catalog.grants(new.Name, nil)})
	}
	if old.Description != "" && new.Description != "" {
		said = append(said, [2]string{old.Description, new.Description})
	}
	return said
}

// grants words what a scope grants beside itself.
func (c *Catalog) grants(scope string, renamed map[string]string) string {
	patterns := slices.Concat(c.aliases[scope], c.implies[scope])
	if len(patterns) == 0 {
		return "grants nothing else"
	}
	for i, p := range patterns {
		patterns[i] = cmp.Or(renamed[p], p)
	}
	slices.Sort(patterns)
	word := "implies "
	if c.IsAlias(scope) {
		word = "is an alias for "
	}
	return word + strings.Join(slices.Compact(patterns), ", ")
}

func (c *comparison) diffOperations(d *Difference) {
	arrived := make(map[string]bool)
	for _, key := range c.old.keys {
		before := c.old.ops[key]
		to := cmp.Or(c.moved[key], key)
		after, ok := c.new.ops[to]
		switch {
		case !ok:
			d.Operations = append(d.Operations, Change{Kind: Removed, Old: before.String(), OldValue: demandText(before.Scopes, nil)})
			continue
		case to != key:
			arrived[to] = true
			d.Operations = append(d.Operations, Change{Kind: Renamed, Old: before.String(), New: after.String(), Evidence: c.movedBy[key]})
		}
		if !c.sameDemand(before, after) {
			d.Operations = append(d.Operations, Change{
				Kind: Changed, Old: before.String(), New: after.String(),
				OldValue: demandText(before.Scopes, nil), NewValue: demandText(after.Scopes, nil),
			})
		}
	}
	for _, key := range c.new.keys {
		if _, ok := c.old.ops[key]; !ok && !arrived[key] {
			op := c.new.ops[key]
			d.Operations = append(d.Operations, Change{Kind: Added, New: op.String(), NewValue: demandText(op.Scopes, nil)})
		}
	}
}
