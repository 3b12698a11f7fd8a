// Package shape finds in the bytes of source files what may be a scope, without
// parsing them. For package glance it depends on nothing that takes time to
// set up, so not on package strings either.
package shape

import (
	"bytes"
	"slices"
)

// A Finder finds in source text what may be a scope: a word, a separator of
// a catalog's grammar, and another word. What it knows of the catalog are
// functions; one that is nil says yes to everything, so that a Finder that knows
// less finds more.
//
// A scope that is put together from constants shows its parts: a literal that
// is a resource, and one that begins with a separator. One whose resource is
// itself put together, or written with escapes, is not seen.
type Finder struct {
	Separators []string

	Resource func(word []byte) bool // some resource, in any case and number
	Action   func(word []byte) bool // some action, in any case

	// Misspelt reports whether a text with blanks around its separator is a
	// scope but for these.
	Misspelt func(text string) bool

	// Scope reports whether a text with the form of a scope is one, whatever
	// the package is about, and Distinct whether a resource tells that.
	Scope    func(text string) bool
	Distinct func(resource string) bool

	// Speaks reports whether a file speaks of the catalog, so that what has
	// the form of a scope is one.
	Speaks func(data []byte) bool
}

// shapes are what a text shows, in its files taken together.
type shapes uint8

const (
	wholeScope   shapes = 1 << iota // droplet:read
	weakScope                       // image:latest; a scope if the package speaks of the catalog
	resourcePart                    // "image" of "image" + ":read"
	distinctPart                    // "droplet" of "droplet" + ":read"
	actionPart                      // ":read", or ":" to which anything may be added
	weakPart                        // ":latest"
)

// ShownIn reports whether a scope stands in the files of a package, or the parts
// of one.
func (f *Finder) ShownIn(files [][]byte) bool {
	var all shapes
	for _, data := range files {
		if all |= f.find(data); all&wholeScope != 0 {
			return true
		}
	}
	speaks := func() bool { return f.Speaks == nil || slices.ContainsFunc(files, f.Speaks) }
	if all&weakScope != 0 && speaks() {
		return true
	}
	if all&(actionPart|weakPart) == 0 {
		return false
	}
	for _, data := range files {
		all |= f.findResources(data, func(name string) bool {
			return slices.ContainsFunc(files, func(data []byte) bool { return isAddedAnywhere(data, name) })
		})
	}
	return all&distinctPart != 0 || all&resourcePart != 0 && (all&actionPart != 0 || speaks())
}

// Constant returns the name of a constant, "scopes.Droplet", as [NewExports] reads it, or "" for one whose
// value is neither a scope nor a part that one can be put together from.
func (f *Finder) Constant(name, value string) string {
	literal := []byte(`"` + value + `"`)
	switch found := f.find(literal); {
	case found&(wholeScope|weakScope) != 0:
		return name
	case found != 0:
		return string(action) + name
	case f.findResources(literal, nil) != 0:
		return string(resource) + name
	}
	return ""
}

// Adds reports whether the files show what makes a scope of a resource that it is
// added to: ":read", or ":" alone.
func (f *Finder) Adds(files [][]byte) bool {
	return slices.ContainsFunc(files, func(data []byte) bool { return f.find(data)&(actionPart|weakPart) != 0 })
}

// find looks at every separator of a text.
func (f *Finder) find(data []byte) shapes {
	var all shapes
	for _, sep := range f.Separators {
		all |= f.findAround(data, sep, "")
		if sep == ":" { // in a URL
			all |= f.findAround(data, "%3", "Aa")
		}
	}
	return all
}

// findAround looks at every place of a separator, which ends with one of the
// letters if there are any.
func (f *Finder) findAround(data []byte, sep, letters string) shapes {
	var all shapes
	for at := 0; all&wholeScope == 0; {
		i := bytes.Index(data[at:], []byte(sep))
		if i < 0 {
			break
		}
		from := at + i
		at = from + len(sep)
		if letters != "" {
			if at == len(data) || bytes.IndexByte([]byte(letters), data[at]) < 0 {
				continue
			}
			at++
		}
		all |= f.around(data, from, at)
	}
	return all
}

