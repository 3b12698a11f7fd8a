package main

import (
	"flag"
	"fmt"
	"io"
	"strings"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/catalog"
	"github.com/scopelint/scopelint/catalog/near"
)

const explainUsage = `
Explain tells what a rule finds, why, and how to mend it, or what is known about
a scope and how: the other actions of its resource, what covers it and what it
grants, its former names and look-alikes, which operations ask for it, always or
on a condition, and what the form for a new token ticks with it.

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
		if err := explainOne(&b, cfg, name); err != nil {
			return exitFailure, err
		}
	}
	return exitClean, o.print(stdout, func(_ string, w io.Writer) error { _, err := io.WriteString(w, b.String()); return err })
}

// catalogsOf lists the catalogs of a configuration: those that are one to it,
// and ready-made ones.
func catalogsOf(cfg *analyzer.Config) []*catalog.Catalog {
	if cfg.Shareable() {
		return cfg.Ready()
	}
	return append([]*catalog.Catalog{cfg.Catalog()}, cfg.Ready()...)
}

// allReady lists the ready-made catalogs.
func allReady() []*catalog.Catalog {
	var list []*catalog.Catalog
	for _, name := range catalog.ReadyNames() {
		c, _ := catalog.Ready(name)
		list = append(list, c)
	}
	return list
}

// explainIn explains a scope, or a name that was one, of each of the catalogs
// that has it. It reports whether one has.
func explainIn(b *strings.Builder, list []*catalog.Catalog, name string) bool {
	found := false
	for _, c := range list {
		s, ok := c.Lookup(name)
		past, was := c.Past(name)
		if !ok && !was {
			continue
		}
		if found {
			b.WriteString("\n")
		}
		found = true
		if ok {
			explainScope(b, c, s)
		} else {
			explainPast(b, c, past)
		}
	}
	return found
}

func explainOne(b *strings.Builder, cfg *analyzer.Config, name string) error {
	c := cfg.Catalog()
	for _, r := range analyzer.Rules() {
		if r.ID == name {
			fmt.Fprintf(b, "%s (%s by default)\n\n%s\n\n%s\n", r.ID, r.Severity, r.Doc(), r.URL())
			return nil
		}
	}
	if explainIn(b, catalogsOf(cfg), name) || explainIn(b, allReady(), name) {
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
	if n, ok := c.Split(name); ok && len(c.Actions(n.Resource)) > 0 {
		return fmt.Errorf("no scope %q: %s has %s", name, n.Resource, strings.Join(c.Actions(n.Resource), ", "))
	}
	if actions := c.Actions(name); len(actions) > 0 {
		return fmt.Errorf("%s is a resource: its actions are %s", name, strings.Join(actions, ", "))
	}
	return fmt.Errorf("%q is neither a rule (%s) nor a scope of %s", name, strings.Join(analyzer.RuleIDs(), ", "), c)
}
