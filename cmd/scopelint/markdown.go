package main

import (
	"fmt"
	"io"
	"strings"
)

// printMarkdown prints a table for a job summary or a comment.
func printMarkdown(w io.Writer, r *report) error {
	var b strings.Builder
	fmt.Fprintf(&b, "**scopelint**: %s\n", r.countFindings())
	if list := r.counting(); len(list) > 0 {
		b.WriteString("\n| severity | rule | finding | position |\n|---|---|---|---|\n")
		for _, f := range list {
			fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", f.Severity, code(f.Rule), cell(f.Message), code(f.Location.Position()))
		}
	}
	if len(r.Problems) > 0 {
		b.WriteString("\nNot judged\n\n")
		for _, p := range r.Problems {
			fmt.Fprintf(&b, "- %s\n", cell(p.Message))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
