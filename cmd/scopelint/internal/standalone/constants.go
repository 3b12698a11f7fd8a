package standalone

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/analyzer/source"
)

// constants are those of one package that make the packages relevant that name
// them.
type constants struct {
	Path  string // of the package
	Rules string // by which they matter
	Names []string
}

type constantSet []constants

// sum identifies a set.
func (s constantSet) sum() [sha256.Size]byte { return sha256.Sum256(fmt.Append(nil, s)) }

// constants lists those that are known so far.
func (r *run) constants() constantSet {
	var set constantSet
	for _, f := range r.ix.Foreign {
		if len(f.Constants) > 0 {
			set = append(set, constants{f.Path, f.Rules, f.Constants})
		}
	}
	for _, d := range r.known() {
		rules := r.filter(d.module).Rules()
		for _, u := range d.Units {
			names := u.Constants
			if !u.Checked {
				names = u.Written
			}
			if len(names) > 0 && !u.External {
				set = append(set, constants{u.Path, rules, names})
			}
		}
	}
	slices.SortFunc(set, func(a, b constants) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.Rules, b.Rules))
	})
	return set
}

// names reports whether a file of a unit names constants of a set.
func (r *run) names(u *unit, set constantSet) bool {
	filter, adding := r.filter(u.dir.module), u.Adds
	set = slices.DeleteFunc(slices.Clone(set), func(c constants) bool { return c.Path == u.Path || c.Rules != filter.Rules() })
	candidates := make(map[string]constantSet) // by the names of the files, those of the unit's neighbour do no harm
	for _, s := range u.dir.Files {
		those := set
		if u.source != nil { // its imports are known
			those = set.importedBy(u.source, s.Name)
		}
		if len(those) > 0 {
			candidates[s.Name] = those
		}
		adding = adding || slices.ContainsFunc(those, func(c constants) bool { return filter.Adds(nil, c.Names) })
	}
	buf := buffers.Get().(*buffer)
	defer buf.done()
	for name, those := range candidates {
		files := [][]byte{buf.read(r.Workspace, filepath.Join(u.dir.Path, name))}
		if slices.ContainsFunc(those, func(c constants) bool {
			return filter.Names(files, c.Path, c.Names, adding)
		}) {
			return true
		}
	}
	return false
}

// importedBy keeps the constants of packages that a file of a unit imports.
func (s constantSet) importedBy(u *source.Unit, file string) constantSet {
	i := slices.IndexFunc(u.Files, func(f source.File) bool { return f.Name == file })
	if i < 0 {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(s), func(c constants) bool { return !slices.Contains(u.Files[i].Imports, c.Path) })
}

// A foreign package is one that a package here imports, of a module with other
// rules or of one that is not worked on, seen by the rules of the importer's.
type foreign struct {
	Path      string
	Rules     string
	Constants []string // that matter
}

// A seen is a package, and the rules by which it is looked at.
type seen struct{ path, rules string }

func (f *foreign) seen() seen { return seen{f.Path, f.Rules} }

// readForeign looks at the foreign packages that are imported here.
// Most do not change without go.mod, which is part of the index's key, so they
// are looked at once; those that are not here, or may change without go.mod,
// are looked at in each run.
func (r *run) readForeign() {
	known := make(map[seen]*foreign)
	for _, f := range r.ix.Foreign {
		known[f.seen()] = f
	}
	looked := make(map[seen]look)
	for i, d := range r.known() {
		again := d.Again
		paths := slices.Concat(d.paths, again)
		d.Again = nil
		rules := r.filter(d.module).Rules()
		for _, path := range paths {
			key := seen{path, rules}
			l, ok := looked[key]
			f := known[key]
			if !ok && f != nil && !slices.Contains(again, path) {
				continue // looked at in an earlier run
			}
			if !ok {
				if f == nil {
					f = &foreign{Path: path, Rules: rules}
					known[key] = f
					r.ix.Foreign = append(r.ix.Foreign, f)
				}
				l = r.lookAt(f, d.module)
				looked[key] = l
				if l == absent && i < len(r.named) && !slices.Contains(r.missing, path) {
					r.missing = append(r.missing, path)
				}
			}
			if l != settled && !slices.Contains(d.Again, path) {
				d.Again = append(d.Again, path)
			}
		}
	}
}

// A look is what looking at a foreign package says.
type look int

const (
	settled look = iota // it stays as it is
	local               // it may change without go.mod
	absent              // it is not here
)

// lookAt looks at a package for a module that imports it.
func (r *run) lookAt(f *foreign, m *source.Module) look {
	pkg := r.Workspace.Imported(f.Path)
	if pkg == nil {
		return settled // of the standard library
	}
	if dir := pkg.WorkedOn(); dir != "" && r.find(dir).Rules() == f.Rules {
		return settled // what its own module says holds
	}
	buf := buffers.Get().(*buffer)
	defer buf.done()
	was := f.Constants
	files := pkg.Contents(buf.read)
	if filter := r.filter(m); filter.Package(files) {
		f.Constants = filter.Constants(pkg.Declare())
	} else {
		f.Constants = filter.Written(files)
	}
	if !slices.Equal(was, f.Constants) {
		r.touch()
	}
	switch {
	case len(files) == 0:
		return absent
	case pkg.Local():
		return local
	}
	return settled
}
