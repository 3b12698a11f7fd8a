package analyzer

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/scopelint/scopelint/catalog"
)

// A fragment is a part of a constant's value that may be a scope.
type fragment struct {
	text  string
	off   int  // in the value, in bytes
	group int  // fragments of one group are one list within the value
	scope bool // the text around it says that it is a scope: a JSON key, a flag
}

// split finds the fragments of a value. inScope says that the code around the
// value calls it a scope.
func split(c *catalog.Catalog, value string, inScope bool) []fragment {
	if frags := splitJSON(c, value); len(frags) > 0 {
		return frags
	}
	if frags := splitAssigned(c, value); len(frags) > 0 {
		return frags
	}
	if isCandidate(c, value) {
		return []fragment{{text: value}}
	}
	return splitList(c, value, inScope)
}

// isCandidate reports whether text has the form of a scope, or is a known
// scope but for case, blanks and hyphens, or a retired one.
func isCandidate(c *catalog.Catalog, text string) bool {
	if _, ok := c.Split(text); ok {
		return true
	}
	if _, ok := c.Spelling(text); ok {
		return true
	}
	_, ok := c.Renamed(text)
	return ok
}

// assigned matches the option and query forms of a scope list:
// --scopes=droplet:read,tag:read, ?scope=droplet:read+tag:read, and in a help
// text --scopes droplet:read,tag:read.
var assigned = regexp.MustCompile(`(?:(?:^|[?&])scopes?=|--?scopes?[= ])([^&\s"'\x60]+)`)

// queryBlank matches what stands for a blank between scopes in a query.
var queryBlank = regexp.MustCompile(`\+|,|%20|%2C|%2c`)

func splitAssigned(c *catalog.Catalog, value string) []fragment {
	if !strings.Contains(value, "scope") {
		return nil
	}
	var frags []fragment
	for group, m := range assigned.FindAllStringSubmatchIndex(value, -1) {
		list, off := value[m[2]:m[3]], m[2]
		for list != "" {
			text, rest := list, ""
			if sep := queryBlank.FindStringIndex(list); sep != nil {
				text, rest = list[:sep[0]], list[sep[1]:]
			}
			if isCandidate(c, text) {
				frags = append(frags, fragment{text: text, off: off, group: group, scope: true})
			}
			off += len(list) - len(rest)
			list = rest
		}
	}
	return frags
}

// splitList takes apart a list separated by blanks, commas or newlines. A text
// in which another word stands is a sentence, unless the code calls it a
// scope and at least half of the words are candidates.
func splitList(c *catalog.Catalog, value string, inScope bool) []fragment {
	var frags []fragment
	words := listWords(value)
	total := len(words)
	for i, w := range words {
		text := value[w.from:w.to]
		if isCandidate(c, text) {
			frags = append(frags, fragment{text: text, off: w.from})
		} else if i+1 < len(words) { // "droplet: read"
			joined := value[w.from:words[i+1].to]
			if _, ok := c.Spelling(joined); ok && !strings.Contains(joined, ",") {
				frags = append(frags, fragment{text: joined, off: w.from})
				total--
			}
		}
	}
	if len(frags) < total && (!inScope || 2*len(frags) < total) {
		return nil
	}
	return frags
}

type wordSpan struct{ from, to int }

// listWords finds the words between blanks and commas.
func listWords(value string) []wordSpan {
	var words []wordSpan
	from := -1
	for i, r := range value {
		switch {
		case isSeparator(r) && from >= 0:
			words = append(words, wordSpan{from, i})
			from = -1
		case !isSeparator(r) && from < 0:
			from = i
		}
	}
	if from >= 0 {
		words = append(words, wordSpan{from, len(value)})
	}
	return words
}

func isSeparator(r rune) bool { return r == ',' || unicode.IsSpace(r) }
