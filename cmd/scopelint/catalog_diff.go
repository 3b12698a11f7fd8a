package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/catalog"
	"github.com/scopelint/scopelint/catalog/openapi"
	"github.com/scopelint/scopelint/catalog/visible"
)

const catalogDiffUsage = `
Diff tells what differs between two states of an API's scopes: scopes and
operations that are added (+), removed (-), renamed (>) or otherwise changed (!).
Each side is a catalog file, an OpenAPI specification, or a ready-made catalog such
as "digitalocean".

	scopelint catalog diff [flags] OLD NEW

What the two sides cannot both know is not compared: a specification knows no
aliases, and one without a list of scopes only those that its operations ask for;
a catalog has no scope that does not have its grammar. Aliases beside other scopes of an operation do not count.

The exit status is 0 if there is no difference, 1 if there is one, and 2 if the
two could not be compared.
`

// diffPrinters are the formats of the command.
var diffPrinters = map[string]func(w io.Writer, old, new string, d *catalog.Difference) error{
	"text": printCatalogDiff,
	"json": func(w io.Writer, old, new string, d *catalog.Difference) error {
		return printIndented(w, struct {
			Version int    `json:"version"`
			Old     string `json:"old"`
			New     string `json:"new"`
			*catalog.Difference
		}{1, old, new, d})
	},
}

// catalogDiff compares two catalogs or specifications.
func catalogDiff(args []string, stdout, stderr io.Writer) (int, error) {
	var o common
	flags := flag.NewFlagSet("scopelint catalog diff", flag.ContinueOnError)
	o.registerOutput(flags, sortedKeys(diffPrinters))
	if err := o.parse(flags, catalogDiffUsage, sortedKeys(diffPrinters), args, stdout); err != nil {
		return exitFailure, err
	}
	if flags.NArg() != 2 {
		return exitFailure, errors.New("catalog diff: name two catalog files or specifications, the old one and the new one")
	}
	var sides [2]catalog.Edition
	for i, name := range flags.Args() {
		var err error
		if sides[i], err = edition(name); err != nil {
			return exitFailure, err
		}
	}
	d := catalog.Diff(sides[0], sides[1])
	status := exitFindings
	if d.Same() {
		status = exitClean
	}
	return status, o.print(stdout, func(format string, w io.Writer) error {
		return diffPrinters[format](w, flags.Arg(0), flags.Arg(1), d)
	})
}

// edition reads one side of a comparison.
func edition(name string) (catalog.Edition, error) {
	if c, ok := catalog.Ready(name); ok {
		return c.Edition(), nil
	}
	if filepath.Ext(name) == ".toml" {
		c, err := catalog.Load(name)
		if err != nil {
			return catalog.Edition{}, err
		}
		return c.Edition(), nil
	}
	spec, err := openapi.Read(name)
	if err != nil {
		return catalog.Edition{}, err
	}
	return spec.Edition(), nil
}

// marks stand in front of each kind of change.
var marks = map[catalog.ChangeKind]string{catalog.Removed: "-", catalog.Added: "+", catalog.Renamed: ">", catalog.Changed: "!"}

func printCatalogDiff(w io.Writer, old, new string, d *catalog.Difference) error {
	if d.Same() {
		return nil
	}
	var b strings.Builder
	visible.Fprintf(&b, "--- %s\n+++ %s\n", old, new)
	for _, part := range []struct {
		name    string
		changes []catalog.Change
	}{{"scope", d.Scopes}, {"operation", d.Operations}} {
		if len(part.changes) == 0 {
			continue
		}
		visible.Fprintf(&b, "\n%s\n", changeCount(part.name, part.changes))
		for _, c := range part.changes {
			visible.Fprintf(&b, "%s %s\n", marks[c.Kind], changeText(c))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// changeCount words how many changes of each kind there are: "scopes: 2 added".
func changeCount(name string, changes []catalog.Change) string {
	var counts []string
	for _, kind := range []catalog.ChangeKind{catalog.Added, catalog.Removed, catalog.Renamed, catalog.Changed} {
		n := 0
		for _, c := range changes {
			if c.Kind == kind {
				n++
			}
		}
		if n > 0 {
			counts = append(counts, fmt.Sprintf("%d %s", n, kind))
		}
	}
	return name + "s: " + strings.Join(counts, ", ")
}

func changeText(c catalog.Change) string {
	values := slices.DeleteFunc([]string{c.OldValue, c.NewValue}, func(s string) bool { return s == "" })
	text := c.Old
	switch c.Kind {
	case catalog.Added:
		text = c.New
	case catalog.Renamed:
		return fmt.Sprintf("%s -> %s (%s)", c.Old, c.New, c.Evidence)
	}
	if len(values) > 0 {
		text += ": " + strings.Join(values, " -> ")
	}
	if c.Evidence != "" {
		text += "\n    " + c.Evidence
	}
	return text
}
