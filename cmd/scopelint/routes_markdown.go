package main

import (
	"io"
	"strings"

	"github.com/scopelint/scopelint/catalog/visible"
)

// printRoutesMarkdown prints a table for a pull request or a page of
// documentation.
func printRoutesMarkdown(w io.Writer, r *routesReport) error {
	var b strings.Builder
	b.WriteString("| method | path | scopes | state | handler | position |\n|---|---|---|---|---|---|\n")
	for _, route := range r.Routes {
		state := route.Shown()
		if route.Reason != "" {
			state += ": " + route.Reason
		}
		visible.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", cell(route.Method), code(route.Pattern()), code(route.Demand()),
			cell(state), code(route.Handler), cell(route.Location.Position()))
	}
	if doubts := r.Doubts(); len(doubts) > 0 {
		b.WriteString("\nUnproven, because\n\n")
		for _, d := range doubts {
			visible.Fprintf(&b, "- %s\n", cell(d.String()))
		}
	}
	for _, l := range r.Missing() {
		visible.Fprintf(&b, "\n%s\n\n", l.Title)
		for _, m := range l.Calls {
			visible.Fprintf(&b, "- %s: %s: %s\n", cell(m.Location.Position()), code(m.Name), cell(m.Message))
		}
	}
	visible.Fprintf(&b, "\n%s\n", r.Coverage)
	_, err := io.WriteString(w, b.String())
	return err
}
