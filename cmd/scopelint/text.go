package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"

	"golang.org/x/term"
)

// printText prints one line a finding, position: message [rule]. On a terminal
// the source line follows, with the wrong part underlined, and what is right.
func printText(w io.Writer, r *report) error {
	if r.Stats != nil {
		return printStats(w, r.Stats)
	}
	t := textPrinter{w: w, sources: newSources(r.dir)}
	t.rich = isTerminal(w)
	t.color = t.rich && os.Getenv("NO_COLOR") == ""
	for _, f := range r.Findings {
		if f.counts() {
			t.finding(f)
		}
	}
	return t.err
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

type textPrinter struct {
	w           io.Writer
	rich, color bool
	sources     *sources
	err         error
}

func (t *textPrinter) printf(format string, args ...any) {
	if t.err == nil {
		_, t.err = fmt.Fprintf(t.w, format, args...)
	}
}

func (t *textPrinter) finding(f finding) {
	l := f.Location
	where := l.Position()
	if !t.rich {
		t.printf("%s: %s [%s]\n", where, f.Message, f.Rule)
		return
	}
	hue := "31" // red
	if f.Severity == "warning" {
		hue = "33"
	}
	t.printf("%s: %s %s\n", t.paint("1", where), t.paint(hue, f.Message), t.paint("2", "["+f.Rule+"]"))
	t.excerpt(l, hue)
	for _, r := range f.Related {
		t.printf("\t%s: %s\n", r.Location.Position(), r.Message)
	}
	for _, fix := range f.Fixes {
		t.printf("\tfix (%s): %s\n", fix.Class, fix.Message)
	}
}

// excerpt prints the line of a location and underlines the location in it.
func (t *textPrinter) excerpt(l location, hue string) {
	line := t.sources.line(l.File, l.Line)
	if line == "" {
		return
	}
	start, end := min(max(l.Column-1, 0), len(line)), len(line)
	if l.EndLine == l.Line && l.EndColumn > 0 {
		end = min(max(l.EndColumn-1, start), len(line))
	}
	t.printf("\t%s\n\t%s%s\n", line, blank(line[:start]), t.paint(hue, strings.Repeat("~", max(1, len([]rune(line[start:end]))))))
}

// blank replaces all but tabs by blanks.
func blank(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return r
		}
		return ' '
	}, s)
}

func (t *textPrinter) paint(sgr, s string) string {
	if !t.color {
		return s
	}
	return "\x1b[" + sgr + "m" + s + "\x1b[0m"
}
