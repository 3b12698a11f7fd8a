package vettool

import (
	"archive/zip"
	"bytes"
	"fmt"
	"maps"
	"os"
	"slices"

	"github.com/rogpeppe/go-internal/diff"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"

	"github.com/scopelint/scopelint/cmd/scopelint/internal/edits"
)

// fix applies the first fix of each diagnostic: to the files, to the archive
// that the go command asks for, or as a diff.
func fix(u *unit, pkg *packages.Package, list []analysis.Diagnostic, asDiff bool) error {
	was, mended := make(map[string][]byte), make(map[string][]byte)
	all := chosen(pkg, list)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		src, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		text, err := edits.Apply(src, all[name])
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if asDiff {
			_, body, _ := bytes.Cut(diff.Diff(name+" (old)", src, name+" (new)", text), []byte("\n")) // without "diff a b", as in x/tools
			if _, err := os.Stdout.Write(body); err != nil {
				return err
			}
			continue
		}
		was[name], mended[name] = src, text
	}
	if u.FixArchive != "" {
		return writeArchive(u, mended)
	}
	for _, name := range slices.Sorted(maps.Keys(mended)) {
		if err := edits.Replace(name, was[name], mended[name]); err != nil {
			return fmt.Errorf("%s is left as it is: %w", name, err)
		}
	}
	return nil
}

// chosen collects the edits by file; those of generated files are left out.
func chosen(pkg *packages.Package, list []analysis.Diagnostic) map[string][]edits.Edit {
	all := make(map[string][]edits.Edit)
	for _, d := range list {
		if len(d.SuggestedFixes) == 0 {
			continue
		}
		for _, e := range d.SuggestedFixes[0].TextEdits {
			file := pkg.Fset.File(e.Pos)
			if !generated(pkg, file.Name()) {
				all[file.Name()] = append(all[file.Name()], edits.Edit{From: file.Offset(e.Pos), To: file.Offset(e.End), New: string(e.NewText)})
			}
		}
	}
	for name := range all {
		all[name] = edits.Choose(all[name])
	}
	return all
}

// writeArchive writes mended files for the go command, which puts them in place
// when all packages are done.
func writeArchive(u *unit, files map[string][]byte) error {
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	if err := z.SetComment(u.ID); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		w, err := z.Create(name)
		if err != nil {
			return err
		}
		if _, err := w.Write(files[name]); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return err
	}
	return os.WriteFile(u.FixArchive, buf.Bytes(), 0o666)
}
