package main

import (
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/catalog"
	"github.com/scopelint/scopelint/catalog/near"
)

const explainUsage = `
Explain tells what a rule finds, or what is known about a scope: what it
grants, what covers it, what looks like it, and which operations ask for it.

	scopelint explain [flags] RULE|SCOPE…
`

// explain is the command that answers questions about rules and scopes.
func explain(args []string, stdout, stderr io.Writer) (int, error) {
	var o common
	flags := flag.NewFlagSet("scopelint explain", flag.ContinueOnError)
	o.register(flags, []string{"text"})
	if err := o.parse(flags, explainUsage, []string{"text"}, args, stdout); err != nil {
		return exitFailure, err
	}
	names := flags.Args()
	if len(names) == 0 {
		return exitFailure, fmt.Errorf("explain what? Name a rule (%s) or a scope", strings.Join(analyzer.RuleIDs(), ", "))
	}
	cfg, err := analyzer.FindConfig(".")
	if err != nil {
		return exitFailure, err
	}
	var b strings.Builder
	for i, name := range names {
		if i > 0 {
			b.WriteString("\n")
		}
		if err := explainOne(&b, cfg.Catalog(), name); err != nil {
			return exitFailure, err
		}
	}
	return exitClean, o.write(stdout, func(w io.Writer) error { _, err := io.WriteString(w, b.String()); return err })
}

func explainOne(b *strings.Builder, c *catalog.Catalog, name string) error {
	for _, r := range analyzer.Rules() {
		if r.ID == name {
			fmt.Fprintf(b, "%s (%s by default)\n\n%s\n\n%s\n", r.ID, r.Severity, r.Doc(), r.URL())
			return nil
		}
	}
	if s, ok := c.Lookup(name); ok {
		explainScope(b, c, s)
		return nil
	}
	if right, ok := c.Spelling(name); ok {
		return fmt.Errorf("no scope is written %q: it is written %q", name, right)
	}
	if to, ok := c.Suggest(name); ok {
		return fmt.Errorf("no scope %q: did you mean %q?", name, to)
	}
	if to, ok := near.Best(name, analyzer.RuleIDs()); ok {
		return fmt.Errorf("no rule %q: did you mean %q?", name, to)
	}
	if actions := c.Actions(name); len(actions) > 0 {
		return fmt.Errorf("%s is a resource: its actions are %s", name, strings.Join(actions, ", "))
	}
	return fmt.Errorf("%q is neither a rule (%s) nor a scope of %s", name, strings.Join(analyzer.RuleIDs(), ", "), c)
}

// explainScope writes what the catalog knows about a scope, a paragraph each.
func explainScope(b *strings.Builder, c *catalog.Catalog, s catalog.Scope) {
	fmt.Fprintf(b, "%s: %s\n", s.Name, s.Description)
	if s.Status == catalog.Unlisted {
		fmt.Fprintf(b, "\nThe API uses it, but %s does not list it.\n", c)
	}
	if s.Slip {
		b.WriteString("It is most likely a slip of the specification.\n")
	}
	if preferred, ok := c.Preferred(s.Name); ok {
		fmt.Fprintf(b, "\nIt looks like %s, which is the same: write that.\n", preferred)
	}
	for _, pair := range c.Lookalikes() {
		if pair.Preferred == s.Name {
			fmt.Fprintf(b, "\n%s looks like it and is the same: write %s.\n", pair.Twin, s.Name)
		}
	}
	if expanded := c.Expand(s.Name); len(expanded) > 0 {
		fmt.Fprintf(b, "\nIt is an alias for %s, and for each one added later.\n", count(len(expanded), "scope"))
	}
	var covers []string
	for _, other := range c.Scopes() {
		if other.Name != s.Name && c.Covers(other.Name, s.Name) {
			covers = append(covers, other.Name)
		}
	}
	if len(covers) > 0 {
		fmt.Fprintf(b, "\nCovered by: %s\n", strings.Join(covers, ", "))
	}
	if c.Source() != "" {
		fmt.Fprintf(b, "\nSource: %s, %s\n", c, c.Source())
	}
	fmt.Fprintf(b, "\nActions of %s: %s\n", s.Resource, strings.Join(c.Actions(s.Resource), ", "))
	if p, ok := c.Prerequisite(s.Name); ok {
		explainForm(b, p)
	}
	explainOperations(b, c, s.Name)
}

func explainForm(b *strings.Builder, p catalog.Prerequisite) {
	if len(p.Required) > 0 {
		fmt.Fprintf(b, "\nThe form for a new token ticks with it: %s\n", strings.Join(p.Required, ", "))
	}
	if len(p.Offered) > 0 {
		fmt.Fprintf(b, "\nIt offers beside it: %s\n", strings.Join(p.Offered, ", "))
	}
}

// explainOperations lists the operations that ask for a scope, alone, together
// with others, or as one of several alternatives.
func explainOperations(b *strings.Builder, c *catalog.Catalog, scope string) {
	var lines []string
	for _, op := range c.Operations() {
		for _, all := range op.Scopes {
			if !slices.Contains(all, scope) {
				continue
			}
			line := "\t" + op.String()
			if others := slices.DeleteFunc(slices.Clone(all), func(s string) bool { return s == scope }); len(others) > 0 {
				line += ", with " + strings.Join(others, " and ")
			}
			if len(op.Scopes) > 1 {
				line += ", or others"
			}
			lines = append(lines, line)
		}
	}
	if len(lines) > 0 {
		fmt.Fprintf(b, "\n%s for it:\n%s\n", count(len(lines), "operation")+asks(len(lines)), strings.Join(lines, "\n"))
	}
}

func asks(n int) string {
	if n == 1 {
		return " asks"
	}
	return " ask"
}
