package source

import "bytes"

// stripBodies puts blanks in place of function bodies, so that all that stands
// at top level keeps its position and the parser has a third of the work.
// It goes by the layout that gofmt gives: the body begins at the end of the line
// that begins with func, and ends at the next line that begins with a brace.
//
// A brace that begins a line within a raw string ends the body too early. What
// is left of the string then is no declaration, so the text does not parse, and
// the caller takes the whole one. A function within a raw string at top level
// is not taken for one: an odd number of quotes stands in front of it.
func stripBodies(src []byte) []byte {
	out := bytes.Clone(src)
	quotes := 0 // in out[:at]
	for at := 0; ; {
		i := bytes.Index(out[at:], []byte("\nfunc "))
		if i < 0 {
			return out
		}
		quotes += bytes.Count(out[at:at+i], []byte("`"))
		at += i + 1
		eol := bytes.IndexByte(out[at:], '\n')
		if eol < 0 {
			return out
		}
		line := bytes.TrimRight(out[at:at+eol], "\r")
		if !bytes.HasSuffix(line, []byte(" {")) || bytes.HasSuffix(line, []byte("interface {")) || bytes.HasSuffix(line, []byte("struct {")) || quotes%2 == 1 {
			continue // the body is in the line, or the signature goes on, or this is no function
		}
		quotes += bytes.Count(line, []byte("`"))
		at += eol
		end := bytes.Index(out[at:], []byte("\n}"))
		if end < 0 {
			return out
		}
		for j := at; j < at+end; j++ {
			if out[j] != '\n' {
				out[j] = ' '
			}
		}
		at += end
	}
}

// Declarations is the text of a file without function bodies and blanks: as
// long as it stays the same, so do the types of those that import the package.
func Declarations(src []byte) []byte {
	out := stripBodies(src)
	kept := out[:0]
	for _, b := range out {
		if b != ' ' && b != '\n' && b != '\t' && b != '\r' {
			kept = append(kept, b)
		}
	}
	return kept
}
