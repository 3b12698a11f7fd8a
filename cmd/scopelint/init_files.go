package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/catalog/visible"
)

// empty reports whether there is nothing to configure.
func (m *moduleSurvey) empty() bool {
	return len(m.known)+len(m.catalogFileNames())+len(m.programs)+len(m.routes.Routes)+len(m.drafted.Providers) == 0
}

// name is what the module's own catalog is called.
func (m *moduleSurvey) name() string {
	parts := strings.Split(m.module, "/")
	last := parts[len(parts)-1]
	if len(parts) > 1 && len(last) > 1 && last[0] == 'v' && strings.Trim(last[1:], "0123456789") == "" {
		last = parts[len(parts)-2]
	}
	return last
}

// catalogs are the catalogs that the module's scopes are meant to be in. The
// built-in one is not named where the code has scopes of others: what names a
// catalog makes all other scopes unknown.
func (m *moduleSurvey) catalogs() []string {
	var list []string
	if len(m.known) > 0 && len(m.foreign) == 0 {
		list = append(list, analyzer.BuiltIn)
	}
	return append(list, m.catalogFileNames()...)
}

func (m *moduleSurvey) catalogsLine() string {
	if list := m.catalogs(); len(list) > 0 {
		return fmt.Sprintf("catalogs = [\"%s\"]\n", strings.Join(list, `", "`))
	}
	return ""
}

// configFile is the draft of the configuration.
func (m *moduleSurvey) configFile() string {
	var b strings.Builder
	b.WriteString("#:schema https://github.com/scopelint/scopelint/raw/main/cmd/scopelint/schema/config.schema.json\n#\n")
	visible.Fprintf(&b, "# scopelint for %s, drafted by \"scopelint init\" from what the module contains.\n", m.module)
	b.WriteString("# Every key: https://github.com/scopelint/scopelint/blob/main/.scopelint.toml\n")
	m.writeCatalogs(&b)
	m.writeTests(&b)
	m.writeAllowed(&b)
	m.writeRoutes(&b)
	m.writeGrants(&b)
	return b.String()
}

// writeTests excludes test files that are about wrong scopes.
func (m *moduleSurvey) writeTests(b *strings.Builder) {
	if n := m.inTests(); n > 0 {
		visible.Fprintf(b, "\n# Tests name scopes that are wrong on purpose, as it seems: %s.\nexclude = [%q]\n", count(n, "finding"), testFiles)
	}
}

// testFiles is the pattern of all test files.
const testFiles = "**/*_test.go"

// inTests counts the findings of the first run in test files, if some of them
// seem to be meant, as a scope twice in a list is. A blank or a capital letter too
// much is not: what else has a fix that keeps the authority is a mistake in a
// test, too.
func (m *moduleSurvey) inTests() int {
	all, meant := 0, false
	for _, f := range m.lint.counting() {
		if isTest(f) {
			all++
			meant = meant || f.Rule == "duplicate-scope" || !slices.ContainsFunc(f.Fixes, func(fx fix) bool { return fx.Class == string(analyzer.SameAuthority) })
		}
	}
	if !meant {
		return 0
	}
	return all
}

func isTest(f finding) bool { return strings.HasSuffix(f.Location.File, "_test.go") }

// findings are those of the first run that the draft neither excludes nor
// allows.
func (m *moduleSurvey) findings() []finding {
	tests, allowed := m.inTests() > 0, m.allowed()
	return slices.DeleteFunc(m.lint.counting(), func(f finding) bool {
		return f.Rule == "unguarded-route" && anonymously(f.Route) != "" || tests && isTest(f) || f.Rule == "unknown-scope" && slices.Contains(allowed, f.Scope)
	})
}

// some lists the first of several names.
func some(names []string) string {
	const enough = 4
	if len(names) > enough {
		return strings.Join(names[:enough], ", ") + ", …"
	}
	return strings.Join(names, ", ")
}

