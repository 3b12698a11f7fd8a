package standalone

import (
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
			set = append(set, constants{f.Path, f.Constants})
		}
	}
	for _, d := range r.known() {
		for _, u := range d.Units {
			if len(u.Constants) > 0 && !u.External {
				set = append(set, constants{u.Path, u.Constants})
			}
		}
	}
	slices.SortFunc(set, func(a, b constants) int { return strings.Compare(a.Path, b.Path) })
	return set
}

// names reports whether a file of a unit names constants of a set.
func (r *run) names(u *unit, set constantSet) bool {
	if len(set) == 0 {
		return false
	}
	buf := buffers.Get().(*buffer)
	defer buf.done()
	for _, s := range u.dir.Files { // those of the unit's neighbour do no harm
		candidates := set
		if u.source != nil { // its imports are known
			candidates = set.importedBy(u.source, s.Name)
		}
		if len(candidates) == 0 {
			continue
		}
		files := [][]byte{buf.read(r.Workspace, filepath.Join(u.dir.Path, s.Name))}
		if slices.ContainsFunc(candidates, func(c constants) bool {
			return c.Path != u.Path && r.judge.Names(u.dir.module, files, c.Path, c.Names)
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

// A foreign package is one of another module that a package here imports.
type foreign struct {
	Path      string
	Constants []string // that matter
	Again     bool     // to be looked at in each run: it is not there, or may change without go.mod
}

// readForeign looks at the packages of other modules that are imported here.
// Most do not change without go.mod, which is part of the index's key, so they
// are looked at once.
func (r *run) readForeign() {
	known := make(map[string]*foreign)
	var todo []string
	for _, f := range r.ix.Foreign {
		known[f.Path] = f
		if f.Again {
			todo = append(todo, f.Path)
		}
	}
	modules := make(map[string]*source.Module)
	for _, d := range r.named {
		for _, path := range d.paths {
			modules[path] = d.module
			if known[path] == nil {
				known[path] = &foreign{Path: path}
				r.ix.Foreign = append(r.ix.Foreign, known[path])
				todo = append(todo, path)
			}
		}
	}
	for _, path := range todo {
		m := modules[path]
		if m == nil {
			m = r.Workspace.Main[0]
		}
		if !r.lookAt(known[path], m) {
			r.missing = append(r.missing, path)
		}
	}
}

// lookAt looks at a package for a module that imports it. It reports whether
// the package is there.
func (r *run) lookAt(f *foreign, m *source.Module) bool {
	pkg := r.Workspace.Foreign(f.Path)
	if pkg == nil {
		return true // of the standard library, or worked on
	}
	buf := buffers.Get().(*buffer)
	defer buf.done()
	was := f.Constants
	files := pkg.Contents(buf.read)
	f.Constants, f.Again = nil, len(files) == 0 || pkg.Local()
	if r.judge.Relevant(m, files) {
		f.Constants = r.judge.Constants(m, pkg.Declare())
	}
	if !f.Again || !slices.Equal(was, f.Constants) {
		r.touch()
	}
	return len(files) > 0
}
