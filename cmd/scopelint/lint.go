package main

import (
	"cmp"
	"fmt"
	"go/token"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/analyzer/source"
	"github.com/scopelint/scopelint/catalog/visible"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/found"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/standalone"
)

// lint is the command that applies the rules.
func lint(args []string, stdout, stderr io.Writer) (int, error) {
	o, err := parseOptions(args, stdout)
	if err != nil {
		return exitFailure, err
	}
	stage := stages(stderr)
	overlay, err := o.readStdin(os.Stdin)
	if err != nil {
		return exitFailure, err
	}
	stage("loading packages")
	r, err := examine(o, overlay)
	stage("")
	if err != nil {
		return exitFailure, err
	}
	if o.stdin != "" {
		r.only(o.stdin)
	}
	if o.fix || o.diff && o.waive == "" {
		if r, err = mend(o, r, stdout, stderr); err != nil {
			return exitFailure, err
		}
	}
	if err := settle(o, r, stderr); err != nil {
		return exitFailure, err
	}
	if o.waive != "" {
		if r, err = waive(o, r, stdout, stderr); err != nil {
			return exitFailure, err
		}
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

// examine analyzes the packages. Overlay has the contents of files that stand
// otherwise on disk.
func examine(o *options, overlay map[string][]byte) (*report, error) {
	selected, err := o.selectRules()
	if err != nil {
		return nil, err
	}
	loads, configs, err := prepare(&o.common, overlay)
	if err != nil {
		return nil, err
	}
	dir, err := o.here()
	if err != nil {
		return nil, err
	}
	r := &report{Version: 1, Findings: []finding{}, Problems: []problem{}, dir: dir, scopes: make(map[string]int), judged: make(map[string]bool), waived: make(map[*analyzer.WaiverEntry][]string)}
	for _, l := range loads {
		for _, d := range l.dirs {
			r.looked = append(r.looked, d.Path)
		}
		out, err := o.run(l, overlay != nil)
		if err != nil {
			return nil, err
		}
		for _, u := range out.Units {
			if err := r.add(o, u, selected); err != nil {
				return nil, err
			}
		}
		if err := r.addRoutes(o, l, out.Units, selected, overlay != nil); err != nil {
			return nil, err
		}
		r.miss(l, out.Missing)
		for _, file := range l.leftOut {
			r.leftOut = append(r.leftOut, found.Relative(r.dir, file))
		}
	}
	if r.units == 0 && !slices.ContainsFunc(o.patterns, func(p string) bool { return strings.HasSuffix(p, ".go") }) {
		return nil, fmt.Errorf("%w: the build leaves out every file that matches %s", errNothing, strings.Join(o.patterns, " "))
	}
	for _, cfg := range configs {
		r.checkWaivers(o, cfg, selected)
	}
	r.configured = len(configs) > 0
	r.sort()
	return r, checkCoverage(o, r, loads, configs)
}

// run runs the analyzer over a load. With an overlay nothing is remembered, and
// what was is known under it only if it is an editor's.
func (o *options) run(l load, overlaid bool) (*standalone.Outcome, error) {
	opts := standalone.Options{
		Workspace: l.Workspace, Directories: l.dirs, Whole: l.whole, Tests: o.tests, Exact: o.types == typesSource,
	}
	if !o.noCache && (!overlaid || o.editing) && !opts.Exact {
		opts.Frozen = overlaid
		var err error
		if opts.Index, opts.Key, err = o.indexOf(l, fmt.Sprint("lint ", o.tests)); err != nil {
			return nil, err
		}
	}
	return standalone.Run(opts, filters(o.findConfig), func(c *source.Checked) (standalone.Judgement, error) { return o.judge(c, overlaid && !o.editing) })
}

// miss tells of packages whose source is not here: of what they hold, and of
// scopes that come from them, nothing is known.
func (r *report) miss(l load, paths []string) {
	slices.Sort(paths) // so that the last line stays the last one
	for i, path := range paths {
		text := fmt.Sprintf("package %s is not here: %v", path, l.Absent(path))
		if more := len(paths) - i - 1; i == maxMissing && more > 0 {
			text = fmt.Sprintf("package %s and %d more are not here", path, more)
		}
		r.Problems = append(r.Problems, problem{Package: path, Message: text})
		if i == maxMissing {
			return
		}
	}
}

// maxMissing is how many packages are told by name: of a module that was never
// built all are missing.
const maxMissing = 3

// add takes over what is known of one unit.
func (r *report) add(o *options, u standalone.Unit, selected func(rule string) bool) error {
	r.units++
	r.judged[u.Path] = true
	if u.Judged > 0 {
		r.Coverage.Packages++
	}
	r.Coverage.Files += u.Judged
	if u.Record == nil {
		return nil
	}
	rec, err := decodeRecord(u.Record)
	if err != nil {
		return err
	}
	cfg, err := o.findConfig(u.Module.Dir)
	if err != nil {
		return err
	}
	r.Problems = append(r.Problems, rec.Problems...)
	r.allowed = append(r.allowed, rec.Allowed...)
	for name, n := range rec.Scopes {
		r.Coverage.Scopes += n
		r.scopes[name] += n
	}
	r.take(rec.Findings, cfg, selected)
	return nil
}

// take takes over findings in a module of a configuration.
func (r *report) take(list []finding, cfg *analyzer.Config, selected func(rule string) bool) {
	for _, f := range list {
		if !selected(f.Rule) {
			continue
		}
		f.RelativeTo(r.dir)
		if f.Waiver > 0 {
			w := cfg.Waivers()[f.Waiver-1]
			r.waived[w] = append(r.waived[w], fmt.Sprintf("%s:%d", f.Location.File, f.Location.Line))
		}
		r.Findings = append(r.Findings, f)
	}
}

func (r *report) location(fset *token.FileSet, pos, end token.Pos) location {
	loc := found.Locate(fset, pos, end)
	loc.File = found.Relative(r.dir, loc.File)
	return loc
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
			Location: location{File: found.Relative(r.dir, f.File), Line: f.Line, Column: f.Col, EndLine: f.Line, EndColumn: f.Col + len("waiver")},
		})
	}
}

