package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/scopelint/scopelint/analyzer/needs"
	"github.com/scopelint/scopelint/catalog/visible"
)

// What programs need, command by command or function by function.

// byPrinters are the formats of -by.
var byPrinters = map[string]func(io.Writer, *needsAnswer) error{
	"text":     printByText,
	"markdown": printByMarkdown,
	"json":     needsPrinters["json"],
}

// nothingBy reports, as an error, a program of which no part is found.
func (a *needsAnswer) nothingBy(by string) error {
	for _, p := range a.Programs {
		if slices.ContainsFunc(p.By, func(e needs.Entry) bool { return e.Name != "" }) {
			continue
		}
		if needs.By(by) == needs.ByCommand {
			return fmt.Errorf("%s has no command that can be told apart: %s", p.Package, needs.Frameworks)
		}
		return fmt.Errorf("%s has no function of its own that leads to a request", p.Package)
	}
	return nil
}

// printByText prints a table for each program.
func printByText(w io.Writer, a *needsAnswer) error {
	for i, p := range a.Programs {
		if i > 0 {
			fmt.Fprintln(w)
		}
		visible.Fprintf(w, "%s\n\n", strings.TrimSuffix(verdict(p.Program), ":"))
		table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		for _, e := range told(p.By) {
			visible.Fprintf(table, "\t%s\t%s\n", entryName(e), strings.Join(entryNeeds(e), "; "))
		}
		if err := table.Flush(); err != nil {
			return err
		}
	}
	return nil
}

// printByMarkdown prints a table for each program, for documentation.
func printByMarkdown(w io.Writer, a *needsAnswer) error {
	for _, p := range a.Programs {
		visible.Fprintf(w, "## %s\n\n| what runs | scopes | and |\n|---|---|---|\n", cell(p.Package))
		for _, e := range told(p.By) {
			all := entryNeeds(e)
			scopes := all[0]
			if len(e.Scopes) > 0 {
				scopes = strings.TrimSuffix(all[0], strings.Join(e.Scopes, ",")) + string(codes(e.Scopes))
			}
			visible.Fprintf(w, "| %s | %s | %s |\n", code(entryName(e)), scopes, cell(strings.Join(all[1:], "; ")))
		}
		fmt.Fprintln(w)
	}
	return nil
}

// told leaves out what runs in any case if that needs nothing.
func told(all []needs.Entry) []needs.Entry {
	return slices.DeleteFunc(slices.Clone(all), func(e needs.Entry) bool {
		return e.Name == "" && e.Complete && len(e.Scopes)+len(e.Maybe) == 0
	})
}

func entryName(e needs.Entry) string {
	if e.Name == "" {
		return "(whatever is asked for)"
	}
	return shortName(e.Name)
}

// entryNeeds says what a part of a program needs: first the scopes, then what else may be.
func entryNeeds(e needs.Entry) []string {
	p := needs.Program{Complete: e.Complete, Scopes: e.Scopes, Maybe: e.Maybe, Unresolved: e.Unresolved}
	scopes := strings.Join(e.Scopes, ",")
	switch {
	case scopes == "" && e.Complete:
		scopes = "none"
	case scopes == "":
		scopes = "at least none"
	case !e.Complete:
		scopes = "at least " + scopes
	}
	all := []string{scopes}
	if maybe := possible(p); len(maybe) > 0 {
		all = append(all, "maybe "+strings.Join(maybe, ","))
	}
	if !e.Complete {
		all = append(all, gaps(p))
	}
	return all
}
