package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/catalog"
	"github.com/scopelint/scopelint/catalog/visible"
)

// empty reports whether there is nothing to configure.
func (m *moduleSurvey) empty() bool {
	return len(m.known)+len(m.own)+len(m.programs)+len(m.routes.Routes) == 0
}

// catalogFile is the draft of the module's own catalog.
func (m *moduleSurvey) catalogFile() (string, error) {
	d := catalog.Draft{Name: m.name(), Source: m.module, Grammar: m.grammar, Comment: fmt.Sprintf(`The scopes of %s, drafted by "scopelint init" from the texts that its code calls
scopes or permissions. Remove what is none, correct what is misspelt, and describe the others.
The form: https://pkg.go.dev/github.com/scopelint/scopelint/catalog
`, m.module)}
	for _, name := range m.own {
		d.Scopes = append(d.Scopes, catalog.Scope{Name: name, Status: catalog.Listed})
	}
	text, err := d.TOML(ownCatalog)
	return string(text), err
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
	if len(m.own) > 0 {
		list = append(list, ownCatalog)
	}
	return list
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
	m.writeRoutes(&b)
	m.writeGrants(&b)
	return b.String()
}

func (m *moduleSurvey) writeCatalogs(b *strings.Builder) {
	switch known := count(len(m.known), "scope") + " of DigitalOcean's catalog"; {
	case len(m.own) > 0 && len(m.known) > 0:
		visible.Fprintf(b, "\n# The code names %s, and %d others: %s has these.\n", known, len(m.own), ownCatalog)
	case len(m.own) > 0:
		visible.Fprintf(b, "\n# The code names %s of its own: %s has them.\n", count(len(m.own), "scope"), ownCatalog)
	case len(m.foreign) > 0 && len(m.known) > 0:
		visible.Fprintf(b, "\n# The code names %s, and what seems to be another API's: %s.\n", known, some(m.foreign))
		b.WriteString("# To compare all of it with the catalog, take the hash away and allow the others.\n")
		visible.Fprintf(b, "# catalogs = [%q]\n#\n# [scopes]\n# allow = [%q]\n", analyzer.BuiltIn, m.foreign[0])
	case len(m.known) > 0:
		visible.Fprintf(b, "\n# The code names %s; all that it calls a scope is meant to be one of these.\n", known)
	default:
		b.WriteString("\n# The code names no scopes. Those of the built-in catalog, DigitalOcean's, are looked for all the same;\n" +
			"# for an API of your own list its scopes in a file: https://pkg.go.dev/github.com/scopelint/scopelint/catalog\n" +
			"# catalogs = [\"scopes.toml\"]\n")
	}
	b.WriteString(m.catalogsLine())
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
// seem to be meant. A blank or a capital letter too much is not: what has a fix
// that keeps the authority is a mistake in a test, too.
func (m *moduleSurvey) inTests() int {
	all, meant := 0, false
	for _, f := range m.lint.counting() {
		if isTest(f) {
			all++
			meant = meant || !slices.ContainsFunc(f.Fixes, func(fx fix) bool { return fx.Class == string(analyzer.SameAuthority) })
		}
	}
	if !meant {
		return 0
	}
	return all
}

func isTest(f finding) bool { return strings.HasSuffix(f.Location.File, "_test.go") }

// findings are those of the first run that the draft does not exclude.
func (m *moduleSurvey) findings() []finding {
	if m.inTests() == 0 {
		return m.lint.counting()
	}
	return slices.DeleteFunc(m.lint.counting(), isTest)
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
	if c.Unproven > 0 {
		b.WriteString("# What else guards routes, as go doc would find it:\n# guards = [\"(*" + m.module + "/auth.Service).Require\"]\n")
	}
	visible.Fprintf(b, "# Fail when fewer registrations are understood than today:\n# floor = %d\n", c.Understood)
	if public := m.unguarded(); len(public) > 0 {
		b.WriteString("# Routes that need no scope, each with the reason:\n")
		for _, route := range public {
			visible.Fprintf(b, "# [[routes.public]]\n# route  = %q\n# reason = \"\"\n", route)
		}
	}
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

// mostPublic is how many routes the draft suggests as public.
const mostPublic = 5

// unguarded lists the first routes that the rules would report.
func (m *moduleSurvey) unguarded() []string {
	var list []string
	for _, f := range m.findings() {
		if f.Rule == "unguarded-route" && len(list) < mostPublic && !slices.Contains(list, f.Route) {
			list = append(list, f.Route)
		}
	}
	return list
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
