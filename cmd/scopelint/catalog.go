package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/catalog"
	"github.com/scopelint/scopelint/catalog/visible"
)

const catalogUsage = `
Catalog looks at catalogs of scopes.

	scopelint catalog list [flags] [TEXT]    the scopes that contain a text, with their descriptions
	scopelint catalog check FILE…            whether catalog files are sound, and what looks alike in them
	scopelint catalog import [flags] SPEC    a catalog file from an OpenAPI specification
	scopelint catalog diff [flags] OLD NEW   what differs between two catalogs or specifications

Each has a help: "scopelint catalog import -help".
`

const catalogListUsage = `
List prints the scopes of the configured catalogs whose names or descriptions
contain a text, or all of them; of several catalogs, whose each is.

	scopelint catalog list [flags] [TEXT]

The exit status is 0, or 2 if no scope contains the text.
`

const catalogCheckUsage = `
Check tells whether catalog files are sound, how many scopes and operations they
have, and which scopes look alike.

	scopelint catalog check FILE…

The exit status is 0, 1 if scopes look alike, and 2 if a file has a mistake.
`

// catalogVerbs are what the command can do.
func catalogVerbs() []subcommand {
	return []subcommand{
		{"list", "the scopes that contain a text", catalogList},
		{"check", "whether catalog files are sound", catalogCheck},
		{"import", "a catalog file from an OpenAPI specification", catalogImport},
		{"diff", "what differs between two catalogs or specifications", catalogDiff},
	}
}

// catalogCommand is the command that looks at catalogs.
func catalogCommand(args []string, stdout, stderr io.Writer) (int, error) {
	verb := ""
	if len(args) > 0 {
		verb = args[0]
	}
	switch verb {
	case "", "help", "-h", "-help", "--help":
		_, err := io.WriteString(stdout, strings.TrimLeft(catalogUsage, "\n"))
		return exitClean, err
	}
	for _, v := range catalogVerbs() {
		if v.name == verb {
			return v.run(args[1:], stdout, stderr)
		}
	}
	return exitFailure, fmt.Errorf("catalog %s: write list, check, import or diff", verb)
}

// catalogList prints the scopes of the configured catalog.
func catalogList(args []string, stdout, stderr io.Writer) (int, error) {
	var o common
	var asOf, named string
	flags := flag.NewFlagSet("scopelint catalog list", flag.ContinueOnError)
	flags.StringVar(&named, "catalog", "", "list the ready-made catalog called `name`, whatever is configured")
	flags.StringVar(&asOf, "as-of", "", "list what was on record on a `date`, such as 2026-05-06")
	formats := []string{"json", "text"}
	o.register(flags, formats)
	if err := o.parse(flags, catalogListUsage, formats, args, stdout); err != nil {
		return exitFailure, err
	}
	cfg, err := analyzer.FindConfig(".")
	if err != nil {
		return exitFailure, err
	}
	text := strings.Join(flags.Args(), " ")
	if _, err := time.Parse(time.DateOnly, asOf); err != nil && asOf != "" {
		return exitFailure, fmt.Errorf("catalog list: -as-of %q is no date: write it as 2026-05-06", asOf)
	}
	catalogs := catalogsOf(cfg)
	if named != "" {
		c, ok := catalog.Ready(named)
		if !ok {
			return exitFailure, fmt.Errorf("catalog list: no ready-made catalog %q: they are %s", named, strings.Join(catalog.ReadyNames(), ", "))
		}
		catalogs = []*catalog.Catalog{c}
	}
	var scopes []catalog.Scope
	for _, c := range catalogs {
		if asOf != "" {
			scopes = append(scopes, c.AsOf(asOf)...)
		} else {
			scopes = append(scopes, c.Scopes()...)
		}
	}
	type row struct {
		Name        string         `json:"name"`
		Description string         `json:"description"`
		Status      catalog.Status `json:"status"`
		Grade       catalog.Grade  `json:"grade"`
		Since       string         `json:"since,omitempty"`
		Until       string         `json:"until,omitempty"`
		Source      string         `json:"source,omitempty"`
		Catalogs    []string       `json:"catalogs"`
	}
	rows := []row{}
	for _, s := range scopes {
		if strings.Contains(s.Name, text) || strings.Contains(strings.ToLower(s.Description), strings.ToLower(text)) {
			rows = append(rows, row{s.Name, s.Description, s.Status, s.Grade, s.Since, s.Until, s.Source, s.Catalogs})
		}
	}
	if len(rows) == 0 && asOf != "" {
		return exitFailure, fmt.Errorf("no scope that %s had on %s contains %q", cfg.Catalog(), asOf, text)
	}
	if len(rows) == 0 {
		return exitFailure, fmt.Errorf("no scope of %s contains %q", cfg.Catalog(), text)
	}
	return exitClean, o.print(stdout, func(format string, w io.Writer) error {
		if format == "json" {
			return printIndented(w, rows)
		}
		tw := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
		several := len(catalogs) > 1 || slices.ContainsFunc(rows, func(r row) bool { return !slices.Equal(r.Catalogs, rows[0].Catalogs) })
		for _, r := range rows {
			if several {
				visible.Fprintf(tw, "%s\t%s\t%s\n", r.Name, strings.Join(r.Catalogs, ", "), r.Description)
				continue
			}
			visible.Fprintf(tw, "%s\t%s\n", r.Name, r.Description)
		}
		return tw.Flush()
	})
}

// catalogCheck reads catalog files and tells what looks alike in them.
func catalogCheck(args []string, stdout, stderr io.Writer) (int, error) {
	flags := flag.NewFlagSet("scopelint catalog check", flag.ContinueOnError)
	if err := parseFlags(flags, catalogCheckUsage, args, stdout); err != nil {
		return exitFailure, err
	}
	files := flags.Args()
	if len(files) == 0 {
		return exitFailure, errors.New("catalog check: name a catalog file")
	}
	status := exitClean
	for _, file := range files {
		c, err := catalog.Load(file)
		if err != nil {
			return exitFailure, err
		}
		visible.Fprintf(stdout, "%s: %s, %s\n", file, count(len(c.Scopes()), "scope"), count(len(c.Operations()), "operation"))
		for _, pair := range c.Lookalikes() {
			status = exitFindings
			advice := fmt.Sprintf("%q is taken for the right one", pair.Preferred)
			if pair.Tie {
				advice = "nothing tells which one is right"
			}
			visible.Fprintf(stdout, "%s: %q looks like %q, and %s; if both are right, list their resources in distinct\n", file, pair.Twin, pair.Preferred, advice)
		}
	}
	return status, nil
}
