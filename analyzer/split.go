package analyzer

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/scopelint/scopelint/catalog"
	"github.com/scopelint/scopelint/catalog/stem"
)

// A fragment is a part of a constant's value that may be a scope.
type fragment struct {
	text    string
	off, to int    // in the value, in bytes
	group   int    // fragments of one group are one list within the value
	scope   bool   // the text around it says that it is a scope: a JSON key, a flag
	key     string // of that JSON
	whole   bool   // it is all of the value
	glued   bool   // what separates it from the next one belongs to it, and does not show
}

// split finds the fragments of a value. inScope says that the code around the
// value calls it a scope; pieced, that it is a piece of a longer text, so that
// blanks around it are none of a scope's.
func split(c *catalog.Catalog, value string, inScope, pieced bool) []fragment {
	if frags := splitJSON(value, func(text string) []fragment {
		if isCandidate(c, text) {
			return []fragment{{text: text, to: len(text)}}
		}
		return splitList(c, text, true)
	}); len(frags) > 0 {
		return frags
	}
	if frags := splitAssigned(value, func(text string) bool { return isCandidate(c, text) }); len(frags) > 0 {
		return frags
	}
	bare := strings.TrimSpace(value)
	if pieced {
		if isCandidate(c, bare) {
			off := strings.Index(value, bare)
			return []fragment{{text: bare, off: off, to: off + len(bare), whole: true}}
		}
	} else if isCandidate(c, value) || inScope && isMistyped(c, value) {
		return []fragment{{text: value, to: len(value), whole: true}}
	}
	return splitList(c, value, inScope)
}

// isWritten reports whether a text can be a scope as it is written, and not a
// template or a placeholder for one.
func isWritten(text string) bool {
	return !strings.ContainsAny(text, "%$<>{}()[]\"'\\`|&;=@!#^~")
}

// isCandidate reports whether text has the form of a scope, or is a known
// scope but for case, blanks and hyphens, or a retired one.
func isCandidate(c *catalog.Catalog, text string) bool {
	if _, ok := c.Split(text); ok {
		return true
	}
	if _, ok := c.Lookup(text); ok {
		return true
	}
	if _, ok := c.Spelling(text); ok {
		return true
	}
	_, ok := c.Renamed(text)
	return ok
}

// isMistyped reports whether a text is nearly a scope of a catalog whose names
// have any form, so that no form tells what is meant to be one.
func isMistyped(c *catalog.Catalog, text string) bool {
	if !c.AnyForm() || !isWritten(text) || strings.ContainsAny(text, " \t\r\n,") {
		return false
	}
	_, ok := c.Suggest(text)
	return ok
}

// assigned matches the option, query and header forms of a scope list:
// --scopes=droplet:read,tag:read, ?scope=droplet:read+tag:read,
// scope="droplet:read tag:read", and in a help text --scopes droplet:read.
var assigned = regexp.MustCompile(`(?:(?:^|[?&])(?:[a-z]+_)?scopes?=|--?scopes?[= ])([^&\s"'\x60]+)|\bscope="([^"]*)"|--?scopes?[= ]["'\x60]([^"'\x60]+)["'\x60]`)

// listBlank matches what stands between scopes in these forms.
var listBlank = regexp.MustCompile(`\+|,|\s+|%20|%2[Cc]`)

// unescape reads what a query escapes in the names of scopes.
var unescape = strings.NewReplacer("%3A", ":", "%3a", ":", "%2F", "/", "%2f", "/")

func splitAssigned(value string, isCandidate func(text string) bool) []fragment {
	if !strings.Contains(value, "scope") {
		return nil
	}
	var frags []fragment
	for group, m := range assigned.FindAllStringSubmatchIndex(value, -1) {
		from, to := max(m[2], m[4], m[6]), max(m[3], m[5], m[7]) // one of them matches
		key := strings.Trim(value[m[0]:from], `?&=" `)
		for from < to {
			end, next := to, to
			if sep := listBlank.FindStringIndex(value[from:to]); sep != nil {
				end, next = from+sep[0], from+sep[1]
			}
			for _, f := range wordsOf(unescape.Replace, value, wordSpan{from, end}, isCandidate) {
				f.group, f.scope, f.key = group, true, key
				frags = append(frags, f)
			}
			from = next
		}
	}
	return frags
}

// splitList takes apart a list separated by blanks, commas or newlines. A text
// in which another word stands is a sentence, unless the code calls it a
// scope and at least half of the words are candidates.
func splitList(c *catalog.Catalog, value string, inScope bool) []fragment {
	var frags []fragment
	spans := listWords(value)
	total := len(spans)
	for i, w := range spans {
		found := wordsOf(nil, value, w, func(text string) bool { return isCandidate(c, text) })
		if len(found) > 0 {
			frags = append(frags, found...)
			total += len(found) - 1
		} else if i+1 < len(spans) { // "droplet: read"
			joined := value[w.from:spans[i+1].to]
			if _, ok := c.Spelling(joined); ok && !strings.Contains(joined, ",") {
				frags = append(frags, fragment{text: joined, off: w.from, to: spans[i+1].to})
				total--
			}
		}
	}
	if len(frags) < total && (!inScope || 2*len(frags) < total) {
		return nil
	}
	return frags
}

// wordsOf are a word of a value, as unescape reads it, if it is a candidate, or else
// the candidates between characters in it that do not show: these separate nothing,
// but may be meant to.
func wordsOf(unescape func(string) string, value string, w wordSpan, isCandidate func(string) bool) []fragment {
	read := func(from, to int) string {
		if unescape == nil {
			return value[from:to]
		}
		return unescape(value[from:to])
	}
	if text := read(w.from, w.to); isCandidate(text) {
		return []fragment{{text: text, off: w.from, to: w.to}}
	}
	var frags []fragment
	for from := w.from; from < w.to; {
		next := w.to
		if i := strings.IndexFunc(value[from:w.to], stem.Hidden); i >= 0 {
			next = w.to - len(strings.TrimLeftFunc(value[from+i:w.to], stem.Hidden))
		}
		text := read(from, next)
		if next-from == w.to-w.from || !isCandidate(text) {
			return nil
		}
		frags = append(frags, fragment{text: text, off: from, to: next, glued: next < w.to})
		from = next
	}
	return frags
}

type wordSpan struct{ from, to int }

// listWords finds the words between blanks and commas. Blanks beyond ASCII separate
// nothing, for they separate nothing for who reads the list.
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

func isSeparator(r rune) bool { return r == ',' || r < utf8.RuneSelf && unicode.IsSpace(r) }
