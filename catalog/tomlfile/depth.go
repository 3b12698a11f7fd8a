package tomlfile

import "strings"

// maxDepth is how deep brackets and dotted keys may be nested. The TOML package
// takes time and memory with the square of it, and no file of ours has ten.
const maxDepth = 100

// tooDeep is the first byte of a text at which it is nested too deeply, or -1. It
// need not be exact where the text is no TOML.
func tooDeep(text string) int {
	brackets, dots := 0, 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '#':
			i += lengthTo(text[i:], "\n") - 1
		case '"', '\'':
			i += quotedLength(text[i:]) - 1
		case '[', '{':
			brackets, dots = brackets+1, 0
		case ']', '}':
			brackets, dots = max(brackets-1, 0), 0
		case '.':
			dots++
		case '\n', ',', '=':
			dots = 0
		}
		if brackets > maxDepth || dots > maxDepth {
			return i
		}
	}
	return -1
}

// quotedLength is the length of the string that a text begins with.
func quotedLength(text string) int {
	quote := text[:1]
	if triple := strings.Repeat(quote, 3); strings.HasPrefix(text, triple) {
		quote = triple
	}
	for i := len(quote); i < len(text); i++ {
		switch {
		case text[i] == '\\' && quote[0] == '"':
			i++
		case strings.HasPrefix(text[i:], quote):
			return i + len(quote)
		case text[i] == '\n' && len(quote) == 1:
			return i // it has no end
		}
	}
	return len(text)
}

// lengthTo is the length of a text before the first occurrence of a byte.
func lengthTo(text, end string) int {
	if i := strings.Index(text, end); i >= 0 {
		return i
	}
	return len(text)
}
