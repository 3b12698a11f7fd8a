package main

import (
	"fmt"
	"io"

	"github.com/scopelint/scopelint/catalog"
)

// suggestions counts what the catalog answers to mutated scopes.
type suggestions struct {
	rows []suggestionRow
}

type suggestionRow struct {
	kind                       string
	asked, given, right, wider int
	wrongs                     []string
}

// measureSuggestions asks for every mutation of every scope of the built-in
// catalog.
func measureSuggestions() *suggestions {
	c := catalog.DigitalOcean()
	var s suggestions
	for _, mut := range mutations {
		row := suggestionRow{kind: mut.kind}
		for _, scope := range c.Scopes() {
			for _, wrong := range mut.wrongs(scope.Resource, scope.Action) {
				if _, known := c.Lookup(wrong); known {
					continue // it is another scope now
				}
				row.asked++
				got, ok := c.Spelling(wrong)
				if !ok {
					got, ok = c.Suggest(wrong)
				}
				if !ok {
					continue
				}
				row.given++
				if got == scope.Name || isTwin(c, scope.Name, got) {
					row.right++
				} else {
					row.wrongs = append(row.wrongs, fmt.Sprintf("%s for %s (was %s)", got, wrong, scope.Name))
				}
				if grantsMore(c, scope, got) {
					row.wider++
				}
			}
		}
		s.rows = append(s.rows, row)
	}
	return &s
}

func isTwin(c *catalog.Catalog, a, b string) bool {
	p, ok := c.Preferred(a)
	return ok && p == b
}

// grantsMore reports whether got grants more than the scope that was meant: it
// covers it, or it changes what the scope only reads.
func grantsMore(c *catalog.Catalog, meant catalog.Scope, got string) bool {
	if got == meant.Name {
		return false
	}
	s, _ := c.Lookup(got)
	return c.IsAlias(got) || c.Covers(got, meant.Name) || meant.Action == "read" && s.Action != "read"
}

func (s *suggestions) total() suggestionRow {
	sum := suggestionRow{kind: "all"}
	for _, r := range s.rows {
		sum.asked += r.asked
		sum.given += r.given
		sum.right += r.right
		sum.wider += r.wider
	}
	return sum
}

func (s *suggestions) print(w io.Writer) {
	fmt.Fprintln(w, "| mutation | asked | abstained | given | right | more authority |")
	fmt.Fprintln(w, "|---|---:|---:|---:|---:|---:|")
	for _, r := range append(s.rows, s.total()) {
		fmt.Fprintf(w, "| %s | %d | %s | %d | %s | %d |\n", r.kind, r.asked, percent(r.asked-r.given, r.asked), r.given, percent(r.right, r.given), r.wider)
	}
	for _, r := range s.rows {
		for _, wrong := range r.wrongs {
			fmt.Fprintf(w, "wrong (%s): %s\n", r.kind, wrong)
		}
	}
}

func percent(n, of int) string {
	if of == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f %%", 100*float64(n)/float64(of))
}
