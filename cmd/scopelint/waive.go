package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/catalog/visible"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/edits"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/found"
)

// waive writes a comment for each finding that counts, which excuses it, and
// returns the report of what is left. A file in which a comment would not do
// what it is for, or would undo another one, is left as it is.
func waive(o *options, r *report, stdout, stderr io.Writer) (*report, error) {
	was, waived := make(map[string][]byte), make(map[string][]byte)
	for file, list := range r.byFile() {
		src, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		text, err := addWaivers(file, src, list, o.waive)
		if err != nil {
			visible.Fprintf(stderr, "scopelint: %s is left as it is: %v\n", found.Relative(r.dir, file), err)
			continue
		}
		was[file], waived[file] = src, text
	}
	after, err := examine(o, waived)
	if err != nil {
		return nil, err
	}
	for _, file := range r.worse(after) {
		if _, ok := waived[file]; ok {
			visible.Fprintf(stderr, "scopelint: %s is left as it is, for a comment would not excuse what is there; a [[waiver]] of the configuration can\n", found.Relative(r.dir, file))
			delete(waived, file)
		}
	}
	if o.diff {
		return r, o.write(stdout, func(w io.Writer) error { return printDiff(w, r.dir, was, waived) })
	}
	refused := r.replace(was, waived, "waived what is in", stderr)
	if after, err = examine(o, nil); err != nil {
		return nil, err
	}
	after.refused = refused
	return after, settle(o, after, stderr)
}

// byFile are the findings that count and that a comment can excuse.
func (r *report) byFile() map[string][]finding {
	list := make(map[string][]finding)
	for _, f := range r.counting() {
		if strings.HasSuffix(f.Location.File, ".go") && f.Rule != "bad-waiver" {
			file := found.Absolute(r.dir, f.Location.File)
			list[file] = append(list[file], f)
		}
	}
	return list
}

// worse lists the files that have bad waivers or problems after, more than
// before, or findings that the comments were for.
func (r *report) worse(after *report) []string {
	bad := func(r *report) map[string]int {
		n := make(map[string]int)
		for _, f := range r.Findings {
			if f.Waived == "" && f.Rule == "bad-waiver" {
				n[found.Absolute(r.dir, f.Location.File)]++
			}
		}
		return n
	}
	before, now := bad(r), bad(after)
	files := slices.DeleteFunc(slices.Sorted(maps.Keys(now)), func(file string) bool { return now[file] <= before[file] })
	if len(newProblems(r, after)) > 0 {
		files = slices.Sorted(maps.Keys(r.byFile()))
	}
	return files
}

// addWaivers puts a comment above the line of each finding, or at its end where
// the line needs a second one. The text stays formatted if it was.
func addWaivers(file string, src []byte, list []finding, reason string) ([]byte, error) {
	fset := token.NewFileSet()
	syntax, err := parser.ParseFile(fset, file, src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	lines := newWaiverLines(fset.File(syntax.FileStart), syntax)
	var changes []edits.Edit
	placed := make(map[string]bool)
	for _, f := range list {
		line := lines.file.Line(lines.file.Pos(f.Location.Offset))
		key := fmt.Sprint(line, f.Rule)
		if placed[key] {
			continue
		}
		placed[key] = true
		at, indent, ok := lines.above(src, line)
		text := indent + "//scopelint:ignore " + f.Rule + " " + reason + "\n"
		if !ok {
			if at, ok = lines.behind(src, line); !ok {
				return nil, fmt.Errorf("no comment for line %d has a place; a [[waiver]] of the configuration can be for it", line)
			}
			text = " " + strings.TrimSpace(text)
		}
		changes = append(changes, edits.Edit{From: at, To: at, New: text})
	}
	text, err := edits.Apply(src, changes)
	if err != nil {
		return nil, err
	}
	if formatted, err := format.Source(src); err == nil && bytes.Equal(formatted, src) {
		return format.Source(text)
	}
	return text, nil
}

// waiverLines are the lines of a file, and what stands in the way of a comment.
type waiverLines struct {
	file   *token.File
	within map[int]bool // begins within a literal, so that nothing can be put above
	ends   map[int]bool // ends within one, or in a comment
	taken  map[int]bool // has a waiver above, or will have one
}

func newWaiverLines(file *token.File, syntax *ast.File) *waiverLines {
	l := &waiverLines{file, make(map[int]bool), make(map[int]bool), make(map[int]bool)}
	ast.Inspect(syntax, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok {
			for line := file.Line(lit.Pos()); line < file.Line(lit.End()); line++ {
				l.ends[line], l.within[line+1] = true, true
			}
		}
		return true
	})
	for _, group := range syntax.Comments {
		for _, c := range group.List {
			l.ends[file.Line(c.Pos())] = true
			if strings.HasPrefix(c.Text, "//scopelint:ignore") {
				l.taken[file.Line(c.Pos())+1] = true
			}
		}
	}
	return l
}

// above is where a line begins, and what it is indented by, if a comment can
// stand above it.
func (l *waiverLines) above(src []byte, line int) (at int, indent string, ok bool) {
	at = l.file.Offset(l.file.LineStart(line))
	rest := src[at:]
	indent = string(rest[:len(rest)-len(bytes.TrimLeft(rest, " \t"))])
	ok = !l.within[line] && !l.taken[line]
	l.taken[line] = true
	return at, indent, ok
}

// behind is where a line ends, if a comment can stand there.
func (l *waiverLines) behind(src []byte, line int) (at int, ok bool) {
	at = l.file.Offset(l.file.LineStart(line))
	text, _, _ := bytes.Cut(src[at:], []byte("\n"))
	ok = !l.ends[line]
	l.ends[line] = true
	return at + len(bytes.TrimRight(text, " \t\r")), ok
}
