package source

import (
	"bytes"
	"iter"
)

// stripBodies puts blanks in place of function bodies, so that all that stands
// at top level keeps its position and the parser has a third of the work.
// Where a body ends too early, for a brace that begins a line within it, what is
// left does not parse, and the caller takes the whole text.
func stripBodies(src []byte) []byte {
	out := bytes.Clone(src)
	for from, to := range bodies(src) {
		for i := from; i < to; i++ {
			if out[i] != '\n' {
				out[i] = ' '
			}
		}
	}
	return out
}

// Declarations is the text of a file without function bodies: as long as it
// stays the same, so do the types and constants of those that import the
// package.
func Declarations(src []byte) []byte {
	kept := make([]byte, 0, len(src))
	at := 0
	for from, to := range bodies(src) {
		kept = append(kept, src[at:from]...)
		at = to
	}
	return append(kept, src[at:]...)
}

// bodies goes over function bodies, by the layout that gofmt gives: the body
// begins at the end of the line that begins with func, and ends at the next line
// that begins with a brace. Where it is laid out otherwise a body is left out.
func bodies(src []byte) iter.Seq2[int, int] {
	return func(yield func(from, to int) bool) {
		at, in := 0, code // what src[:at] ends in
		for {
			i := bytes.Index(src[at:], []byte("\nfunc "))
			if i < 0 {
				return
			}
			in = after(in, src[at:at+i+1])
			at += i + 1
			eol := bytes.IndexByte(src[at:], '\n')
			if eol < 0 {
				return
			}
			line := bytes.TrimRight(src[at:at+eol], "\r")
			if in != code || !bytes.HasSuffix(line, []byte(" {")) || bytes.HasSuffix(line, []byte("interface {")) || bytes.HasSuffix(line, []byte("struct {")) || after(code, line) != code {
				continue // this is no function, or the body is in the line, or the signature goes on
			}
			length := bytes.Index(src[at+eol:], []byte("\n}"))
			if length < 0 {
				return
			}
			from, to := at+eol, at+eol+length
			if bytes.Count(src[from:to], []byte("`"))%2 == 1 {
				continue // the brace stands in a raw string
			}
			if !yield(from, to) {
				return
			}
			at = to
		}
	}
}

// A stretch of source text ends in code, or in something that goes on.
type within byte

const (
	code    within = 0
	raw     within = '`' // a raw string
	comment within = '*' // a general comment
)

// after tells what a stretch ends in, from what it begins in.
func after(in within, text []byte) within {
	for len(text) > 0 {
		switch in {
		case raw:
			in, text = leave(in, text, "`")
		case comment:
			in, text = leave(in, text, "*/")
		default:
			in, text = enter(text)
		}
	}
	return in
}

// leave goes to the end of what a text begins in.
func leave(in within, text []byte, end string) (within, []byte) {
	if _, rest, ok := bytes.Cut(text, []byte(end)); ok {
		return code, rest
	}
	return in, nil
}

// enter goes to the next thing in code that has an end of its own, and past it
// if that is in its line.
func enter(text []byte) (within, []byte) {
	i := bytes.IndexAny(text, "`\"'/")
	if i < 0 {
		return code, nil
	}
	c, rest := text[i], text[i+1:]
	switch {
	case c == '`':
		return raw, rest
	case c != '/':
		return code, unquoted(rest, c)
	case bytes.HasPrefix(rest, []byte("*")):
		return comment, rest[1:]
	case bytes.HasPrefix(rest, []byte("/")):
		_, rest, _ = bytes.Cut(rest, []byte("\n"))
	}
	return code, rest
}

// unquoted is what comes behind a string or a character whose text is given.
func unquoted(text []byte, quote byte) []byte {
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case quote, '\n':
			return text[i+1:]
		}
	}
	return nil
}