func (m *moduleSurvey) writeRoutes(b *strings.Builder) {
	c := m.routes.Coverage
	if c.Routes == 0 {
		m.writeRouters(b)
		return
	}
	visible.Fprintf(b, "\n# Routes: %d guarded, %d unguarded, %d unproven; \"scopelint routes\" lists them.\n", c.Guarded, c.Unguarded, c.Unproven)
	if guards := m.guards(); len(guards) > 0 {
		visible.Fprintf(b, "# Seen to guard: %s.\n", some(guards))
	}
	b.WriteString("[routes]\n")
	if more := m.doubtfulGuards(); c.Unproven > 0 && len(more) > 0 {
		b.WriteString("# These take a scope and a handler, and nothing proves that they refuse. Read them; if they do:\n")
		visible.Fprintf(b, "# guards = [\"%s\"]\n", strings.Join(more, `", "`))
	}
	visible.Fprintf(b, "# Fail when fewer registrations are understood than today:\n# floor = %d\n", c.Understood)
	m.writePublic(b)
	m.writeRouters(b)
}

// routerForm is where rows of routers are explained.
const routerForm = "https://pkg.go.dev/github.com/scopelint/scopelint/analyzer/routes#hdr-Router_table"

// writeRouters describes the module's own routers.
func (m *moduleSurvey) writeRouters(b *strings.Builder) {
	c := m.routes.Coverage
	switch unclear := c.Routes == 0 || c.Unproven+c.Registered-c.Understood > 0; {
	case m.described:
		b.WriteString("\n# Routers of the module's own, by the names and parameters of their methods: read what each row says.\n# The form: " + routerForm + "\n")
		b.WriteString(m.routerText())
	case len(m.routers) > 0 && unclear:
		b.WriteString("\n# These look like routers of the module's own. What is not understood through them, rows such as these explain;\n# the form: " + routerForm + "\n")
		b.WriteString(commented(m.routerText()))
	case c.Routes > 0:
		b.WriteString("# A router of your own is described by [[routes.router]], see " + routerForm + ".\n")
	}
}

// routerText are the entries for the module's own routers.
func (m *moduleSurvey) routerText() string {
	var all []string
	for _, r := range m.routers {
		all = append(all, analyzer.RouterText(r))
	}
	return strings.Join(all, "\n")
}

// commented makes comments of lines.
func commented(text string) string {
	lines := strings.SplitAfter(strings.TrimSuffix(text, "\n"), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight("# "+strings.TrimSuffix(line, "\n"), " ") + "\n"
	}
	return strings.Join(lines, "")
}

// guards lists what was seen to guard routes, the most used first.
func (m *moduleSurvey) guards() []string {
	n := make(map[string]int)
	for _, r := range m.routes.Routes {
		for _, g := range r.Guards {
			if g.Name != "" {
				n[g.Name]++
			}
		}
	}
	return slices.SortedFunc(maps.Keys(n), func(a, b string) int { return cmp.Or(cmp.Compare(n[b], n[a]), cmp.Compare(a, b)) })
}

// doubtfulGuards lists functions that look like guards and were not seen to
// guard.
func (m *moduleSurvey) doubtfulGuards() []string {
	seen := m.guards()
	return slices.DeleteFunc(slices.Clone(m.drafted.Guards), func(name string) bool {
		return slices.ContainsFunc(seen, func(s string) bool {
			return strings.HasSuffix(name, "/"+s) || name == s || strings.HasSuffix(name, "."+s)
		})
	})
}

func (m *moduleSurvey) writeGrants(b *strings.Builder) {
	if len(m.programs) == 0 {
		return
	}
	programs := slices.Clone(m.programs)
	if programs[0] == "." { // which says little
		programs[0] = m.module
	}
	visible.Fprintf(b, "\n# Programs that call DigitalOcean's API: %s\n# \"scopelint needs\" tells which scopes that takes,\n", some(programs))
	visible.Fprintf(b, "# and \"scopelint needs -write %s\" writes them here as a [[grant]] that CI holds the calls against.\n", m.programs[0])
}

// summary tells what the first run will find.
func (m *moduleSurvey) summary() string {
	n := make(map[string]int)
	for _, f := range m.findings() {
		n[f.Rule]++
	}
	if len(n) == 0 {
		return "the first run finds nothing"
	}
	var words []string
	for _, id := range analyzer.RuleIDs() {
		if n[id] > 0 {
			words = append(words, fmt.Sprintf("%d %s", n[id], id))
		}
	}
	return "the first run finds " + strings.Join(words, ", ")
}
