package catalog

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/scopelint/scopelint/catalog/near"
	"github.com/scopelint/scopelint/catalog/stem"
)

// newList makes a catalog that is nothing but a list of names: no grammar takes
// them apart.
func newList(name string) *Catalog {
	c := &Catalog{
		name: name, free: true,
		index: make(map[string]int), folded: make(map[string]string), actions: make(map[string][]string),
		stems: make(map[string]string), words: make(map[string]bool), aliases: make(map[string][]string),
		implies: make(map[string][]string), hints: make(map[string][]string), renamed: make(map[string]Renaming),
		synonyms: make(map[string]string), distinct: make(map[[2]string]bool), paths: make(map[string]string),
		twins: make(map[string]string), operations: func() *operations { return new(operations) },
	}
	c.vocabulary = sync.OnceValue(c.readVocabulary)
	return c
}

// addToList adds a scope with what it grants and what it seems to grant.
func (c *Catalog) addToList(s Scope, grants, hints []string) {
	if s.Status == Retired || s.Status == Wrong {
		c.past = append(c.past, s)
		return
	}
	if s.Status == Current {
		s.Status = Listed
	}
	c.add(Name{}, s)
	if len(grants) > 0 {
		c.implies[s.Name] = grants
	}
	if len(hints) > 0 {
		c.hints[s.Name] = hints
	}
	key := stem.Fold(s.Name)
	if _, twice := c.folded[key]; twice {
		c.folded[key] = "" // nothing tells which one a misspelt name is
		return
	}
	c.folded[key] = s.Name
}

// finishList knows past names whose successor is a scope.
func (c *Catalog) finishList() {
	for _, s := range c.past {
		if c.has(s.Instead) {
			c.renamed[s.Name] = Renaming{From: s.Name, To: s.Instead, Source: s.Source}
		}
	}
}

// tokens takes a name of any form apart into its words, in lower case:
// "user:read.email", "User.ReadEmail" and "user-read-email" have the same.
func tokens(name string) []string {
	var list []string
	start := -1
	var before rune
	for i, r := range name {
		letter := unicode.IsLetter(r) || unicode.IsDigit(r) || r == '*'
		if start >= 0 && (!letter || unicode.IsUpper(r) && unicode.IsLower(before)) {
			list = append(list, strings.ToLower(name[start:i]))
			start = -1
		}
		if letter && start < 0 {
			start = i
		}
		before = r
	}
	if start >= 0 {
		list = append(list, strings.ToLower(name[start:]))
	}
	return list
}

// suggestFromList finds the scope that name most likely meant by its words: the
// same words in another order or with other separators, the end of a longer
// name, or words that are misspelt. It abstains on ties.
func (c *Catalog) suggestFromList(name string) (string, bool) {
	have := spell(name)
	if len(have.words) == 0 {
		return "", false
	}
	v := c.vocabulary()
	best := guess{cost: costLimit + 1}
	for i := range c.scopes {
		best.consider(c.scopes[i].Name, v.cost(have, v.spelt[i]))
	}
	if best.scope == "" || best.tie {
		to, rival := c.nearly(name)
		return to, to != "" && !rival
	}
	return best.scope, !c.IsAlias(best.scope)
}

// A spelt name is taken apart for comparing it with many others.
type spelt struct {
	name    string
	words   []string
	letters string // of all words
	sorted  string // the words in order
}

func spell(name string) spelt {
	words := tokens(name)
	return spelt{name, words, strings.Join(words, ""), strings.Join(slices.Sorted(slices.Values(words)), " ")}
}

// A vocabulary is the words of a catalog's scopes.
type vocabulary struct {
	spelt []spelt // each scope
	known map[string]bool
}

func (c *Catalog) readVocabulary() *vocabulary {
	v := &vocabulary{spelt: make([]spelt, len(c.scopes)), known: make(map[string]bool)}
	for i := range c.scopes {
		v.spelt[i] = spell(c.scopes[i].Name)
		for _, w := range v.spelt[i].words {
			v.known[w] = true
		}
	}
	return v
}

// Odd lists the words of a name that no scope of the catalog has.
func (c *Catalog) Odd(name string) []string {
	known := c.vocabulary().known
	return slices.DeleteFunc(tokens(name), func(word string) bool { return known[word] })
}

// cost is how much a name differs from a scope, in half edits.
func (v *vocabulary) cost(have, scope spelt) int {
	switch {
	case have.letters == scope.letters, have.sorted == scope.sorted, scope.endsIn(have.name):
		return 1 // the separators alone, or the order, or without "https://www.googleapis.com/auth/"
	case len(have.words) != len(scope.words):
		return costLimit + 1
	}
	cost := 0
	for i, w := range have.words {
		if cost += wordCost(w, scope.words[i], v.known[w]); cost > costLimit {
			break
		}
	}
	return cost
}

// endsIn reports whether a URL ends in a name.
func (s spelt) endsIn(name string) bool {
	return strings.HasSuffix(s.name, name) && strings.HasSuffix(s.name, "/"+name)
}

// Mistyped returns the scope that a name is nearly, and hardly by chance: they
// have the same words, with other separators or in another order, one word in
// them is an edit apart, or the name lacks the URL in front of it. That is
// evidence enough to call a name misspelt which a longer list might have.
func (c *Catalog) Mistyped(name string) (string, bool) {
	to, _ := c.nearly(name)
	return to, to != ""
}

// nearly returns the scope that a name is nearly, "" if there is none or more
// than one, and whether it is not far from another one.
func (c *Catalog) nearly(name string) (scope string, rival bool) {
	have := spell(name)
	if len(have.words) == 0 {
		return "", false
	}
	best := guess{cost: unlike}
	for i, scope := range c.vocabulary().spelt {
		cost := likeness(have, scope)
		rival = rival || cost == farTypo
		best.consider(c.scopes[i].Name, cost)
	}
	if best.tie || best.cost >= farTypo || c.IsAlias(best.scope) {
		return "", rival
	}
	return best.scope, rival && best.cost == typo
}

// How a name is like a scope, the best first.
const (
	sameWords = iota
	sameLetters
	typo
	farTypo
	unlike
)

func likeness(have, scope spelt) int {
	words, theirs := have.words, scope.words
	switch {
	case have.letters == scope.letters && slices.Equal(words, theirs), scope.endsIn(have.name):
		return sameWords
	case have.letters == scope.letters, have.sorted == scope.sorted:
		return sameLetters
	case len(words) != len(theirs):
		return unlike
	}
	cost := unlike
	for i, w := range words {
		if w == theirs[i] {
			continue
		}
		// Of short words, such as r and rw, both may be right.
		if cost != unlike || max(len(w), len(theirs[i])) < minTypo || min(len(w), len(theirs[i])) < minTypo-1 {
			return unlike
		}
		switch d := near.Distance(w, theirs[i]); {
		case d <= 1:
			cost = typo
		case d == 2:
			cost = farTypo
		default:
			return unlike
		}
	}
	return cost
}

// minTypo is the length from which on a word that is one edit away from another
// is hardly a word by itself.
const minTypo = 4
