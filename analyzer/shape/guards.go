package shape

import (
	"bytes"
	"iter"
	"slices"
)

// A guard may make its scope of parts that no other code puts together:
//
//	mux.Handle("GET /droplets", needs("droplet", list))
//	group.Use(needs("droplet"))
//	if !allowed(r, "droplet", "read") { … }

// Parts finds them in source text.
type Parts struct {
	Resource func(word []byte) bool         // some resource, in any case and number
	Actions  func(resource string) []string // of a resource that is written so
}

// Guards reports whether a file shows a resource among the arguments of a
// statement that has the path of a route, too, or adds a middleware, and whether
// it shows a resource and an action one behind the other, which are a scope
// together.
func (p *Parts) Guards(data []byte) (route, pair bool) {
	for from, to := range p.resourceArguments(data) {
		s := statementAround(data, from, to)
		beside := bytes.Contains(s, []byte(".Use(")) || hasPath(s)
		action := actionBehind(data, to)
		if !beside && action == "" {
			continue
		}
		actions := p.Actions(string(firstWord(data[from+1:])))
		if beside && len(actions) > 0 {
			return true, pair
		}
		pair = pair || slices.Contains(actions, action)
	}
	return false, pair
}

// actionBehind is the word that is the next argument after the literal that ends
// at an offset, or "".
func actionBehind(data []byte, to int) string {
	rest, ok := bytes.CutPrefix(trimLeft(data[to:]), []byte(","))
	if rest = trimLeft(rest); !ok || len(rest) == 0 || !isQuote(rest[0]) {
		return ""
	}
	word := firstWord(rest[1:])
	if end := len(word) + 1; end < len(rest) && isQuote(rest[end]) {
		return string(word)
	}
	return ""
}

// resourceArguments goes over the literals data[from:to] that are arguments, or
// values of a composite literal, and a resource. A separator may stand behind it.
func (p *Parts) resourceArguments(data []byte) iter.Seq2[int, int] {
	return func(yield func(from, to int) bool) {
		for from := 0; ; from++ {
			i := bytes.IndexByte(data[from:], '"')
			if i < 0 {
				return
			}
			if from += i; from > 0 && isWordByte(data[from-1]) {
				continue // the end of a literal
			}
			word := firstWord(data[from+1:])
			to := from + 1 + len(word)
			if to < len(data) && data[to] == ':' {
				to++
			}
			if len(word) == 0 || len(word) > MaxWord || to == len(data) || data[to] != '"' || !p.Resource(word) {
				continue
			}
			to++
			if isArgument(data, from, to) && !yield(from, to) {
				return
			}
		}
	}
}

// isArgument reports whether the literal data[from:to] is an argument, or the
// beginning of one, or a value of a composite literal.
func isArgument(data []byte, from, to int) bool {
	before := trimRight(data[lineStart(data, from):from])
	if len(before) == 0 { // a line of its own
		before = trimRight(data[max(0, from-maxStatement):from])
	}
	return len(before) > 0 && bytes.IndexByte([]byte("(,{:"), before[len(before)-1]) >= 0 &&
		bytes.IndexByte([]byte(",)}+"), firstByte(data[to:])) >= 0
}

// maxStatement is how many bytes of a statement are looked at on each side of a
// literal.
const maxStatement = 1000

// statementAround returns the lines of the statement that data[from:to] stands in, or of
// the entries of a table. Of a comment it returns nothing.
func statementAround(data []byte, from, to int) []byte {
	start, end := lineStart(data, from), lineEnd(data, to)
	if bytes.HasPrefix(bytes.TrimLeft(data[start:], blanks), []byte("//")) {
		return nil
	}
	for start > 0 && from-start < maxStatement && goesOnBelow(data[lineStart(data, start-1):start]) {
		start = lineStart(data, start-1)
	}
	for end < len(data) && end-to < maxStatement && goesOnBelow(data[lineStart(data, end):end+1]) {
		end = lineEnd(data, end+1)
	}
	return data[start:end]
}

// goesOnBelow reports whether a statement goes on behind a line.
func goesOnBelow(line []byte) bool {
	line = trimRight(line)
	return len(line) > 0 && bytes.IndexByte([]byte("(,."), line[len(line)-1]) >= 0
}

func lineStart(data []byte, at int) int { return bytes.LastIndexByte(data[:at], '\n') + 1 }

func lineEnd(data []byte, at int) int {
	if at > len(data) {
		return len(data)
	}
	if i := bytes.IndexByte(data[at:], '\n'); i >= 0 {
		return at + i
	}
	return len(data)
}

// hasPath reports whether a statement has an argument that may be the path of a
// route: "/droplets", "GET /droplets".
func hasPath(statement []byte) bool {
	for at := 1; at < len(statement); at++ {
		if statement[at] != '/' {
			continue
		}
		from := at
		if statement[from-1] == ' ' {
			for from--; from > 0 && statement[from-1] >= 'A' && statement[from-1] <= 'Z'; from-- {
			}
		}
		if from == 0 || !isQuote(statement[from-1]) {
			continue
		}
		before := trimRight(statement[:from-1])
		if len(before) == 0 || bytes.IndexByte([]byte("(,{:"), before[len(before)-1]) >= 0 {
			return true
		}
	}
	return false
}
