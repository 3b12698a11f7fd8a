package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/analyzer/source"
	"github.com/scopelint/scopelint/catalog"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/found"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/lsp"
)

const lspUsage = `
Lsp is a language server for editors: it speaks the Language Server Protocol on
standard input and output. It shows findings as one types, completes and
explains scopes, and offers fixes.

	scopelint lsp [flags]

What it says of saved files is what "scopelint ./..." says in their modules.
`

// serveEditor is the command that is a language server.
func serveEditor(args []string, stdout, stderr io.Writer) (int, error) {
	o := options{failOn: "never", tests: true, types: typesNeeded}
	flags := flag.NewFlagSet("scopelint lsp", flag.ContinueOnError)
	flags.StringVar(&o.tags, "tags", "", "build `tags`, separated by commas")
	flags.StringVar(&o.rules, "rules", "", "run only these rules, or, as -name, all but these: `a,b,-c`")
	flags.BoolVar(&o.noCache, "no-cache", false, noCacheUsage)
	if err := parseFlags(flags, lspUsage, args, stdout); err != nil {
		return exitFailure, err
	}
	if flags.NArg() > 0 {
		return exitFailure, fmt.Errorf("lsp %s: it takes no packages: the editor says what is open", flags.Arg(0))
	}
	if _, err := o.selectRules(); err != nil {
		return exitFailure, err
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(100) // unlike other commands it stays
	}
	info, _ := debug.ReadBuildInfo()
	err := lsp.Serve(context.Background(), lsp.Options{Engine: newEngine(o), Version: newVersion(info).Version, Log: stderr}, os.Stdin, stdout)
	if err != nil {
		return exitFailure, err
	}
	return exitClean, nil
}

// An engine judges for the language server what the command line would.
type engine struct {
	options

	mu      sync.Mutex
	imports map[string]*source.Imports // by build
}

func newEngine(o options) *engine {
	return &engine{options: o, imports: make(map[string]*source.Imports)}
}

// at is the options for a query. What is borrowed for it is to be returned.
func (e *engine) at(q lsp.Query) (o *options, done func()) {
	o = new(options)
	*o = e.options
	o.from, o.configs, o.editing, o.patterns = q.Dir, q.Configs, true, []string{"./..."}
	o.cancelled = func() bool { return q.Context.Err() != nil }
	var borrowed []*source.Borrowed
	o.opened = func(ws *source.Workspace) {
		ws.Cancelled = o.cancelled
		borrowed = append(borrowed, e.importsOf(ws.Build).Borrow(ws))
	}
	return o, func() {
		for _, b := range borrowed {
			b.Return()
		}
	}
}

// Root implements [lsp.Engine].
func (e *engine) Root(file string) (string, bool) {
	root, ok := analyzer.ModuleRoot(filepath.Dir(file))
	if !ok {
		return "", false
	}
	build, err := source.NewBuild(e.tags)
	if err != nil {
		return root, true // which is told once it is judged
	}
	for _, others := range []string{build.ModCache, build.Root} {
		if rel, err := filepath.Rel(others, root); err == nil && filepath.IsLocal(rel) {
			return "", false
		}
	}
	return root, true
}

// Lint implements [lsp.Engine].
func (e *engine) Lint(q lsp.Query) (*lsp.Report, error) {
	var overlay map[string][]byte
	if len(q.Overlay) > 0 {
		overlay = q.Overlay
	}
	o, done := e.at(q)
	defer done()
	r, err := examine(o, overlay)
	if r == nil {
		return nil, err
	}
	report := &lsp.Report{Problems: r.Problems}
	for _, f := range r.counting() {
		report.Findings = append(report.Findings, f.Rooted(r.dir))
	}
	return report, err
}

// Package implements [lsp.Engine].
func (e *engine) Package(q lsp.Query) ([]finding, error) {
	o, done := e.at(q)
	defer done()
	selected, err := o.selectRules()
	if err != nil {
		return nil, err
	}
	var list []finding
	err = o.check(q, func(c *source.Checked) error {
		result, err := o.analyze(c.Package)
		if err != nil {
			return err
		}
		for _, f := range result.Findings {
			if one := found.New(c.PkgPath, c.Fset, f); one.Counts() && selected(one.Rule) {
				list = append(list, one)
			}
		}
		return nil
	})
	return list, err
}

// check type-checks the package in q.Dir, and its external tests, and visits
// them one at a time.
func (o *options) check(q lsp.Query, visit func(*source.Checked) error) error {
	build, err := source.NewBuild(o.tags)
	if err != nil {
		return err
	}
	ws, err := source.Open(q.Dir, build, q.Overlay)
	if err != nil {
		return err
	}
	o.opened(ws)
	d, ok := ws.DirectoryOf(q.Dir)
	if !ok || d.LeftOut(d.Module.Dir) {
		return nil
	}
	units, err := ws.Units(d, true)
	if err != nil {
		return err
	}
	var mu sync.Mutex
	var failed error
	ws.Check(units, source.Exact, func(c *source.Checked) {
		mu.Lock()
		defer mu.Unlock()
		if failed == nil && len(c.Syntax) > 0 {
			failed = visit(c)
		}
	})
	if failed == nil {
		failed = q.Context.Err()
	}
	return failed
}

// importsOf returns what is kept for workspaces of a build.
func (e *engine) importsOf(b *source.Build) *source.Imports {
	key := b.Key() + " " + b.Language()
	e.mu.Lock()
	defer e.mu.Unlock()
	i := e.imports[key]
	if i == nil {
		i = source.NewImports()
		e.imports[key] = i
	}
	return i
}

// Uses implements [lsp.Engine].
func (e *engine) Uses(q lsp.Query) ([]lsp.Use, error) {
	o, done := e.at(q)
	defer done()
	var list []lsp.Use
	err := o.check(q, func(c *source.Checked) error {
		inv, err := o.inventory(c.Package)
		if err == nil {
			list = append(list, usesOf(inv)...)
		}
		return err
	})
	return list, err
}

func usesOf(inv *inventoried) []lsp.Use {
	var list []lsp.Use
	for _, u := range inv.Uses {
		list = append(list, lsp.Use{Scope: u.Scope, Catalog: u.Catalog, Location: found.Locate(inv.fset, u.Pos, u.End)})
	}
	return list
}

// Survey implements [lsp.Engine].
func (e *engine) Survey(q lsp.Query) (*lsp.Survey, error) {
	o, done := e.at(q)
	defer done()
	loads, _, err := prepare(&o.common, q.Overlay)
	if err != nil {
		return nil, err
	}
	g, err := gatherLoads(&o.common, loads)
	if err != nil {
		return nil, err
	}
	survey := new(lsp.Survey)
	for _, inv := range g.packages {
		survey.Uses = append(survey.Uses, usesOf(inv)...)
	}
	r := g.report()
	for _, route := range r.Routes {
		survey.Routes = append(survey.Routes, route.Rooted(r.dir))
	}
	return survey, q.Context.Err()
}

// Explain implements [lsp.Engine].
func (e *engine) Explain(c *catalog.Catalog, scope string) (string, bool) {
	var b strings.Builder
	ok := explainIn(&b, []*catalog.Catalog{c}, scope)
	return b.String(), ok
}

// Catalogs implements [lsp.Engine].
func (e *engine) Catalogs(cfg *analyzer.Config) []*catalog.Catalog { return catalogsOf(cfg) }
