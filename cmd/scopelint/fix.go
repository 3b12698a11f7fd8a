package main

import (
	"bytes"
	"errors"
	"fmt"
	"go/format"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/scopelint/scopelint/analyzer"
)

// mend applies the fixes of a report, or prints them as a diff, and returns
// the report of the mended code. A fix may uncover another one, so it goes on
// until there is none; a package that the fixes would break keeps its files.
func mend(o *options, r *report, stdout, stderr io.Writer) (*report, error) {
	mended := make(map[string][]byte)
	broken := make(map[string]bool) // packages
	after := r
	for range maxRounds {
		edits := chooseEdits(after, o.unsafeFixes, broken)
		if len(edits) == 0 {
			break
		}
		next := maps.Clone(mended)
		for file, list := range edits {
			src, ok := mended[file]
			if !ok {
				var err error
				if src, err = os.ReadFile(file); err != nil {
					return nil, err
				}
			}
			text, err := apply(src, list)
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
				fmt.Fprintf(stderr, "scopelint: %s is left as it is, for the fixes would break it (please report this): %s\n", p.Package, p.Message)
			}
			continue
		}
		mended, after = next, tried
	}
	for _, file := range sortedKeys(mended) {
		if o.diff {
			continue
		}
		if err := writeFile(file, mended[file]); err != nil {
			return nil, err
		}
		fmt.Fprintf(stderr, "scopelint: fixed %s\n", relative(r.dir, file))
	}
	if o.diff {
		return r, o.write(stdout, func(w io.Writer) error { return printDiff(w, r.dir, mended) })
	}
	return after, nil
}

// maxRounds bounds the fixes that uncover others.
const maxRounds = 5

func printDiff(w io.Writer, dir string, mended map[string][]byte) error {
	for _, file := range sortedKeys(mended) {
		src, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		name := relative(dir, file)
		if _, err := w.Write(diff.Diff("a/"+name, src, "b/"+name, mended[file])); err != nil {
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
// by absolute file name and in order, but for some packages. Of fixes that
// overlap, the first one in the file is taken.
func chooseEdits(r *report, unsafe bool, without map[string]bool) map[string][]edit {
	edits := make(map[string][]edit)
	for _, f := range r.Findings {
		i := slices.IndexFunc(f.Fixes, func(fx fix) bool { return unsafe || fx.Class == string(analyzer.SameAuthority) })
		if i < 0 || f.Waived != "" || without[f.Package] {
			continue
		}
		e := f.Fixes[i].Edit
		file := absolute(r.dir, e.Location.File)
		if n := len(edits[file]); n == 0 || edits[file][n-1].Location.EndOffset <= e.Location.Offset {
			edits[file] = append(edits[file], e)
		}
	}
	return edits
}

// apply makes the edits, which are sorted and apart. A file that was formatted
// stays so.
func apply(src []byte, edits []edit) ([]byte, error) {
	var out bytes.Buffer
	at := 0
	for _, e := range edits {
		from, to := e.Location.Offset, e.Location.EndOffset
		if from < at || to > len(src) || e.Old != "" && string(src[from:to]) != e.Old {
			return nil, fmt.Errorf("line %d does not hold %q any more", e.Location.Line, e.Old)
		}
		out.Write(src[at:from])
		out.WriteString(e.New)
		at = to
	}
	out.Write(src[at:])
	if formatted, err := format.Source(src); err != nil || !bytes.Equal(formatted, src) {
		return out.Bytes(), nil
	}
	formatted, err := format.Source(out.Bytes())
	if err != nil {
		return out.Bytes(), nil // does not parse: mend sees that
	}
	return formatted, nil
}

// writeFile replaces a file in one step, so that nobody ever sees half of it.
// What is no regular file, a pipe or a device, is written to.
func writeFile(name string, data []byte) error {
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	info, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return os.WriteFile(name, data, 0o666)
	}
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return os.WriteFile(name, data, 0)
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+"-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name()) // fails once it has been renamed
	if _, err = tmp.Write(data); err == nil {
		err = tmp.Chmod(info.Mode().Perm())
	}
	if closeErr := tmp.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	return os.Rename(tmp.Name(), name)
}
