package main

import (
	"io"
	"strings"

	"github.com/scopelint/scopelint/catalog/visible"
)

// printMarkdown prints a table for a job summary or a comment.
func printMarkdown(w io.Writer, r *report) error {
	var b strings.Builder
	visible.Fprintf(&b, "**scopelint**: %s\n", r.countFindings())
	if list := r.counting(); len(list) > 0 {
		b.WriteString("\n| severity | rule | finding | position |\n|---|---|---|---|\n")
		for _, f := range list {
			visible.Fprintf(&b, "| %s | %s | %s | %s |\n", f.Severity, code(f.Rule), cell(f.Message), code(f.Location.Position()))
		}
	}
	if len(r.Problems) > 0 {
		b.WriteString("\nNot judged\n\n")
		for _, p := range r.Problems {
			visible.Fprintf(&b, "- %s\n", cell(p.Message))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// cell makes a text fit for a cell of a table, or for a line: it shows as it is and
// is no markup, no link and no mention.
func cell(text string) visible.Shown {
	return visible.Shown(markdownEscapes.Replace(visible.Text(text)))
}

// markdownEscapes leave single underscores and asterisks alone, which only make
// italics of names that have several.
var markdownEscapes = strings.NewReplacer("|", `\|`, "<", `\<`, "[", `\[`, "]", `\]`, "`", "\\`", "@", "&#64;", "&", "&amp;")

// code sets a text of a cell as code, between more backquotes than it has itself.
func code(text string) visible.Shown {
	if text == "" {
		return ""
	}
	text = strings.ReplaceAll(visible.Text(text), "|", `\|`)
	fence := "`"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	if len(fence) > 1 {
		text = " " + text + " "
	}
	return visible.Shown(fence + text + fence)
}

// codes lists texts.
func codes(list []string) visible.Shown {
	var all []string
	for _, text := range list {
		all = append(all, string(code(text)))
	}
	return visible.Shown(strings.Join(all, ", "))
}
