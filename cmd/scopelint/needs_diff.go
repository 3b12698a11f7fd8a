package main

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/analyzer/needs"
)

// diffNeeds compares what the programs need with what they needed at a
// revision of the repository. Authority gained makes the status 1.
func diffNeeds(o *needsOptions, cfg *analyzer.Config, stdout, stderr io.Writer) (int, error) {
	repo, commit, err := findCommit("-diff", o.diff)
	if err != nil {
		return exitFailure, err
	}
	tree, err := repo.Extract(commit)
	if err != nil {
		return exitFailure, fmt.Errorf("-diff: %w", err)
	}
	before, err := inferLoaded(o, cfg, tree.Dir, stderr)
	tree.Remove()
	switch {
	case errors.Is(err, errNoProgram): // the first one is new
		before = &needsAnswer{}
	case errors.Is(err, needs.ErrAbsent):
		return exitFailure, fmt.Errorf("at %s: %w, if you check it out and run that there", o.diff, err)
	case err != nil:
		return exitFailure, fmt.Errorf("at %s: %w", o.diff, err)
	}
	after, err := inferLoaded(o, cfg, "", stderr)
	if err != nil {
		return exitFailure, err
	}
	d := compareAnswers(before, after)
	err = o.common.write(stdout, func(w io.Writer) error {
		if o.format == "json" {
			return printIndented(w, d)
		}
		return printNeedsDiff(w, d, o.diff)
	})
	if err != nil {
		return exitFailure, err
	}
	if slices.ContainsFunc(d.Programs, func(p programDiff) bool { return len(p.Gained) > 0 }) {
		return exitFindings, nil
	}
	return exitClean, nil
}

// inferLoaded is inferNeeds, for programs that load.
func inferLoaded(o *needsOptions, cfg *analyzer.Config, dir string, stderr io.Writer) (*needsAnswer, error) {
	answer, err := inferNeeds(o, cfg, dir, stderr)
	if err != nil {
		return nil, err
	}
	return answer, answer.loaded()
}

// needsDiff is what changed between two revisions.
type needsDiff struct {
	Version  int           `json:"version"`
	Programs []programDiff `json:"programs"` // those whose scopes differ
}

type programDiff struct {
	Package string       `json:"package"`
	Gained  []needs.Path `json:"gained"` // in the new revision
	Lost    []needs.Path `json:"lost"`   // in the old one
	// Incomplete says that one of the revisions has unresolved requests, so
	// that there may be more.
	Incomplete bool `json:"incomplete"`
}

func compareAnswers(before, after *needsAnswer) *needsDiff {
	old := make(map[string]needsProgram)
	for _, p := range before.Programs {
		old[p.Package] = p
	}
	d := &needsDiff{Version: 1, Programs: []programDiff{}}
	for _, p := range after.Programs {
		was := old[p.Package]
		delete(old, p.Package)
		d.add(p.Package, was.Program, p.Program)
	}
	for _, pkg := range sortedKeys(old) { // gone
		d.add(pkg, old[pkg].Program, needs.Program{Complete: true})
	}
	return d
}

func (d *needsDiff) add(pkg string, was, is needs.Program) {
	diff := programDiff{
		Package: pkg, Gained: without(is.Paths, was.Scopes), Lost: without(was.Paths, is.Scopes),
		Incomplete: !is.Complete || !was.Complete && was.Package != "",
	}
	if len(diff.Gained)+len(diff.Lost) > 0 {
		d.Programs = append(d.Programs, diff)
	}
}

// without returns the paths whose scope is not among the scopes, the first for
// each scope.
func without(paths []needs.Path, scopes []string) []needs.Path {
	out := []needs.Path{}
	for _, p := range paths {
		if !slices.Contains(scopes, p.Scope) && !slices.ContainsFunc(out, func(q needs.Path) bool { return q.Scope == p.Scope }) {
			out = append(out, p)
		}
	}
	return out
}

func printNeedsDiff(w io.Writer, d *needsDiff, base string) error {
	p := &needsText{w: w}
	if len(d.Programs) == 0 {
		p.printf("No program needs other scopes than at %s.\n", base)
	}
	for i, program := range d.Programs {
		if i > 0 {
			p.printf("\n")
		}
		p.printf("%s, since %s:\n", program.Package, base)
		p.changes("gained", program.Gained)
		p.changes("lost", program.Lost)
		if program.Incomplete {
			p.printf("\nRequests that could not be resolved may need more.\n")
		}
	}
	return p.err
}

func (p *needsText) changes(verb string, paths []needs.Path) {
	for _, path := range paths {
		p.printf("\n%s %s: %s%s\n", verb, path.Scope, path.Operation, because(path.Reason, path.Where))
		p.steps(path.Steps)
	}
}
