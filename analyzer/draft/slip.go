package draft

import (
	"slices"
	"strings"

	"github.com/scopelint/scopelint/catalog"
	"github.com/scopelint/scopelint/catalog/near"
	"github.com/scopelint/scopelint/catalog/stem"
)

// split tells the scopes of one API from what looks like a slip of one.
func split(list []*candidate) (scopes, slips []Scope) {
	v := newVocabulary(list)
	for _, t := range list {
		s := t.scope()
		if of, ok := v.meant(t); ok {
			s.Of = of
			slips = append(slips, s)
		} else {
			scopes = append(scopes, s)
		}
	}
	byName := func(a, b Scope) int { return strings.Compare(a.Name, b.Name) }
	slices.SortFunc(scopes, byName)
	slices.SortFunc(slips, byName)
	return scopes, slips
}

// A vocabulary is the words of some scopes, with their places in them.
type vocabulary struct {
	list  []*candidate
	names map[string]bool
	uses  map[position]usage
}

type position struct {
	index, of int // of so many words
	word      string
}

// A usage is how well a word is supported.
type usage struct{ scopes, places int }

func (u usage) over(other usage) bool {
	if u.scopes != other.scopes {
		return u.scopes > other.scopes
	}
	return u.places > other.places
}

func newVocabulary(list []*candidate) *vocabulary {
	v := &vocabulary{list: list, names: make(map[string]bool), uses: make(map[position]usage)}
	for _, t := range list {
		v.names[t.name] = true
		words := wordsOf(t.name)
		for i, w := range words {
			u := v.uses[position{i, len(words), w}]
			v.uses[position{i, len(words), w}] = usage{u.scopes + 1, u.places + t.count()}
		}
	}
	return v
}

// wordsOf takes a scope apart at its separators; a hyphen or an underscore
// belongs to its word.
func wordsOf(name string) []string {
	return strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune(":/.|", r) })
}

// meant returns the scope that another one looks like a slip of. Where that one
// is nowhere, it is made of the words that are.
func (v *vocabulary) meant(t *candidate) (string, bool) {
	if of, ok := v.spelling(t); ok {
		return of, true
	}
	words := wordsOf(t.name)
	if len(words) == 1 {
		return v.nearWord(t)
	}
	for i, w := range words {
		for _, right := range v.wordsAt(i, len(words)) {
			if right != w && v.slips(t, position{i, len(words), w}, right) {
				return replaceWord(t.name, i, right), true
			}
		}
		if right, ok := swapped(w); ok && (i == 0 || i == len(words)-1) {
			return replaceWord(t.name, i, right), true
		}
	}
	return "", false
}

// spelling finds a better supported scope that differs in case, in separators or
// in the order of its words.
func (v *vocabulary) spelling(t *candidate) (string, bool) {
	shape := func(name string) string {
		words := wordsOf(stem.Fold(name))
		slices.Sort(words)
		return strings.Join(words, ":")
	}
	for _, other := range v.list {
		if other != t && shape(other.name) == shape(t.name) && v.prefers(other, t) {
			return other.name, true
		}
	}
	return "", false
}

// prefers reports whether one scope is better supported than another: guards
// ask for it, it is a constant, and more places name it.
func (v *vocabulary) prefers(a, b *candidate) bool {
	declared := func(t *candidate) bool { return t.any(func(n Naming) bool { return n.Const != "" || n.Valid }) }
	if declared(a) != declared(b) {
		return declared(a)
	}
	return a.count() > b.count()
}

// wordsAt lists the words at one place of a scope, the best supported first.
func (v *vocabulary) wordsAt(i, of int) []string {
	var list []string
	for p := range v.uses {
		if p.index == i && p.of == of {
			list = append(list, p.word)
		}
	}
	slices.SortFunc(list, func(a, b string) int {
		ua, ub := v.uses[position{i, of, a}], v.uses[position{i, of, b}]
		switch {
		case ua.over(ub):
			return -1
		case ub.over(ua):
			return 1
		}
		return strings.Compare(a, b)
	})
	return list
}

// slips reports whether a word of a scope looks like a slip of another word,
// which more scopes or more places have. A word that several scopes have, or
// that a constant is named after, is meant.
func (v *vocabulary) slips(t *candidate, p position, right string) bool {
	own, other := v.uses[p], v.uses[position{p.index, p.of, right}]
	switch {
	case own.scopes > 1 || !other.over(own) && !v.plural(p, right):
		return false
	case stem.Of(p.word) == stem.Of(right):
		return true // the number alone
	case catalog.IsVerb(p.word), t.vouched(p.word):
		return false
	}
	d := near.Distance(p.word, right)
	return d == 1 && min(len(p.word), len(right)) > 3 || d == 2 && min(len(p.word), len(right)) > 7
}

// plural reports whether two words differ in number alone, are equally well
// supported, and the other words at this place have the number of the right one.
func (v *vocabulary) plural(p position, right string) bool {
	if stem.Of(p.word) != stem.Of(right) || v.uses[p] != v.uses[position{p.index, p.of, right}] {
		return false
	}
	same, other := 0, 0
	for _, w := range v.wordsAt(p.index, p.of) {
		switch {
		case w == p.word || w == right:
		case isPlural(w) == isPlural(right):
			same++
		default:
			other++
		}
	}
	return same > other
}

func isPlural(word string) bool { return stem.Of(word) != stem.Fold(word) }

// nearWord finds the better supported one of scopes that are one word each.
func (v *vocabulary) nearWord(t *candidate) (string, bool) {
	if t.vouched(t.name) {
		return "", false
	}
	for _, other := range v.list {
		if other != t && len(wordsOf(other.name)) == 1 && len(t.name) > 3 && near.Distance(t.name, other.name) == 1 && v.prefers(other, t) {
			return other.name, true
		}
	}
	return swapped(t.name)
}

// swapped returns the verb that a word is with two letters swapped.
func swapped(word string) (string, bool) {
	if len(word) < 4 || catalog.IsVerb(word) {
		return "", false
	}
	for i := range len(word) - 1 {
		b := []byte(word)
		b[i], b[i+1] = b[i+1], b[i]
		if catalog.IsVerb(string(b)) {
			return string(b), true
		}
	}
	return "", false
}

// replaceWord is a scope with another ith word.
func replaceWord(name string, i int, right string) string {
	from := 0
	for ; i > 0; i-- {
		from += strings.IndexAny(name[from:], ":/.|")
		for strings.ContainsRune(":/.|", rune(name[from])) {
			from++
		}
	}
	to := len(name)
	if n := strings.IndexAny(name[from:], ":/.|"); n >= 0 {
		to = from + n
	}
	return name[:from] + right + name[to:]
}
