package main

import (
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/scopelint/scopelint/catalog/visible"
)

// stats counts the findings of a report.
type stats struct {
	Rules    map[string]tally `json:"rules"`
	Packages map[string]tally `json:"packages"`
	Scopes   map[string]tally `json:"scopes"` // as they are written
}

// A tally tells the findings that count from those that are excused.
type tally struct {
	Findings int `json:"findings"`
	Waived   int `json:"waived"`
}

func (r *report) count() *stats {
	s := &stats{make(map[string]tally), make(map[string]tally), make(map[string]tally)}
	for _, f := range r.Findings {
		add := func(to map[string]tally, name string) {
			if name == "" {
				return
			}
			t := to[name]
			if f.Waived == "" {
				t.Findings++
			} else {
				t.Waived++
			}
			to[name] = t
		}
		add(s.Rules, f.Rule)
		add(s.Packages, f.Package)
		add(s.Scopes, f.Scope)
	}
	return s
}

// printStats prints a table each for rules, packages and scopes.
func printStats(w io.Writer, s *stats) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for i, table := range []struct {
		thing   string
		tallies map[string]tally
	}{{"RULE", s.Rules}, {"PACKAGE", s.Packages}, {"SCOPE", s.Scopes}} {
		if i > 0 {
			fmt.Fprintln(t)
		}
		visible.Fprintf(t, "%s\tFINDINGS\tWAIVED\n", table.thing)
		for _, name := range sortedKeys(table.tallies) {
			visible.Fprintf(t, "%s\t%d\t%d\n", name, table.tallies[name].Findings, table.tallies[name].Waived)
		}
	}
	return t.Flush()
}
