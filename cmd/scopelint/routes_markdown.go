package main

import (
	"fmt"
	"io"
	"strings"
)

// printRoutesMarkdown prints a table for a pull request or a page of
// documentation.
func printRoutesMarkdown(w io.Writer, r *routesReport) error {
	var b strings.Builder
	b.WriteString("| method | path | scopes | state | handler | position |\n|---|---|---|---|---|---|\n")
	for _, route := range r.Routes {
		state := route.State
		if route.Reason != "" {
			state += ": " + route.Reason
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", cell(route.Method), code(route.Pattern()), code(route.Demand()),
			cell(state), code(route.Handler), cell(route.Location.Position()))
	}
	if doubts := r.Doubts(); len(doubts) > 0 {
		b.WriteString("\nUnproven, because\n\n")
		for _, d := range doubts {
			fmt.Fprintf(&b, "- %s\n", d)
		}
	}
	for _, l := range r.Missing() {
		fmt.Fprintf(&b, "\n%s\n\n", l.Title)
		for _, m := range l.Calls {
			fmt.Fprintf(&b, "- %s: %s: %s\n", m.Location.Position(), code(m.Name), m.Message)
		}
	}
	fmt.Fprintf(&b, "\n%s\n", r.Coverage)
	_, err := io.WriteString(w, b.String())
	return err
}

// code sets a text of a cell as code; a backquote in it needs longer fences.
func code(text string) string {
	switch {
	case text == "":
		return ""
	case strings.Contains(text, "`"):
		return "`` " + cell(text) + " ``"
	}
	return "`" + cell(text) + "`"
}
