package main

import (
	"fmt"
	"io"
	"strings"
)

// printMarkdown prints a table for the summary of a job or a comment.
func printMarkdown(w io.Writer, r *report) error {
	var b strings.Builder
	rows := 0
	for _, f := range r.Findings {
		if !f.counts() {
			continue
		}
		if rows++; rows == 1 {
			b.WriteString("| where | severity | rule | finding |\n|---|---|---|---|\n")
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", code(fmt.Sprintf("%s:%d:%d", f.Location.File, f.Location.Line, f.Location.Column)),
			f.Severity, code(f.Rule), cell(f.Message))
	}
	for i, p := range r.Problems {
		if i == 0 {
			b.WriteString("\nNot judged\n\n")
		}
		fmt.Fprintf(&b, "- %s\n", cell(p.Message))
	}
	if b.Len() > 0 {
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, "%s\n", r.summary())
	_, err := io.WriteString(w, b.String())
	return err
}