// sort orders the findings by position, and drops those that two packages with
// the same file have in common.
func (r *report) sort() {
	slices.SortStableFunc(r.Findings, func(a, b finding) int {
		return cmp.Or(
			cmp.Compare(a.Location.File, b.Location.File),
			cmp.Compare(a.Location.Offset, b.Location.Offset),
			cmp.Compare(a.Rule, b.Rule),
			cmp.Compare(a.Message, b.Message))
	})
	r.Findings = slices.CompactFunc(r.Findings, func(a, b finding) bool {
		return a.Location == b.Location && a.Rule == b.Rule && a.Message == b.Message
	})
	r.Problems = sortedProblems(r.Problems)
}

// conclude tells what could not be judged, sums up, and decides the status.
func conclude(o *options, r *report, stderr io.Writer) int {
	status := exitClean
	if slices.ContainsFunc(r.Findings, o.fails) {
		status = exitFindings
	}
	if len(r.Gone) > 0 {
		for _, g := range r.Gone {
			visible.Fprintf(stderr, "%s:%d: %s\n", o.baseline, g.Line, g.Message)
		}
		visible.Fprintf(stderr, "scopelint: the baseline lists what is gone; -baseline %[1]s -write-baseline %[1]s makes it shorter\n", o.baseline)
		if o.failOn != "never" {
			status = exitFindings
		}
	}
	if len(r.Problems) > 0 {
		tellProblems(stderr, r.Problems, inJSON)
		fmt.Fprintln(stderr, "scopelint: the packages above do not load or type-check; what is wrong in them may have been missed")
		status = exitFailure
	}
	if r.refused > 0 {
		status = exitFailure
	}
	switch {
	case r.units == 0:
		fmt.Fprintln(stderr, "scopelint: nothing to judge: the build or the pattern ./... leaves out all of these files")
	case len(r.leftOut) > 0:
		visible.Fprintf(stderr, "scopelint: not judged, for the build or the pattern ./... leaves it out: %s\n", some(r.leftOut))
	}
	for _, note := range r.notes {
		visible.Fprintf(stderr, "scopelint: %s\n", note)
	}
	if !o.quiet {
		if o.format == "text" {
			r.tellFixes(stderr)
		}
		visible.Fprintf(stderr, "scopelint: %s; judged %s, %s, with %s\n", r.countFindings(),
			count(r.Coverage.Packages, "package"), count(r.Coverage.Files, "file"), count(r.Coverage.Scopes, "known scope"))
		if r.Coverage.Scopes == 0 && len(r.Findings)+len(r.Problems) == 0 && slices.Contains(o.patterns, "./...") && !r.configured {
			fmt.Fprintln(stderr, "scopelint: of the built-in catalog, DigitalOcean's, no scope is here; \"scopelint init\" looks for scopes and routes of your own")
		}
	}
	return status
}

// tellFixes tells which findings have a fix. A terminal has it beside each.
func (r *report) tellFixes(stderr io.Writer) {
	var safe, guessed []string
	for _, f := range r.counting() {
		switch {
		case slices.ContainsFunc(f.Fixes, func(fx fix) bool { return fx.Class == string(analyzer.SameAuthority) }):
			safe = append(safe, f.Location.Position())
		case len(f.Fixes) > 0:
			guessed = append(guessed, f.Location.Position())
		}
	}
	if len(safe) > 0 {
		visible.Fprintf(stderr, "scopelint: -fix mends %s\n", some(safe))
	}
	if len(guessed) > 0 {
		visible.Fprintf(stderr, "scopelint: -fix -unsafe-fixes writes what was guessed at %s\n", some(guessed))
	}
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
