package source

import "bytes"

// stripBodies puts blanks in place of function bodies, so that all that stands
// at top level keeps its position and the parser has a third of the work.
// It goes by the layout that gofmt gives: the body begins at the end of the line
// that begins with func, and ends at the next line that begins with a brace.
//
// A brace that begins a line within a raw string ends the body too early. What
// is left of the string then is no declaration, so the text does not parse, and
// the caller takes the whole one.
func stripBodies(src []byte) []byte {
	out := bytes.Clone(src)
	for at := 0; ; {
		i := bytes.Index(out[at:], []byte("\nfunc "))
		if i < 0 {
			return out
		}
		at += i + 1
		eol := bytes.IndexByte(out[at:], '\n')
		if eol < 0 {
			return out
		}
		line := bytes.TrimRight(out[at:at+eol], "\r")
		at += eol
		if !bytes.HasSuffix(line, []byte(" {")) || bytes.HasSuffix(line, []byte("interface {")) || bytes.HasSuffix(line, []byte("struct {")) {
			continue // the body is in the line, or the signature goes on
		}
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
