package main

import (
	"errors"
	"flag"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/catalog/visible"
)

const rulesUsage = `
Rules lists the rules: the severity by default, the first release that has each,
and of which class its fixes are, if it has any. "scopelint explain RULE" tells
more.

	scopelint rules [flags]

Fixes of the class same-authority are applied by -fix, guessed ones by
-unsafe-fixes too.
`

// A ruleEntry is a rule as the command prints it.
type ruleEntry struct {
	Name    string   `json:"name"`
	Default string   `json:"default"`
	Since   string   `json:"since"`
	Fixes   []string `json:"fixes"` // classes
	Summary string   `json:"summary"`
	URL     string   `json:"url"`
}

// listRules is the command that lists the rules.
func listRules(args []string, stdout, stderr io.Writer) (int, error) {
	var o common
	flags := flag.NewFlagSet("scopelint rules", flag.ContinueOnError)
	formats := []string{"json", "text"}
	o.registerOutput(flags, formats)
	if err := o.parse(flags, rulesUsage, formats, args, stdout); err != nil {
		return exitFailure, err
	}
	if flags.NArg() > 0 {
		return exitFailure, errors.New("rules takes no arguments; \"scopelint explain RULE\" tells what a rule finds")
	}
	rules := ruleEntries()
	return exitClean, o.print(stdout, func(format string, w io.Writer) error {
		if format == "json" {
			return printIndented(w, rules)
		}
		tw := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
		visible.Fprintf(tw, "RULE\tDEFAULT\tSINCE\tFIXES\tFINDS\n")
		for _, r := range rules {
			fixes := "-"
			if len(r.Fixes) > 0 {
				fixes = strings.Join(r.Fixes, ", ")
			}
			visible.Fprintf(tw, "%s\t%s\t%s\t%s\t%s\n", r.Name, r.Default, r.Since, fixes, r.Summary)
		}
		return tw.Flush()
	})
}

func ruleEntries() []ruleEntry {
	var list []ruleEntry
	for _, r := range analyzer.Rules() {
		e := ruleEntry{Name: r.ID, Default: string(r.Severity), Since: r.Since, Fixes: []string{}, Summary: strings.ReplaceAll(r.Summary, "`", ""), URL: r.URL()}
		for _, class := range r.Fixes {
			e.Fixes = append(e.Fixes, string(class))
		}
		list = append(list, e)
	}
	return list
}
