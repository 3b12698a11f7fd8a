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
