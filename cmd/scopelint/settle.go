package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/catalog/visible"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/edits"
)

// Why a finding is old, so that it does not count.
const (
	oldRevision = "revision" // it was there at the revision of -new-from
	oldBaseline = "baseline" // the baseline lists it
)

// settle says which findings of a report are old, and writes the baseline that
// was asked for.
func settle(o *options, r *report, stderr io.Writer) error {
	if o.newFrom != "" {
		was, err := findingsAt(o, stderr)
		if err != nil {
			return err
		}
		was.mark(r, oldRevision)
		r.NewFrom = o.newFrom
	}
	if o.baseline != "" {
		b, err := readBaseline(o.baseline)
		if err != nil {
			return err
		}
		selected, err := o.selectRules()
		if err != nil {
			return err
		}
		missing := b.mark(r, oldBaseline)
		if len(r.Problems) == 0 && o.tests { // else there may be more than was seen
			r.Gone = b.gone(r, missing, selected)
		}
	}
	if o.writeBaseline != "" {
		return recordBaseline(o, r, stderr)
	}
	return nil
}

// recordBaseline writes the findings that count, which makes them old. Together
// with -baseline only those that it lists are written, so that it gets shorter.
func recordBaseline(o *options, r *report, stderr io.Writer) error {
	if len(r.Problems) > 0 {
		tellProblems(stderr, r.Problems, inJSON)
		return errors.New("no baseline is written, for the packages above do not load and their findings would be left out")
	}
	b := newBaseline(r, func(f finding) bool {
		if o.baseline != "" {
			return f.Old == oldBaseline
		}
		return f.Counts()
	})
	text, err := b.text()
	if err != nil {
		return err
	}
	if err := edits.WriteFile(o.writeBaseline, text); err != nil {
		return fmt.Errorf("-write-baseline: %w", err)
	}
	b.mark(r, oldBaseline)
	r.Gone = nil
	listed := 0
	for _, f := range r.Findings {
		if f.Old == oldBaseline {
			listed++
		}
	}
	visible.Fprintf(stderr, "scopelint: %s lists %s\n", o.writeBaseline, count(listed, "finding"))
	return nil
}

// findingsAt lints the revision from which the working tree comes, for a
// baseline. What is new is asked of the code and not of the lines that changed:
// without the guard that a change takes away, the route a page below is a
// finding.
func findingsAt(o *options, stderr io.Writer) (*baseline, error) {
	repo, commit, err := findCommit("-new-from", o.newFrom)
	if err != nil {
		return nil, err
	}
	commit, ok := repo.ForkPoint(commit)
	if !ok {
		return nil, fmt.Errorf("-new-from: %s and HEAD have no commit in common here; in a shallow clone, fetch more of the history", o.newFrom)
	}
	tree, err := repo.Extract(commit)
	if err != nil {
		return nil, fmt.Errorf("-new-from: %w", err)
	}
	defer tree.Remove()
	here, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	then := *o
	then.noCache = true // that directory is gone afterwards
	if then.patterns, err = patternsAt(here, tree.Dir, o.patterns); err != nil {
		return nil, err
	}
	r, err := lintAt(&then, here, tree.Dir)
	if err != nil {
		return nil, fmt.Errorf("at %s: %w", o.newFrom, err)
	}
	if len(r.Problems) > 0 {
		visible.Fprintf(stderr, "scopelint: at %s some packages do not load or type-check; what they held may count as new\n", o.newFrom)
	}
	return newBaseline(r, finding.Counts), nil
}

// patternsAt turns patterns of packages in one directory into those in another
// one, and leaves out what is not there.
func patternsAt(here, there string, patterns []string) ([]string, error) {
	var list []string
	for _, p := range patterns {
		if filepath.IsAbs(p) {
			rel, err := filepath.Rel(here, p)
			if err != nil || !filepath.IsLocal(rel) {
				return nil, fmt.Errorf("-new-from: %s is not below the working directory", p)
			}
			p = "." + string(filepath.Separator) + rel
		}
		path := filepath.Join(there, strings.TrimSuffix(filepath.FromSlash(p), "..."))
		local := strings.HasPrefix(p, ".") || strings.HasSuffix(p, ".go")
		if _, err := os.Stat(path); local && err != nil {
			continue // new
		}
		list = append(list, p)
	}
	return list, nil
}

// lintAt lints the packages of another directory. It goes by the configuration
// there, if it is sound, and by the one here otherwise: a team that begins with
// scopelint wants to see what is new, too.
func lintAt(o *options, here, there string) (*report, error) {
	if len(o.patterns) == 0 {
		return new(report), nil
	}
	cfg, err := analyzer.FindConfig(here)
	if err != nil {
		return nil, err
	}
	if err := os.Chdir(there); err != nil {
		return nil, err
	}
	defer func() { _ = os.Chdir(here) }() // it was the working directory a moment ago
	if was, err := analyzer.FindConfig("."); cfg.File() != "" && (err != nil || was.File() == "" || was.CheckPaths() != nil) {
		before := os.Getenv(analyzer.ConfigEnv)
		if err := os.Setenv(analyzer.ConfigEnv, cfg.File()); err != nil {
			return nil, err
		}
		defer os.Setenv(analyzer.ConfigEnv, before)
	}
	r, err := examine(o, nil)
	if errors.Is(err, errNothing) {
		return new(report), nil
	}
	if r != nil {
		return r, nil // that it covers too little is not today's mistake
	}
	return nil, err
}
