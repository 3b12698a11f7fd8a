package main

import (
	"io"
	"strings"

	"github.com/scopelint/scopelint/analyzer/needs"
	"github.com/scopelint/scopelint/catalog/visible"
)

// printNeedsMarkdown prints a section for each program, for a pull request or
// a page of documentation.
func printNeedsMarkdown(w io.Writer, a *needsAnswer) error {
	var b strings.Builder
	for _, p := range a.Programs {
		visible.Fprintf(&b, "## %s\n\n%s\n\n", cell(p.Package), cell(strings.TrimPrefix(verdict(p.Program), p.Package+" ")))
		if len(p.Scopes) > 0 {
			visible.Fprintf(&b, "```\n%s\n```\n\n| scope | request | reason | made at |\n|---|---|---|---|\n", strings.Join(p.Scopes, ","))
		}
		for _, path := range p.Paths {
			visible.Fprintf(&b, "| %s | %s | %s | %s |\n", code(path.Scope), code(path.Operation), cell(path.Reason), cell(at(ownPlace(path.Steps))))
		}
		if len(p.Closure) > 0 {
			visible.Fprintf(&b, "\nThe form for a new token also ticks %s.\n", codes(p.Closure))
		}
		for _, m := range p.Maybe {
			visible.Fprintf(&b, "\n- maybe %s: %s, %s", codes(m.Scopes), code(m.Operation), cell(m.Reason))
		}
		for _, u := range p.Unresolved {
			if u.Kind == needs.LoadError {
				visible.Fprintf(&b, "\n- %s does not load: %s", code(u.File), cell(u.Reason))
				continue
			}
			visible.Fprintf(&b, "\n- unresolved: %s at %s: %s%s", code(u.Request), cell(at(u.Place)), cell(u.Reason), times(u.Count))
		}
		b.WriteString("\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}
