package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"slices"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/catalog/visible"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/edits"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/found"
)

// mend applies the fixes of a report, or prints them as a diff, and returns
// the report of the mended code. A fix may uncover another one, so it goes on
// until there is none; a package that the fixes would break keeps its files.
func mend(o *options, r *report, stdout, stderr io.Writer) (*report, error) {
	was, mended := make(map[string][]byte), make(map[string][]byte)
	broken := make(map[string]bool) // packages
	after := r
	for range maxRounds {
		chosen := chooseEdits(after, o.unsafeFixes, broken)
		if len(chosen) == 0 {
			break
		}
		next := maps.Clone(mended)
		for file, list := range chosen {
			src, ok := mended[file]
			if !ok {
				var err error
				if src, err = os.ReadFile(file); err != nil {
					return nil, err
				}
				was[file] = src
			}
			text, err := edits.Apply(src, list)
			if err != nil {
				return nil, fmt.Errorf("%s: %w; nothing was changed", file, err)
			}
			next[file] = text
		}
		tried, err := examine(o, next)
		if err != nil {
			return nil, err
		}
		if worse := newProblems(after, tried); len(worse) > 0 {
			for _, p := range worse {
				broken[p.Package] = true
				visible.Fprintf(stderr, "scopelint: %s is left as it is, for the fixes would break it (please report this): %s\n", p.Package, p.Message)
			}
			continue
		}
		mended, after = next, tried
	}
	if len(mended) == 0 && len(r.Findings) > 0 && !o.quiet {
		hint := ""
		if !o.unsafeFixes && len(chooseEdits(r, true, nil)) > 0 {
			hint = "; -unsafe-fixes takes guessed fixes, too"
		}
		visible.Fprintf(stderr, "scopelint: nothing to fix%s\n", hint)
	}
	if o.diff {
		return r, o.write(stdout, func(w io.Writer) error { return printDiff(w, r.dir, was, mended) })
	}
	if refused := r.replace(was, mended, "fixed", stderr); refused > 0 {
		var err error
		if after, err = examine(o, nil); err != nil { // what is left there
			return nil, err
		}
		after.refused = refused
	}
	return after, nil
}

// replace writes the mended files, but for those that somebody has changed since
// they were read, or that would not stay what they are otherwise. Done is what is
// told of the others.
func (r *report) replace(was, mended map[string][]byte, done string, stderr io.Writer) (refused int) {
	for _, dir := range r.looked {
		held, _ := edits.Sweep(dir) // what cannot be removed harms nobody
		for _, file := range held {
			visible.Fprintf(stderr, "scopelint: %s may hold what was written to a file while a -fix that was killed replaced it; compare and remove it\n", found.Relative(r.dir, file))
		}
	}
	for _, file := range sortedKeys(mended) {
		name := found.Relative(r.dir, file)
		if err := edits.Replace(file, was[file], mended[file]); err != nil {
			refused++
			visible.Fprintf(stderr, "scopelint: %s is left as it is: %v\n", name, err)
			continue
		}
		visible.Fprintf(stderr, "scopelint: %s %s\n", done, name)
	}
	return refused
}

// maxRounds bounds the fixes that uncover others.
const maxRounds = 5

func printDiff(w io.Writer, dir string, was, mended map[string][]byte) error {
	for _, file := range sortedKeys(mended) {
		name := found.Relative(dir, file)
		if _, err := w.Write(diff.Diff("a/"+name, was[file], "b/"+name, mended[file])); err != nil {
			return err
		}
	}
	return nil
}

// newProblems lists what is wrong after and was not before.
func newProblems(before, after *report) []problem {
	return slices.DeleteFunc(slices.Clone(after.Problems), func(p problem) bool {
		return slices.ContainsFunc(before.Problems, func(q problem) bool { return p.Package == q.Package })
	})
}

// chooseEdits collects the edits of the first applicable fix of each finding,
// by absolute file name, but for some packages. Of fixes that overlap, the
// first one in the file is taken.
func chooseEdits(r *report, unsafe bool, without map[string]bool) map[string][]edits.Edit {
	chosen := make(map[string][]edits.Edit)
	for _, f := range r.Findings {
		i := slices.IndexFunc(f.Fixes, func(fx fix) bool { return unsafe || fx.Class == string(analyzer.SameAuthority) })
		if i < 0 || f.Waived != "" || without[f.Package] {
			continue
		}
		e := f.Fixes[i].Edit
		file := found.Absolute(r.dir, e.Location.File)
		chosen[file] = append(chosen[file], edits.Edit{From: e.Location.Offset, To: e.Location.EndOffset, New: e.New, Old: e.Old})
	}
	for file := range chosen {
		chosen[file] = edits.Choose(chosen[file])
	}
	return chosen
}
