// Package found has what runs find, in the form in which commands print it and
// editors get it: findings and routes with the places where they stand.
package found

import (
	"go/token"
	"path/filepath"
	"slices"

	"github.com/scopelint/scopelint/analyzer"
)

// A Finding is one mistake.
type Finding struct {
	Rule     string    `json:"rule"`
	Severity string    `json:"severity"`
	Message  string    `json:"message"`
	Scope    string    `json:"scope"` // "" if it is about none
	Route    string    `json:"route,omitempty"`
	Package  string    `json:"package"`
	Within   string    `json:"within,omitempty"` // the declaration
	Location Location  `json:"location"`
	Related  []Related `json:"related,omitempty"`
	Fixes    []Fix     `json:"fixes,omitempty"`
	Waived   string    `json:"waived,omitempty"`   // the reason for which it is excused
	WaivedBy string    `json:"waivedBy,omitempty"` // "comment" or "config"
	Old      string    `json:"old,omitempty"`      // why it is not new, if it is not
	Waiver   int       `json:"-"`                  // of the configuration that excuses it, counted from 1; or 0
	Whole    bool      `json:"-"`                  // it rests on the whole module, not on its package alone
}

// Counts reports whether the finding is neither waived nor old.
func (f Finding) Counts() bool { return f.Waived == "" && f.Old == "" }

// A Location is a range of a file. Columns count bytes from 1; the end is
// exclusive. A //line comment may give lines alone: the columns are 0 then.
type Location struct {
	File      string `json:"file"` // with slashes, relative to the working directory where it can be
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"endLine"`
	EndColumn int    `json:"endColumn"`

	Offset    int `json:"-"` // in bytes
	EndOffset int `json:"-"`
}

// Related is another place that a finding is about.
type Related struct {
	Message  string   `json:"message"`
	Location Location `json:"location"`
}

// A Fix is one way to mend a finding.
type Fix struct {
	Class   string `json:"class"`
	Message string `json:"message"`
	Edit    Edit   `json:"edit"`
}

// An Edit puts New in place of the location.
type Edit struct {
	Location Location `json:"location"`
	New      string   `json:"new"`

	Old string `json:"-"` // what stands there, if it matters
}

// A Problem is something that could not be judged.
type Problem struct {
	Package string `json:"package"`
	Message string `json:"message"` // with its position, where it has one
	Cause   bool   `json:"-"`       // it may be the cause of others
}

// New makes a finding of one in a package. The files of its locations are
// absolute.
func New(pkg string, fset *token.FileSet, f analyzer.Finding) Finding {
	out := Finding{
		Rule: f.Rule, Severity: string(f.Severity), Message: f.Message, Scope: f.Scope, Route: f.Route, Waived: f.Waived,
		Package: pkg, Within: f.Within, Location: Locate(fset, f.Pos, f.End),
	}
	if f.Waived != "" {
		out.WaivedBy = "comment"
	}
	if f.Entry != nil {
		out.WaivedBy = "config"
		out.Waiver = 1 + slices.Index(f.Entry.Config().Waivers(), f.Entry)
	}
	for _, rel := range f.Related {
		out.Related = append(out.Related, Related{rel.Message, Locate(fset, rel.Pos, rel.End)})
	}
	for _, fx := range f.Fixes {
		out.Fixes = append(out.Fixes, Fix{
			Class: string(fx.Class), Message: fx.Message,
			Edit: Edit{span(fset.PositionFor(fx.Edit.Pos, false), fset.PositionFor(fx.Edit.End, false)), string(fx.Edit.NewText), fx.Old},
		})
	}
	return out
}

// Locate turns positions into a location, with the absolute name of the file.
func Locate(fset *token.FileSet, pos, end token.Pos) Location {
	from := fset.Position(pos) // as go vet has it, by //line comments
	if !end.IsValid() {
		return span(from, from)
	}
	return span(from, fset.Position(end))
}

// span makes a location of two positions. A //line comment between them may put
// the end into another file, or in front of the start.
func span(from, to token.Position) Location {
	if to.Filename != from.Filename || to.Line < from.Line || to.Line == from.Line && to.Column < from.Column {
		to = from
	}
	return Location{
		File: filepath.ToSlash(from.Filename), Line: from.Line, Column: from.Column,
		EndLine: to.Line, EndColumn: to.Column, Offset: from.Offset, EndOffset: to.Offset,
	}
}

// Position is the place of a location's start.
func (l Location) Position() string { return Position(l.File, l.Line, l.Column) }

// Position words a place as compilers do; a column of 0 is not known.
func Position(file string, line, column int) string {
	return token.Position{Filename: file, Line: line, Column: column}.String()
}

// RelativeTo names the files of a finding from a directory.
func (f *Finding) RelativeTo(dir string) {
	f.Location.relativeTo(dir)
	for i := range f.Related {
		f.Related[i].Location.relativeTo(dir)
	}
	for i := range f.Fixes {
		f.Fixes[i].Edit.Location.relativeTo(dir)
	}
}

func (l *Location) relativeTo(dir string) { l.File = Relative(dir, filepath.FromSlash(l.File)) }

// Relative names a file from dir, if it is below it, with slashes.
func Relative(dir, file string) string {
	if rel, err := filepath.Rel(dir, file); err == nil && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel)
	}
	return filepath.ToSlash(file)
}

// Absolute undoes Relative.
func Absolute(dir, file string) string {
	file = filepath.FromSlash(file)
	if filepath.IsAbs(file) {
		return file
	}
	return filepath.Join(dir, file)
}

// Rooted is the finding with absolute files, which were named from dir.
func (f Finding) Rooted(dir string) Finding {
	f.Location = f.Location.rooted(dir)
	f.Related, f.Fixes = slices.Clone(f.Related), slices.Clone(f.Fixes)
	for i := range f.Related {
		f.Related[i].Location = f.Related[i].Location.rooted(dir)
	}
	for i := range f.Fixes {
		f.Fixes[i].Edit.Location = f.Fixes[i].Edit.Location.rooted(dir)
	}
	return f
}

func (l Location) rooted(dir string) Location {
	l.File = filepath.ToSlash(Absolute(dir, l.File))
	return l
}