// around judges the separator at data[from:to].
func (f *Finder) around(data []byte, from, to int) shapes {
	if from == 0 || to == len(data) || data[to] == '=' { // :=
		return 0
	}
	sep := data[from:to]
	twice := bytes.HasPrefix(data[to:], sep)
	for bytes.HasPrefix(data[to:], sep) { // tag::read
		to += len(sep)
	}
	if to == len(data) {
		return 0
	}
	switch before, next := data[from-1], data[to]; {
	case isBlank(before) || isBlank(next) || isDisguise(before) || isDisguise(next) || twice && !isQuote(before) && !isQuote(next):
		return f.apart(data, from, to)
	case isQuote(before):
		return f.second(data, from, to)
	case !isWordByte(before):
		return 0
	case isQuote(next): // "droplet:" + read
		if isOperand(data, literalStart(data, from), to+1) && f.mayBeResource(wordBefore(data[:from])) {
			return wholeScope
		}
	case isWordByte(next) && f.mayBeResource(wordBefore(data[:from])): // droplet:read
		resource := wordBefore(data[:from])
		all := f.strength(resource, wordAfter(data[to:]))
		if all != wholeScope { // what does not show may stand between two scopes
			all |= f.strength(resource, firstWord(data[to:]))
		}
		return all
	}
	return 0
}

// apart judges a separator with blanks or characters that do not show around it, or
// one that stands twice, as in "droplet: read": that is some scope misspelt, or none.
func (f *Finder) apart(data []byte, from, to int) shapes {
	first := wordBefore(data[:from])
	if !f.mayBeResource(first) {
		return 0
	}
	second := wordAfter(data[to:])
	if f.Action != nil && !f.Action(second) {
		return 0
	}
	if f.Misspelt != nil && !f.Misspelt(string(first)+string(data[from:to])+string(second)+" ") {
		return 0
	}
	return wholeScope
}

// strength tells how much a text with the form of a scope says by itself.
func (f *Finder) strength(resource, action []byte) shapes {
	if f.Scope == nil || f.Scope(string(resource)+":"+string(action)) {
		return wholeScope
	}
	return weakScope
}

// second judges a literal that begins with the separator at data[from:to].
func (f *Finder) second(data []byte, from, to int) shapes {
	quote := data[from-1]
	if data[to] == quote { // ":" +
		if isOperand(data, from-1, to+1) && (goesOn(data, to+1) || mayBeDeclared(data, from-1)) {
			return actionPart
		}
		return 0
	}
	word := wordAfter(data[to:])
	if len(word) == 0 || f.Action != nil && !isLetter(word[0]) { // + ":8080"
		return 0
	}
	length := bytes.IndexByte(data[to:], quote)
	if length < 0 || !isOperand(data, from-1, to+length+1) {
		return 0
	}
	if f.Action == nil || f.Action(word) {
		return actionPart
	}
	return weakPart
}

// findResources looks for literals that are a resource and are added to
// something, or are the value of a constant of which added says so.
func (f *Finder) findResources(data []byte, added func(name string) bool) shapes {
	var all shapes
	for i := 1; i < len(data); i++ {
		if !isQuote(data[i]) || !isWordByte(data[i-1]) && !isDisguise(data[i-1]) {
			continue
		}
		word := wordBefore(data[:i])
		from := i - len(run(data[:i])) - 1
		if from < 0 || !f.mayBeResource(word) {
			continue
		}
		if firstByte(data[i+1:]) != '+' { // "scope=droplet" +
			if data[from] != data[i] || !isOperand(data, from, i+1) || !f.isAdded(data, from, i+1, added) {
				continue
			}
		}
		if all |= resourcePart; f.Distinct == nil || f.Distinct(string(word)) {
			return all | distinctPart
		}
	}
	return all
}

// isAdded reports whether the operand data[from:to] has something added to it
// there, or is the value of a constant that has. Nothing known of constants is a
// yes.
func (f *Finder) isAdded(data []byte, from, to int, added func(name string) bool) bool {
	line := data[bytes.LastIndexByte(data[:from], '\n')+1 : from]
	declared, _, ok := bytes.Cut(line, []byte("="))
	switch {
	case added == nil:
		return true
	case !ok:
		return goesOn(data, to) || mayBeDeclared(data, from)
	}
	names := words(declared)
	for line := range alone(data[from+len(expressions(data[from:], 1)):]) {
		names = append(names, words(line)...)
	}
	return len(names) == 0 || slices.ContainsFunc(names, func(name []byte) bool { return added(string(name)) }) // of a type's name, too, at worst
}

// words are what stands between blanks and commas.
func words(line []byte) [][]byte {
	return bytes.FieldsFunc(line, func(r rune) bool { return r == ' ' || r == '\t' || r == ',' })
}

func (f *Finder) mayBeResource(word []byte) bool {
	return f.Resource == nil || len(word) <= MaxWord && f.Resource(word)
}

// MaxWord is longer than any resource, in bytes.
const MaxWord = 64
