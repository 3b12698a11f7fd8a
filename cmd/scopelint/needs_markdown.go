package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/scopelint/scopelint/analyzer/needs"
)

// printNeedsMarkdown prints a section for each program, for a pull request or
// a page of documentation.
func printNeedsMarkdown(w io.Writer, a *needsAnswer) error {
	var b strings.Builder
	for _, p := range a.Programs {
		fmt.Fprintf(&b, "## %s\n\n%s\n\n", p.Package, strings.TrimPrefix(verdict(p.Program), p.Package+" "))
		if len(p.Scopes) > 0 {
			fmt.Fprintf(&b, "```\n%s\n```\n\n| scope | request | reason | made at |\n|---|---|---|---|\n", strings.Join(p.Scopes, ","))
		}
		for _, path := range p.Paths {
			fmt.Fprintf(&b, "| `%s` | `%s` | %s | %s |\n", path.Scope, path.Operation, cell(path.Reason), cell(at(ownPlace(path.Steps))))
		}
		if len(p.Closure) > 0 {
			fmt.Fprintf(&b, "\nThe form for a new token also ticks `%s`.\n", strings.Join(p.Closure, "`, `"))
		}
		for _, m := range p.Maybe {
			fmt.Fprintf(&b, "\n- maybe `%s`: `%s`, %s", strings.Join(m.Scopes, "`, `"), m.Operation, cell(m.Reason))
		}
		for _, u := range p.Unresolved {
			if u.Kind == needs.LoadError {
				fmt.Fprintf(&b, "\n- `%s` does not load: %s", u.File, cell(u.Reason))
				continue
			}
			fmt.Fprintf(&b, "\n- unresolved: `%s` at %s: %s", u.Request, at(u.Place), cell(u.Reason))
		}
		b.WriteString("\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// cell makes a text fit for a cell of a table.
func cell(text string) string {
	return strings.NewReplacer("|", "\\|", "\n", " ").Replace(text)
}
