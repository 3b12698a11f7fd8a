package shape

import "bytes"

// adds reports whether something is added to a name, or the name to something,
// or the name is the value of another constant, which may be added; if nothing
// is, the other constant must be an exported one.
func adds(data []byte, name string, adding bool) bool {
	for at := 0; ; {
		i := bytes.Index(data[at:], []byte(name))
		if i < 0 {
			return false
		}
		from := at + i
		at = from + len(name)
		if from > 0 && isIdentifierByte(data[from-1]) || at < len(data) && isIdentifierByte(data[at]) {
			continue // another name
		}
		before, after := trimName(data[:from]), bytes.TrimLeft(data[at:], blanks)
		for len(before) > 0 && len(after) > 0 && before[len(before)-1] == '(' && after[0] == ')' { // string(name)
			before, after = trimName(before[:len(before)-1]), bytes.TrimLeft(after[1:], blanks)
		}
		if adding && (len(after) > 0 && after[0] == '+' || isValue(before)) || !adding && isExportedAs(before) {
			return true
		}
	}
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
	return bytes.TrimRight(bytes.TrimRight(data, identifierBytes+"."), blanks)
}

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

func isIdentifierByte(b byte) bool { return isLetter(b) || b >= '0' && b <= '9' || b == '_' }

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
