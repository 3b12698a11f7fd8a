package main

import (
	"bytes"
	"encoding/gob"
	"go/token"
	"path/filepath"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/analyzer/source"
)

// A record is what the index keeps of a package. The files of its locations
// are absolute.
type record struct {
	Findings []finding
	Problems []problem      // what could not be judged
	Scopes   map[string]int // of each catalog that the code refers to
	Allowed  []string       // texts that the configuration allows
	Routes   bool           // the module's routes are to be judged
}

func newRecord(wrong []problem, c *source.Checked, result *analyzer.Result) *record {
	rec := &record{Problems: wrong, Scopes: result.Scopes, Allowed: result.Allowed, Routes: result.Routes}
	for _, f := range result.Findings {
		rec.Findings = append(rec.Findings, newFinding(c.PkgPath, c.Fset, f))
	}
	return rec
}

// judgedProblems leaves out what is wrong in tests that the configuration
// excludes: nothing depends on them.
func (o *common) judgedProblems(c *source.Checked) []problem {
	list := problems(c)
	cfg, err := o.findConfig(c.Unit.Module.Dir)
	if err != nil {
		return list
	}
	return slices.DeleteFunc(list, func(p problem) bool {
		file, _, ok := strings.Cut(p.Message, "_test.go:")
		return ok && cfg.Excludes(file+"_test.go")
	})
}

// encode is nil for a record that says nothing.
func (rec *record) encode() ([]byte, error) {
	if len(rec.Findings)+len(rec.Problems)+len(rec.Scopes)+len(rec.Allowed) == 0 && !rec.Routes {
		return nil, nil
	}
	var buf bytes.Buffer
	err := gob.NewEncoder(&buf).Encode(rec)
	return buf.Bytes(), err
}

func decodeRecord(data []byte) (*record, error) {
	rec := new(record)
	return rec, gob.NewDecoder(bytes.NewReader(data)).Decode(rec)
}

func newFinding(pkg string, fset *token.FileSet, f analyzer.Finding) finding {
	out := finding{
		Rule: f.Rule, Severity: string(f.Severity), Message: f.Message, Scope: f.Scope, Route: f.Route, Waived: f.Waived,
		Package: pkg, Within: f.Within, Location: locate(fset, f.Pos, f.End),
	}
	if f.Waived != "" {
		out.WaivedBy = "comment"
	}
	if f.Entry != nil {
		out.WaivedBy = "config"
		out.Waiver = 1 + slices.Index(f.Entry.Config().Waivers(), f.Entry)
	}
	for _, rel := range f.Related {
		out.Related = append(out.Related, related{rel.Message, locate(fset, rel.Pos, rel.End)})
	}
	for _, fx := range f.Fixes {
		out.Fixes = append(out.Fixes, fix{
			Class: string(fx.Class), Message: fx.Message,
			Edit: edit{span(fset.PositionFor(fx.Edit.Pos, false), fset.PositionFor(fx.Edit.End, false)), string(fx.Edit.NewText), fx.Old},
		})
	}
	return out
}

// locate turns positions into a location, with the absolute name of the file.
func locate(fset *token.FileSet, pos, end token.Pos) location {
	from := fset.Position(pos) // as go vet has it, by //line comments
	if !end.IsValid() {
		return span(from, from)
	}
	return span(from, fset.Position(end))
}

// span makes a location of two positions. A //line comment between them may put
// the end into another file, or in front of the start.
func span(from, to token.Position) location {
	if to.Filename != from.Filename || to.Line < from.Line || to.Line == from.Line && to.Column < from.Column {
		to = from
	}
	return location{
		File: filepath.ToSlash(from.Filename), Line: from.Line, Column: from.Column,
		EndLine: to.Line, EndColumn: to.Column, Offset: from.Offset, EndOffset: to.Offset,
	}
}

// relativeTo names the files of a finding from a directory.
func (f *finding) relativeTo(dir string) {
	f.Location.relativeTo(dir)
	for i := range f.Related {
		f.Related[i].Location.relativeTo(dir)
	}
	for i := range f.Fixes {
		f.Fixes[i].Edit.Location.relativeTo(dir)
	}
}

func (l *location) relativeTo(dir string) { l.File = relative(dir, filepath.FromSlash(l.File)) }
