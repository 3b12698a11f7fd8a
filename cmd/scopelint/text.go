package main

import (
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"golang.org/x/term"

	"github.com/scopelint/scopelint/catalog/visible"
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
		if f.Counts() {
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
		_, t.err = visible.Fprintf(t.w, format, args...)
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
	marked := utf8.RuneCountInString(string(shownSource(line[start:end])))
	t.printf("\t%s\n\t%s%s\n", shownSource(line), blank(shownSource(line[:start])), t.paint(hue, strings.Repeat("~", max(1, marked))))
}

// blank replaces all but tabs by blanks.
func blank(s visible.Shown) visible.Shown {
	return visible.Shown(strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, string(s)))
}

// paint shows a text in a colour, where there are any.
func (t *textPrinter) paint(sgr, s string) visible.Shown {
	s = visible.Text(s)
	if t.color {
		s = "\x1b[" + sgr + "m" + s + "\x1b[0m"
	}
	return visible.Shown(s)
}
