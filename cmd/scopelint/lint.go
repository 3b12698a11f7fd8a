package main

import (
	"cmp"
	"fmt"
	"go/token"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/analyzer/source"
)

// lint is the command that applies the rules.
func lint(args []string, stdout, stderr io.Writer) (int, error) {
	o, err := parseOptions(args, stdout)
	if err != nil {
		return exitFailure, err
	}
	stage := stages(stderr)
	stage("loading packages")
	r, err := examine(o, nil)
	stage("")
	if err != nil {
		return exitFailure, err
	}
	if o.diff || o.fix {
		if r, err = mend(o, r, stdout, stderr); err != nil {
			return exitFailure, err
		}
	}
	if err := settle(o, r, stderr); err != nil {
		return exitFailure, err
	}
	if o.stats {
		r.Stats = r.count()
	}
	if o.asks("html") {
		if r.audit, err = takeAudit(&o.common); err != nil {
			return exitFailure, err
		}
	}
	if !o.diff {
		if err := o.print(stdout, func(format string, w io.Writer) error { return printers[format](w, r) }); err != nil {
			return exitFailure, err
		}
	}
	return conclude(o, r, stderr), nil
}

// examine loads and analyzes the packages. Overlay has the contents of files
// that stand otherwise on disk.
func examine(o *options, overlay map[string][]byte) (*report, error) {
	selected, err := o.selectRules()
	if err != nil {
		return nil, err
	}
	pkgs, configs, err := prepare(&o.common, o.tests, overlay)
	if err != nil {
		return nil, err
	}
	dir, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	r := &report{Version: 1, Findings: []finding{}, Problems: []problem{}, dir: dir, scopes: make(map[string]int), judged: make(map[string]bool), waived: make(map[*analyzer.WaiverEntry][]string)}
	var mu sync.Mutex
	source.Check(pkgs, overlay, func(pkg *packages.Package) {
		result, err := analyze(pkg)
		mu.Lock()
		defer mu.Unlock()
		r.Problems = append(r.Problems, problems(pkg)...)
		if err != nil {
			r.Problems = append(r.Problems, problem{Package: pkg.PkgPath, Message: err.Error()})
			return
		}
		r.add(pkg, result, selected)
	})
	for _, cfg := range configs {
		r.checkWaivers(o, cfg, selected)
	}
	r.sort()
	return r, checkCoverage(o, r, configs)
}

// analyze applies the rules to one package; it is nil for one without files.
func analyze(pkg *packages.Package) (*analyzer.Result, error) {
	if len(pkg.Syntax) == 0 {
		return nil, nil
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{analyzer.Analyzer}, []*packages.Package{pkg}, nil)
	if err != nil {
		return nil, err
	}
	if err := graph.Roots[0].Err; err != nil {
		return nil, err
	}
	return graph.Roots[0].Result.(*analyzer.Result), nil
}

// add takes over the result of one package.
func (r *report) add(pkg *packages.Package, result *analyzer.Result, selected func(rule string) bool) {
	if result == nil {
		return
	}
	r.judged[pkg.PkgPath] = true
	if result.Files > 0 {
		r.Coverage.Packages++
	}
	r.Coverage.Files += result.Files
	r.allowed = append(r.allowed, result.Allowed...)
	for name, n := range result.Scopes {
		r.Coverage.Scopes += n
		r.scopes[name] += n
	}
	for _, f := range result.Findings {
		if selected(f.Rule) {
			r.Findings = append(r.Findings, r.finding(pkg, f))
		}
	}
}

func (r *report) finding(pkg *packages.Package, f analyzer.Finding) finding {
	out := finding{
		Rule: f.Rule, Severity: string(f.Severity), Message: f.Message, Scope: f.Scope, Route: f.Route, Waived: f.Waived,
		Package: pkg.PkgPath, Within: f.Within, Location: r.location(pkg.Fset, f.Pos, f.End),
	}
	if f.Waived != "" {
		out.WaivedBy = "comment"
	}
	if f.Entry != nil {
		out.WaivedBy = "config"
		r.waived[f.Entry] = append(r.waived[f.Entry], fmt.Sprintf("%s:%d", out.Location.File, out.Location.Line))
	}
	for _, rel := range f.Related {
		out.Related = append(out.Related, related{rel.Message, r.location(pkg.Fset, rel.Pos, rel.End)})
	}
	for _, fx := range f.Fixes {
		out.Fixes = append(out.Fixes, fix{
			Class: string(fx.Class), Message: fx.Message,
			Edit: edit{r.location(pkg.Fset, fx.Edit.Pos, fx.Edit.End), string(fx.Edit.NewText), fx.Old},
		})
	}
	return out
}

