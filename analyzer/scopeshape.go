package analyzer

import (
	"bytes"
	"slices"
	"strings"
	"sync"

	"github.com/scopelint/scopelint/catalog"
)

// A scopeShape finds in source text what may be a scope: a word, a separator of
// the catalog's grammar, and another word. Unless the configuration says that
// the catalog is the right one, that takes the proofs of [references.isScope]:
// the text is a scope of the catalog, or its resource is a distinctive one, or
// the first word is some resource of the catalog and the package speaks of it.
//
// A scope that is put together from constants shows its parts: a literal that
// is a resource, and one that begins with a separator. One whose resource is
// itself put together, or written with escapes, is not seen.
type scopeShape struct {
	once       sync.Once
	catalog    *catalog.Catalog
	separators []string
	resources  map[string]bool // stems; nil for any word
	actions    map[string]bool
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

func (s *scopeShape) get(cfg *Config) *scopeShape {
	s.once.Do(func() {
		s.catalog = cfg.Catalog()
		for _, sep := range s.catalog.Separators() {
			s.separators = append(s.separators, sep)
			if sep == ":" {
				s.separators = append(s.separators, "%3A", "%3a") // in a URL
			}
		}
		if cfg.named || len(cfg.allow) > 0 {
			return
		}
		s.resources, s.actions = make(map[string]bool), make(map[string]bool)
		for _, stem := range s.catalog.ResourceStems() {
			s.resources[stem] = true
		}
		for _, scope := range s.catalog.Scopes() {
			s.actions[scope.Action] = true
		}
	})
	return s
}

// shownIn reports whether a scope stands in the files, or the parts of one.
func (s *scopeShape) shownIn(files [][]byte) bool {
	var all shapes
	for _, data := range files {
		if all |= s.find(data); all&wholeScope != 0 {
			return true
		}
	}
	speaks := sync.OnceValue(func() bool { return slices.ContainsFunc(files, s.speaks) })
	if all&weakScope != 0 && speaks() {
		return true
	}
	if all&(actionPart|weakPart) == 0 {
		return false
	}
	for _, data := range files {
		all |= s.findResources(data, func(name string) bool {
			return slices.ContainsFunc(files, func(data []byte) bool { return adds(data, name) })
		})
	}
	return all&distinctPart != 0 || all&resourcePart != 0 && (all&actionPart != 0 || speaks())
}

// speaks reports whether a file names the catalog or its client.
func (s *scopeShape) speaks(data []byte) bool {
	ev := s.catalog.Evidence()
	data = bytes.ToLower(data)
	contains := func(text string) bool { return bytes.Contains(data, []byte(text)) }
	return slices.ContainsFunc(ev.Words, contains) || slices.ContainsFunc(ev.Imports, func(path string) bool { return contains(strings.ToLower(path)) })
}

// find looks at every separator of a text.
func (s *scopeShape) find(data []byte) shapes {
	var all shapes
	for _, sep := range s.separators {
		for at := 0; ; {
			i := bytes.Index(data[at:], []byte(sep))
			if i < 0 {
				break
			}
			from := at + i
			at = from + len(sep)
			if all |= s.around(data, from, at); all&wholeScope != 0 {
				return all
			}
		}
	}
	return all
}

// around judges the separator at data[from:to].
func (s *scopeShape) around(data []byte, from, to int) shapes {
	if from == 0 || to == len(data) || data[to] == '=' { // :=
		return 0
	}
	switch before, next := data[from-1], data[to]; {
	case isBlank(before) || isBlank(next):
		return s.apart(data, from, to)
	case isQuote(before):
		return s.second(data, from, to)
	case !isWordByte(before):
		return 0
	case isQuote(next): // "droplet:" + read
		if isOperand(data, literalStart(data, from), to+1) && s.mayBeResource(lastWord(data[:from])) {
			return wholeScope
		}
	case isWordByte(next) && s.mayBeResource(lastWord(data[:from])): // droplet:read
		return s.strength(lastWord(data[:from]), firstWord(data[to:]))
	}
	return 0
}

// apart judges a separator with blanks around it, as in "droplet: read": that is
// some scope misspelt, or none.
func (s *scopeShape) apart(data []byte, from, to int) shapes {
	first := lastWord(bytes.TrimRight(data[:from], blanks))
	if !s.mayBeResource(first) {
		return 0
	}
	second := firstWord(bytes.TrimLeft(data[to:], blanks))
	if _, ok := s.catalog.Spelling(string(first) + string(data[from:to]) + string(second) + " "); ok {
		return wholeScope
	}
	return 0
}

// strength tells how much a text with the form of a scope says by itself.
func (s *scopeShape) strength(resource, action []byte) shapes {
	if s.resources == nil {
		return wholeScope
	}
	text := string(resource) + ":" + string(action)
	if s.isDistinct(text) || isKnown(s.catalog, text) {
		return wholeScope
	}
	return weakScope
}

func (s *scopeShape) isDistinct(text string) bool {
	resource, ok := resourceOf(s.catalog, text)
	return ok && slices.Contains(s.catalog.Evidence().Resources, resource)
}

// second judges a literal that begins with the separator at data[from:to].
func (s *scopeShape) second(data []byte, from, to int) shapes {
	quote := data[from-1]
	if data[to] == quote { // ":" +
		if isOperand(data, from-1, to+1) {
			return actionPart
		}
		return 0
	}
	word := firstWord(data[to:])
	if len(word) == 0 || s.actions != nil && !isLetter(word[0]) { // + ":8080"
		return 0
	}
	length := bytes.IndexByte(data[to:], quote)
	if length < 0 || !isOperand(data, from-1, to+length+1) {
		return 0
	}
	if s.actions == nil || s.actions[strings.ToLower(string(word))] {
		return actionPart
	}
	return weakPart
}

// findResources looks for literals that are a resource and are added to
// something, or are the value of a constant of which added says so.
func (s *scopeShape) findResources(data []byte, added func(name string) bool) shapes {
	var all shapes
	for i := 1; i < len(data); i++ {
		if !isQuote(data[i]) || !isWordByte(data[i-1]) {
			continue
		}
		word := lastWord(data[:i])
		from := i - len(word) - 1
		if from < 0 || !s.mayBeResource(word) {
			continue
		}
		if firstByte(data[i+1:]) != '+' { // "scope=droplet" +
			if data[from] != data[i] || !isOperand(data, from, i+1) || !s.isAdded(data, from, added) {
				continue
			}
		}
		if all |= resourcePart; s.actions == nil || s.isDistinct(string(word)+":read") {
			return all | distinctPart
		}
	}
	return all
}

// isAdded reports whether the operand at an offset is added to something there,
// or is the value of a constant that is.
func (s *scopeShape) isAdded(data []byte, from int, added func(name string) bool) bool {
	line := data[bytes.LastIndexByte(data[:from], '\n')+1 : from]
	declared, _, ok := bytes.Cut(line, []byte("="))
	if !ok {
		return true
	}
	names := strings.FieldsFunc(string(declared), func(r rune) bool { return r == ' ' || r == '\t' || r == ',' })
	return len(names) == 0 || slices.ContainsFunc(names, added) // of a type's name, too, at worst
}

func (s *scopeShape) mayBeResource(word []byte) bool {
	if s.resources == nil {
		return true
	}
	return len(word) <= maxWord && s.resources[catalog.Stem(string(word))]
}

// maxWord is longer than any resource.
const maxWord = 64

// isOperand reports whether the literal data[from:to] is added to something, or
// the value of a constant that may be: = "droplet", = Resource("droplet").
func isOperand(data []byte, from, to int) bool {
	before, after := bytes.TrimRight(data[:from], blanks), firstByte(data[to:])
	if len(before) == 0 || after == 0 || after == '+' {
		return true // a value by itself, or added to
	}
	if before[len(before)-1] == '(' && after == ')' {
		before = trimName(before[:len(before)-1])
	}
	return len(before) == 0 || isValue(before)
}

// isValue reports whether what comes behind a text is added to something, or is
// the value of a constant.
func isValue(before []byte) bool {
	n := len(before)
	switch {
	case n == 0:
		return false
	case before[n-1] == '+':
		return true
	case before[n-1] != '=':
		return false
	}
	return n == 1 || !bytes.ContainsAny(before[n-2:n-1], ":=!<>")
}

const (
	blanks          = " \t\r\n"
	identifierBytes = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
)

func isIdentifierByte(b byte) bool { return strings.IndexByte(identifierBytes, b) >= 0 }

// firstByte returns the first byte that is no blank, or 0.
func firstByte(data []byte) byte {
	if data = bytes.TrimLeft(data, blanks); len(data) > 0 {
		return data[0]
	}
	return 0
}

// lastWord returns the word that data ends with.
func lastWord(data []byte) []byte {
	i := len(data)
	for i > 0 && isWordByte(data[i-1]) {
		i--
	}
	return data[i:]
}

// firstWord returns the word that data begins with.
func firstWord(data []byte) []byte {
	i := 0
	for i < len(data) && isWordByte(data[i]) {
		i++
	}
	return data[:i]
}

// literalStart returns where the literal around an offset begins, in its line.
func literalStart(data []byte, at int) int {
	for at > 0 && data[at-1] != '\n' {
		at--
		if isQuote(data[at]) {
			break
		}
	}
	return at
}

func isWordByte(b byte) bool {
	return isLetter(b) || b >= '0' && b <= '9' || b == '_' || b == '-' || b == '*'
}

func isBlank(b byte) bool { return b == ' ' || b == '\t' || b == '\r' || b == '\n' }

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

func isQuote(b byte) bool { return b == '"' || b == '`' }
