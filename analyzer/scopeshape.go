package analyzer

import (
	"bytes"
	"sync"

	"github.com/scopelint/scopelint/catalog"
)

// A scopeShape finds in source text what may be a scope: a word, a separator of
// the catalog's grammar, and another word. Where nothing but known scopes proves
// that the catalog is the right one, the first word must be a resource that
// the catalog has or had, in any case and number.
//
// A scope that is put together from constants shows its parts: a literal that
// ends with a resource, and one that begins with a separator. One whose
// resource is itself put together, or written with escapes, is not seen.
type scopeShape struct {
	once       sync.Once
	separators []string
	resources  map[string]bool // stems; nil for any word
}

// parts of a scope.
type parts uint8

const (
	whole parts = 1 << iota
	head        // "droplet" or "droplet:"
	tail        // ":read" or ":"
)

func (s *scopeShape) get(cfg *Config) *scopeShape {
	s.once.Do(func() {
		c := cfg.Catalog()
		for _, sep := range c.Separators() {
			s.separators = append(s.separators, sep)
			if sep == ":" {
				s.separators = append(s.separators, "%3A", "%3a")
			}
		}
		if cfg.named || len(cfg.allow) > 0 {
			return
		}
		s.resources = make(map[string]bool)
		for _, stem := range c.ResourceStems() {
			s.resources[stem] = true
		}
	})
	return s
}

// shownIn reports whether a scope stands in the files, or the parts of one.
func (s *scopeShape) shownIn(files [][]byte) bool {
	var all parts
	for _, data := range files {
		all |= s.parts(data)
		if all&whole != 0 {
			return true
		}
	}
	if all&tail == 0 {
		return false
	}
	for _, data := range files {
		if all&head != 0 || s.endsLiteral(data) {
			return true
		}
	}
	return false
}

// parts looks at every separator of a text.
func (s *scopeShape) parts(data []byte) parts {
	var all parts
	for _, sep := range s.separators {
		for at := 0; ; {
			i := bytes.Index(data[at:], []byte(sep))
			if i < 0 {
				break
			}
			i += at
			at = i + len(sep)
			all |= s.around(data, i, at)
			if all&whole != 0 {
				return all
			}
		}
	}
	return all
}

// around judges the separator at data[from:to].
func (s *scopeShape) around(data []byte, from, to int) parts {
	if from == 0 || to == len(data) || data[to] == '=' { // :=
		return 0
	}
	before, next := data[from-1], data[to]
	switch {
	case isQuote(before) && isQuote(next) && isOperand(data, from-1, to+1), // + ":" +
		isQuote(before) && isLetter(next) && isOperand(data, from-1, literalEnd(data, to)): // + ":read"
		return tail
	case !isWordByte(before) || !s.mayBeResource(lastWord(data[:from])):
		return 0
	case isWordByte(next):
		return whole // droplet:read
	case isQuote(next) && isOperand(data, literalStart(data, from), to+1):
		return whole // "droplet:" +
	}
	return 0
}

// endsLiteral reports whether a resource ends a literal that others may be
// added to.
func (s *scopeShape) endsLiteral(data []byte) bool {
	for i := 1; i < len(data); i++ {
		if isQuote(data[i]) && isWordByte(data[i-1]) && isOperand(data, literalStart(data, i), i+1) && s.mayBeResource(lastWord(data[:i])) {
			return true
		}
	}
	return false
}

// lastWord returns the word that data ends with.
func lastWord(data []byte) []byte {
	i := len(data)
	for i > 0 && isWordByte(data[i-1]) {
		i--
	}
	return data[i:]
}

// literalStart returns where the literal around an offset begins, if it has one line.
func literalStart(data []byte, at int) int {
	for at > 0 && data[at-1] != '\n' {
		at--
		if isQuote(data[at]) {
			break
		}
	}
	return at
}

func literalEnd(data []byte, at int) int {
	for at < len(data) && data[at] != '\n' {
		at++
		if isQuote(data[at-1]) {
			break
		}
	}
	return at
}

// isOperand reports whether the literal data[from:to] is added to something, or
// the value of a constant that may be.
func isOperand(data []byte, from, to int) bool {
	before, after := bytes.TrimRight(data[:from], " \t\r\n"), bytes.TrimLeft(data[to:], " \t\r\n")
	if len(before) == 0 || len(after) == 0 {
		return true // a value by itself
	}
	switch before[len(before)-1] {
	case '=', '+':
		return true
	case '(':
		return after[0] == ')' || after[0] == '+'
	}
	return after[0] == '+'
}

func (s *scopeShape) mayBeResource(word []byte) bool {
	if s.resources == nil {
		return true
	}
	if len(word) > 40 {
		return false
	}
	return s.resources[catalog.Stem(string(word))]
}

func isWordByte(b byte) bool {
	return b|0x20 >= 'a' && b|0x20 <= 'z' || b >= '0' && b <= '9' || b == '_' || b == '-' || b == '*'
}

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

func isQuote(b byte) bool { return b == '"' || b == '`' }
