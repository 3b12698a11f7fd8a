package main

import (
	"bytes"
	"fmt"
	"go/format"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/scopelint/scopelint/analyzer"
)

// mend applies the fixes of a report, or prints them as a diff, and returns
// the report of the mended code. Files are written only if the code still
// type-checks and the findings are gone.
func mend(o *options, r *report, stdout, stderr io.Writer) (*report, error) {
	edits, fixed := chooseEdits(r, o.unsafeFixes)
	mended := make(map[string][]byte)
	for file, list := range edits {
		src, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		mended[file] = apply(src, list)
	}
	if len(mended) == 0 {
		return r, nil
	}
	after, err := judge(o, mended)
	if err != nil {
		return nil, err
	}
	if len(after.Problems) > len(r.Problems) {
		return nil, fmt.Errorf("nothing was changed, for the fixes would break the code (please report this): %s", after.Problems[0].Message)
	}
	was, is := tally(r), tally(after)
	for key, n := range fixed {
		if is[key] > was[key]-n {
			return nil, fmt.Errorf("nothing was changed, for a fix does not mend its finding (please report this): %s %q in %s", key.rule, key.scope, key.file)
		}
	}
	for _, file := range sortedKeys(mended) {
		if o.diff {
			src, err := os.ReadFile(file)
			if err != nil {
				return nil, err
			}
			name := relative(r.dir, file)
			stdout.Write(diff.Diff("a/"+name, src, "b/"+name, mended[file]))
			continue
		}
		if err := writeFile(file, mended[file]); err != nil {
			return nil, err
		}
		fmt.Fprintf(stderr, "scopelint: fixed %s\n", relative(r.dir, file))
	}
	if o.diff {
		return r, nil // nothing has changed on disk
	}
	return after, nil
}

// A findingKey tells findings apart wherever their lines move.
type findingKey struct{ file, within, rule, scope string }

func keyOf(f finding) findingKey { return findingKey{f.Location.File, f.Within, f.Rule, f.Scope} }

func tally(r *report) map[findingKey]int {
	n := make(map[findingKey]int)
	for _, f := range r.Findings {
		n[keyOf(f)]++
	}
	return n
}

// chooseEdits collects the edits of the first applicable fix of each finding,
// by absolute file name and in order, and counts the findings that they mend.
// Of fixes that overlap, the first one in the file is taken.
func chooseEdits(r *report, unsafe bool) (edits map[string][]edit, fixed map[findingKey]int) {
	edits, fixed = make(map[string][]edit), make(map[findingKey]int)
	end := make(map[string]int) // of the last edit in a file
	for _, f := range r.Findings {
		i := slices.IndexFunc(f.Fixes, func(fx fix) bool { return unsafe || fx.Class == string(analyzer.SameAuthority) })
		if i < 0 {
			continue
		}
		e := f.Fixes[i].Edit
		file := absolute(r.dir, e.Location.File)
		if e.Location.offset < end[file] {
			continue
		}
		edits[file], end[file] = append(edits[file], e), e.Location.endOffset
		fixed[keyOf(f)]++
	}
	return edits, fixed
}

// apply makes the edits, which are sorted and apart. A file that was formatted
// stays so.
func apply(src []byte, edits []edit) []byte {
	var out bytes.Buffer
	at := 0
	for _, e := range edits {
		out.Write(src[at:e.Location.offset])
		out.WriteString(e.New)
		at = e.Location.endOffset
	}
	out.Write(src[at:])
	if formatted, err := format.Source(src); err != nil || !bytes.Equal(formatted, src) {
		return out.Bytes()
	}
	formatted, err := format.Source(out.Bytes())
	if err != nil {
		return out.Bytes() // does not parse: mend sees that
	}
	return formatted
}

// writeFile replaces a file in one step, so that nobody ever sees half of it.
func writeFile(name string, data []byte) error {
	mode := os.FileMode(0o644)
	if info, err := os.Stat(name); err == nil {
		mode = info.Mode().Perm()
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+"-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name()) // fails once it has been renamed
	if _, err = tmp.Write(data); err == nil {
		err = tmp.Chmod(mode)
	}
	if closeErr := tmp.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	return os.Rename(tmp.Name(), name)
}