func (r *report) location(fset *token.FileSet, pos, end token.Pos) location {
	from := fset.Position(pos) // as go vet has it, by //line comments
	to := from
	if end.IsValid() {
		to = fset.Position(end)
	}
	return location{
		File: relative(r.dir, from.Filename), Line: from.Line, Column: from.Column,
		EndLine: to.Line, EndColumn: to.Column, offset: from.Offset, endOffset: to.Offset,
	}
}

// checkWaivers adds what is wrong with the waivers of a configuration. Less
// than its whole module cannot tell.
func (r *report) checkWaivers(o *options, cfg *analyzer.Config, selected func(rule string) bool) {
	m := configured{root: cfg.Root()}
	if !m.whole(&o.common, r.dir) || len(r.Problems) > 0 || !o.tests {
		return
	}
	for _, places := range r.waived {
		slices.Sort(places)
	}
	for _, f := range cfg.CheckWaivers(r.waived, selected) {
		r.Findings = append(r.Findings, finding{
			Rule: f.Rule, Severity: string(f.Severity), Message: f.Message, Scope: f.Waiver.Scope, Route: f.Waiver.Route, Within: f.Waiver.Path,
			Location: location{File: relative(r.dir, f.File), Line: f.Line, Column: f.Col, EndLine: f.Line, EndColumn: f.Col + len("waiver")},
		})
	}
}

// relative names a file from dir, if it is below it, with slashes.
func relative(dir, file string) string {
	if rel, err := filepath.Rel(dir, file); err == nil && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel)
	}
	return filepath.ToSlash(file)
}

// absolute undoes relative.
func absolute(dir, file string) string {
	file = filepath.FromSlash(file)
	if filepath.IsAbs(file) {
		return file
	}
	return filepath.Join(dir, file)
}

// sort orders the findings by position, and drops those that two packages with
// the same file have in common.
func (r *report) sort() {
	slices.SortStableFunc(r.Findings, func(a, b finding) int {
		return cmp.Or(
			cmp.Compare(a.Location.File, b.Location.File),
			cmp.Compare(a.Location.offset, b.Location.offset),
			cmp.Compare(a.Rule, b.Rule),
			cmp.Compare(a.Message, b.Message))
	})
	r.Findings = slices.CompactFunc(r.Findings, func(a, b finding) bool {
		return a.Location == b.Location && a.Rule == b.Rule && a.Message == b.Message
	})
	slices.SortStableFunc(r.Problems, func(a, b problem) int { return cmp.Compare(a.Message, b.Message) })
	r.Problems = slices.CompactFunc(r.Problems, func(a, b problem) bool { return a.Message == b.Message })
}

// conclude tells what could not be judged, sums up, and decides the status.
func conclude(o *options, r *report, stderr io.Writer) int {
	status := exitClean
	if slices.ContainsFunc(r.Findings, o.fails) {
		status = exitFindings
	}
	if len(r.Gone) > 0 {
		for _, g := range r.Gone {
			fmt.Fprintf(stderr, "%s:%d: %s\n", o.baseline, g.Line, g.Message)
		}
		fmt.Fprintf(stderr, "scopelint: the baseline lists what is gone; -baseline %[1]s -write-baseline %[1]s makes it shorter\n", o.baseline)
		if o.failOn != "never" {
			status = exitFindings
		}
	}
	if len(r.Problems) > 0 {
		for _, p := range r.Problems {
			fmt.Fprintln(stderr, p.Message)
		}
		fmt.Fprintln(stderr, "scopelint: the packages above do not load or type-check; what is wrong in them may have been missed")
		status = exitFailure
	}
	if !o.quiet {
		fmt.Fprintf(stderr, "scopelint: %s; judged %s, %s, with %s\n", r.countFindings(),
			count(r.Coverage.Packages, "package"), count(r.Coverage.Files, "file"), count(r.Coverage.Scopes, "known scope"))
	}
	return status
}

// countFindings words how many findings there are, and how many do not count.
func (r *report) countFindings() string {
	n := make(map[string]int)
	for _, f := range r.Findings {
		switch {
		case f.Waived != "":
			n["waived"]++
		case f.Old != "":
			n[f.Old]++
		default:
			n[""]++
		}
	}
	words := count(n[""], "finding")
	for _, kind := range []struct{ name, words string }{
		{"waived", "waived"}, {oldBaseline, "in the baseline"}, {oldRevision, "there at " + r.NewFrom},
	} {
		if n[kind.name] > 0 {
			words += fmt.Sprintf(", %d %s", n[kind.name], kind.words)
		}
	}
	return words
}

// count words a number of things.
func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
