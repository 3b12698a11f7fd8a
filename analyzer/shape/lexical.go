package shape

import (
	"bytes"
	"iter"
)

// identifiers goes over the places where a name stands by itself.
func identifiers(data []byte, name string) iter.Seq2[int, int] {
	return func(yield func(from, to int) bool) {
		for at := 0; ; {
			i := bytes.Index(data[at:], []byte(name))
			if i < 0 {
				return
			}
			from, to := at+i, at+i+len(name)
			at = to
			if from > 0 && isIdentifierByte(data[from-1]) || to < len(data) && isIdentifierByte(data[to]) {
				continue // another name
			}
			if !yield(from, to) {
				return
			}
		}
	}
}

// selected returns the name behind the dot that follows at an offset, and where
// it ends. Between may be blanks and comments.
func selected(data []byte, at int) (name []byte, end int) {
	rest, ok := bytes.CutPrefix(trimLeft(data[at:]), []byte("."))
	if !ok {
		return nil, at
	}
	rest = trimLeft(rest)
	n := 0
	for n < len(rest) && (isIdentifierByte(rest[n]) || rest[n] >= 0x80) {
		n++
	}
	return rest[:n], len(data) - len(rest) + n
}

// isAddedAnywhere reports whether a name is added to something somewhere, see [isAddedAt].
func isAddedAnywhere(data []byte, name string) bool {
	for from, to := range identifiers(data, name) {
		if isAddedAt(data, from, to) {
			return true
		}
	}
	return false
}

// isAddedAt reports whether something is added to the name data[from:to], or that
// to something, or it is the value of another constant, which may be added.
func isAddedAt(data []byte, from, to int) bool {
	before, after := surroundings(data, from, to)
	return len(after) > 0 && after[0] == '+' || isValue(before)
}

// surroundings are what stands around a name, or around a conversion of it: string(name).
func surroundings(data []byte, from, to int) (before, after []byte) {
	before, after = trimName(data[:from]), trimLeft(data[to:])
	for len(before) > 0 && len(after) > 0 && before[len(before)-1] == '(' && after[0] == ')' {
		before, after = trimName(before[:len(before)-1]), trimLeft(after[1:])
	}
	return before, after
}

// isExportedAs reports whether what comes behind a text may be the value of an
// exported constant.
func isExportedAs(before []byte) bool {
	if !isValue(before) || before[len(before)-1] != '=' {
		return false
	}
	before = before[:len(before)-1]
	line := before[bytes.LastIndexByte(before, '\n')+1:]
	return len(bytes.Trim(line, blanks)) == 0 || len(declaredBy(line)) > 0
}

// trimName removes a qualified name from the end, and the blanks before it.
func trimName(data []byte) []byte {
	return trimRight(bytes.TrimRight(data, identifierBytes+"."))
}

// isOperand reports whether the literal data[from:to] is added to something, or
// the value of a constant that may be: = "droplet", = Resource("droplet").
func isOperand(data []byte, from, to int) bool {
	before, after := trimRight(data[:from]), firstByte(data[to:])
	if len(before) == 0 || after == 0 || after == '+' {
		return true // a value by itself, or added to
	}
	if before[len(before)-1] == '(' && after == ')' {
		before = trimName(before[:len(before)-1])
	}
	return len(before) == 0 || isValue(before)
}

// goesOn reports whether something is added to the operand that ends at an
// offset, or to what ends with it.
func goesOn(data []byte, to int) bool {
	after := trimLeft(data[to:])
	for len(after) > 0 && after[0] == ')' {
		after = trimLeft(after[1:])
	}
	return len(after) == 0 || after[0] == '+' // a value by itself, or added to
}

// mayBeDeclared reports whether what stands at an offset may be in the value of a
// constant: behind an equals sign, or in a line that may go on from another.
func mayBeDeclared(data []byte, at int) bool {
	start := bytes.LastIndexByte(data[:at], '\n') + 1
	line := data[start:at]
	if bytes.IndexByte(line, '=') >= 0 || bytes.Contains(line, []byte("*/")) || bytes.Count(line, []byte("`"))%2 == 1 {
		return true
	}
	before := trimRight(data[:start])
	return len(before) > 0 && bytes.ContainsAny(before[len(before)-1:], "=+(,.")
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

func isIdentifierByte(b byte) bool { return isLetter(b) || b >= '0' && b <= '9' || b == '_' }

// firstByte returns the first byte that is neither a blank nor in a comment, or 0.
func firstByte(data []byte) byte {
	if data = trimLeft(data); len(data) > 0 {
		return data[0]
	}
	return 0
}

// trimLeft removes blanks and comments from the beginning.
func trimLeft(data []byte) []byte {
	for {
		data = bytes.TrimLeft(data, blanks)
		end := "\n"
		switch {
		case bytes.HasPrefix(data, []byte("//")):
		case bytes.HasPrefix(data, []byte("/*")):
			end = "*/"
		default:
			return data
		}
		_, data, _ = bytes.Cut(data, []byte(end))
	}
}

// trimRight removes blanks and comments from the end.
func trimRight(data []byte) []byte {
	for {
		n := len(data)
		data = bytes.TrimRight(data, blanks)
		switch {
		case bytes.HasSuffix(data, []byte("*/")):
			data = data[:max(bytes.LastIndex(data, []byte("/*")), 0)]
		case bytes.IndexByte(data[len(data):n], '\n') >= 0: // the end of a line
			start := bytes.LastIndexByte(data, '\n') + 1
			at := lineComment(data[start:])
			if at < 0 {
				return data
			}
			data = data[:start+at]
		default:
			return data
		}
	}
}

// lineComment returns where a comment begins in a line, or -1: two slashes with
// as many quotes before them as begin and end strings.
func lineComment(line []byte) int {
	for at := 0; ; at++ {
		i := bytes.Index(line[at:], []byte("//"))
		if i < 0 {
			return -1
		}
		at += i
		before := line[:at]
		quotes := bytes.Count(before, []byte(`"`)) - bytes.Count(before, []byte(`\"`))
		if quotes%2 == 0 && bytes.Count(before, []byte("`"))%2 == 0 {
			return at
		}
	}
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
