package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/analyzer/draft"
	"github.com/scopelint/scopelint/catalog"
	"github.com/scopelint/scopelint/catalog/visible"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/found"
)

// providerCatalog is the file for the scopes of an API that has no ready-made
// catalog.
func providerCatalog(site string) string { return "scopes-" + site + ".toml" }

// catalogFileNames are the files that catalogFiles drafts.
func (m *moduleSurvey) catalogFileNames() []string {
	var names []string
	if len(m.drafted.Own) > 0 {
		names = append(names, ownCatalog)
	}
	for _, p := range m.drafted.Providers {
		if !p.Ready && len(p.Scopes) > 0 {
			names = append(names, providerCatalog(p.Name))
		}
	}
	return names
}

// catalogFiles drafts the catalog of the module's own scopes, and one for each
// API of others whose scopes it asks for and nobody has listed.
func (m *moduleSurvey) catalogFiles() ([]draftFile, error) {
	var files []draftFile
	add := func(file string, d catalog.Draft, scopes, slips []draft.Scope) error {
		for _, s := range scopes {
			d.Scopes = append(d.Scopes, catalog.Scope{Name: s.Name, Status: catalog.Listed})
		}
		for _, s := range slips {
			d.Doubtful = append(d.Doubtful, catalog.Doubt{Name: s.Name, Why: fmt.Sprintf("like %q, at %s", s.Of, m.place(s))})
		}
		d.Grammar = grammarOf(scopes)
		text, err := d.TOML(file)
		if err != nil {
			return err
		}
		summary := count(len(scopes), "scope")
		if len(slips) > 0 {
			summary += fmt.Sprintf("; as slips, for you to decide: %s", strings.Join(namesOf(slips), ", "))
		}
		files = append(files, draftFile{file, string(text), summary})
		return nil
	}
	if len(m.drafted.Own) > 0 {
		d := catalog.Draft{Name: m.name(), Source: m.module, Comment: fmt.Sprintf(`The scopes of %s, drafted by "scopelint init" from what guards and
requests use and what is declared beside it. Remove what is none, and describe the others.
The form: https://pkg.go.dev/github.com/scopelint/scopelint/catalog
`, m.module)}
		if err := add(ownCatalog, d, m.drafted.Own, m.drafted.Slips); err != nil {
			return nil, err
		}
	}
	for _, p := range m.drafted.Providers {
		if p.Ready || len(p.Scopes) == 0 {
			continue
		}
		d := catalog.Draft{Name: p.Name, Source: m.module, Comment: fmt.Sprintf(`The scopes that %s asks for at %s, drafted by "scopelint init".
The provider's documentation may have more.
`, m.module, p.Name)}
		if err := add(providerCatalog(p.Name), d, p.Scopes, p.Slips); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// grammarOf makes up a grammar for scopes, with names of any form where some do
// not fit in.
func grammarOf(scopes []draft.Scope) []string {
	var names []string
	for _, s := range scopes {
		names = append(names, s.Name)
	}
	grammar, rest := catalog.InferGrammar(names)
	if len(rest) > 0 {
		grammar = append(grammar, catalog.AnyForm)
	}
	return grammar
}

// place is where a scope stands, for a reader of the module.
func (m *moduleSurvey) place(s draft.Scope) string {
	return fmt.Sprintf("%s:%d", found.Relative(m.dir, s.At.Filename), s.At.Line)
}

// writeCatalogs names the catalogs, and tells what was left out of them.
func (m *moduleSurvey) writeCatalogs(b *strings.Builder) {
	own := len(m.drafted.Own)
	switch known := count(len(m.known), "scope") + " of DigitalOcean's catalog"; {
	case own > 0 && len(m.known) > 0:
		visible.Fprintf(b, "\n# The code names %s, and %d of its own: %s has these.\n", known, own, ownCatalog)
	case own > 0:
		visible.Fprintf(b, "\n# The code names %s of its own: %s has them.\n", count(own, "scope"), ownCatalog)
	case len(m.foreign) > 0 && len(m.known) > 0:
		visible.Fprintf(b, "\n# The code names %s, and what seems to be another API's: %s.\n", known, some(m.foreign))
		b.WriteString("# To compare all of it with the catalog, take the hash away and allow the others.\n")
		visible.Fprintf(b, "# catalogs = [%q]\n#\n# [scopes]\n# allow = [%q]\n", analyzer.BuiltIn, m.foreign[0])
	case len(m.known) > 0:
		visible.Fprintf(b, "\n# The code names %s; all that it calls a scope is meant to be one of these.\n", known)
	case len(m.drafted.Providers) == 0:
		b.WriteString("\n# No scopes of the code's own were found. Those of the built-in catalog, DigitalOcean's, are looked for all the\n" +
			"# same; for an API of your own list its scopes in a file: https://pkg.go.dev/github.com/scopelint/scopelint/catalog\n" +
			"# catalogs = [\"scopes.toml\"]\n")
	}
	m.writeProviders(b)
	b.WriteString(m.catalogsLine())
	m.writeLeft(b)
}

// writeProviders tells of the APIs of others.
func (m *moduleSurvey) writeProviders(b *strings.Builder) {
	for _, p := range m.drafted.Providers {
		names := namesOf(p.Scopes)
		if p.Ready {
			visible.Fprintf(b, "\n# Scopes of %s are compared with its ready-made catalog where the code shows the endpoint: %s.\n", p.Name, strings.Join(names, ", "))
		} else if len(names) > 0 {
			visible.Fprintf(b, "\n# Scopes that are asked for at %s are in %s.\n", p.Name, providerCatalog(p.Name))
		}
	}
}

func namesOf(scopes []draft.Scope) []string {
	var names []string
	for _, s := range scopes {
		names = append(names, s.Name)
	}
	return names
}

// mostLeft is how many names of what is probably no scope are listed.
const mostLeft = 8

// writeLeft tells what the code calls scopes and no catalog got, by the reason.
func (m *moduleSurvey) writeLeft(b *strings.Builder) {
	byReason := make(map[draft.Reason][]draft.Scope)
	for _, s := range m.drafted.Left {
		byReason[s.Why] = append(byReason[s.Why], s)
	}
	if len(byReason) > 0 {
		b.WriteString("\n# Left out:\n")
	}
	for _, why := range slices.Sorted(maps.Keys(byReason)) {
		list, more := byReason[why], ""
		if n := len(list); n > mostLeft && why.Sure() {
			list, more = list[:mostLeft], fmt.Sprintf(", and %d more", n-mostLeft)
		}
		visible.Fprintf(b, "# - %s, as at %s: %s%s\n", why, m.place(list[0]), strings.Join(namesOf(list), ", "), more)
	}
}

// writeAllowed allows what was left out and would be a finding.
func (m *moduleSurvey) writeAllowed(b *strings.Builder) {
	if allow := m.allowed(); len(allow) > 0 {
		b.WriteString("\n[scopes]\n# What was left out and would be reported.\n")
		visible.Fprintf(b, "allow = [\"%s\"]\n", strings.Join(allow, `", "`))
	}
}

// allowed lists what was left out of the catalogs, and found by the first run:
// not what is nearly a scope of a catalog.
func (m *moduleSurvey) allowed() []string {
	if m.lint == nil {
		return nil
	}
	left := namesOf(m.drafted.Left)
	var list []string
	for _, f := range m.lint.counting() {
		if f.Rule == "unknown-scope" && len(f.Fixes) == 0 && slices.Contains(left, f.Scope) && !isBuiltIn(f.Scope) {
			list = append(list, f.Scope)
		}
	}
	return sorted(list)
}
