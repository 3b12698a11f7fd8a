package main

import (
	"os"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/packages"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/analyzer/draft"
	"github.com/scopelint/scopelint/analyzer/routes"
	"github.com/scopelint/scopelint/analyzer/source"
	"github.com/scopelint/scopelint/catalog"
)

// A moduleSurvey is what a module contains that a configuration is about.
type moduleSurvey struct {
	dir      string // its root
	module   string
	packages int
	known    []string            // scopes of the built-in catalog
	drafted  *draft.Result       // the other scopes
	guardsOf map[string][]string // the guards that ask for a text, by it
	foreign  []string            // texts that the code calls scopes, neither known nor the module's own
	programs []string            // directories of main packages that reach the API's client

	routers []*routes.Router // of the module's own, as their methods look

	checked []*source.Checked // the packages, without tests
	broken  []problem         // what does not load or type-check

	surveys []*analyzer.Survey
	mains   []string // main packages
	client  map[string]bool
	imports map[string][]string

	routes *routesReport // as the draft of the configuration has them
	lint   *report
	// described says that rows for the module's own routers are in the draft:
	// with them more is understood.
	described bool
	trials    []string // directories with configurations that were tried
}

// surveyModule surveys the packages of the module in the working directory.
func surveyModule(o *common) (*moduleSurvey, error) {
	loads, _, err := prepare(o, nil)
	if err != nil {
		return nil, err
	}
	m := &moduleSurvey{imports: make(map[string][]string), client: make(map[string]bool)}
	if m.dir, err = os.Getwd(); err != nil {
		return nil, err
	}
	if m.module, err = modulePath("."); err != nil {
		return nil, err
	}
	var mu sync.Mutex
	for _, l := range loads {
		units, err := l.units(false)
		if err != nil {
			return nil, err
		}
		l.Check(units, source.Exact, func(c *source.Checked) {
			s, err := survey(c.Package)
			pkg := *c.Package // which keeps its syntax, for the routes
			mu.Lock()
			defer mu.Unlock()
			m.checked = append(m.checked, &source.Checked{Unit: c.Unit, Package: &pkg, Missing: c.Missing})
			m.add(c, s, err)
		})
	}
	slices.SortFunc(m.routers, func(a, b *routes.Router) int { return strings.Compare(a.Package, b.Package) })
	m.known = sorted(m.known)
	m.findOwn()
	m.findPrograms()
	return m, nil
}

// add takes over one package, of which s is nil if it has no files.
func (m *moduleSurvey) add(c *source.Checked, s *analyzer.Survey, err error) {
	m.packages++
	m.broken = append(m.broken, problems(c)...)
	if err != nil {
		m.broken = append(m.broken, problem{Package: c.PkgPath, Message: err.Error()})
	}
	if s == nil {
		return
	}
	m.known = append(m.known, s.Known...)
	m.surveys = append(m.surveys, s)
	if s.Router != nil {
		m.routers = append(m.routers, s.Router)
	}
	m.client[c.PkgPath] = m.client[c.PkgPath] || s.Client
	m.imports[c.PkgPath] = append(m.imports[c.PkgPath], c.Unit.Imports()...)
	if c.Package.Name == "main" {
		m.mains = append(m.mains, c.PkgPath)
	}
}

func sorted(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// survey surveys one package; it is nil for one without files.
func survey(pkg *packages.Package) (*analyzer.Survey, error) {
	if len(pkg.Syntax) == 0 {
		return nil, nil
	}
	return resultOf[*analyzer.Survey](analyzer.SurveyAnalyzer, pkg)
}

// findOwn finds the module's own scopes, and those of others, among the texts
// that may be some. A misspelt scope of the built-in catalog is none of them,
// where that catalog or its API is used.
func (m *moduleSurvey) findOwn() {
	slices.SortFunc(m.surveys, func(a, b *analyzer.Survey) int { return strings.Compare(a.Package, b.Package) })
	m.guardsOf = analyzer.Guards(m.surveys)
	var named []draft.Naming
	for _, s := range m.surveys {
		named = append(named, s.Named...)
	}
	m.surveys = nil // for they fill the memory
	m.knowGuarded()
	builtIn := len(m.known) > 0
	for _, client := range m.client {
		builtIn = builtIn || client
	}
	named = slices.DeleteFunc(named, func(n draft.Naming) bool {
		return n.Asked == analyzer.BuiltIn || builtIn && isBuiltIn(n.Text)
	})
	m.drafted = draft.Choose(named, func(text string) bool { return len(m.guardsOf[text]) > 0 })
	for _, s := range m.drafted.Left {
		m.foreign = append(m.foreign, s.Name)
	}
	for _, p := range m.drafted.Providers {
		for _, s := range p.Scopes {
			m.foreign = append(m.foreign, s.Name)
		}
	}
	m.foreign = slices.DeleteFunc(sorted(m.foreign), func(name string) bool {
		_, ok := catalog.DigitalOcean().Split(name)
		return !ok // it is not taken for a scope of that catalog
	})
}

// knowGuarded adds what guards ask for to the scopes of the built-in catalog,
// whatever the code calls it: if one has a resource that only that catalog has, or
// if all of them are its.
func (m *moduleSurvey) knowGuarded() {
	c := catalog.DigitalOcean()
	var known []string
	distinct, all := false, true
	for text := range m.guardsOf {
		s, ok := c.Lookup(text)
		if !ok || c.IsAlias(text) {
			all = false
			continue
		}
		known = append(known, text)
		distinct = distinct || slices.Contains(c.Evidence().Resources, s.Resource)
	}
	if distinct || all && len(known) > 1 {
		m.known = sorted(append(m.known, known...))
	}
}

// isBuiltIn reports whether a name is meant to be a scope of the built-in
// catalog.
func isBuiltIn(name string) bool {
	c := catalog.DigitalOcean()
	if n, ok := c.Split(name); ok {
		if _, known := c.Resource(n.Resource); known {
			return true
		}
	}
	_, spelt := c.Spelling(name)
	_, meant := c.Suggest(name)
	return spelt || meant
}

// findPrograms finds the main packages that use the API's client, themselves
// or through other packages of the module.
func (m *moduleSurvey) findPrograms() {
	reach := make(map[string]bool)
	var reaches func(path string) bool
	reaches = func(path string) bool {
		if r, ok := reach[path]; ok {
			return r
		}
		reach[path] = m.client[path]
		if slices.ContainsFunc(m.imports[path], reaches) {
			reach[path] = true
		}
		return reach[path]
	}
	for _, path := range m.mains {
		if reaches(path) {
			m.programs = append(m.programs, packageDir(m.module, path))
		}
	}
	m.programs = sorted(m.programs)
}
