package standalone

import (
	"crypto/sha256"
	"slices"

	"github.com/scopelint/scopelint/analyzer/source"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/prefilter"
)

// A foreign package is one of a module that is not worked on, or of one with
// other rules, that a package here imports or another foreign one has constants
// of. It is seen by the rules of the importer here.
type foreign struct {
	Path      string
	Rules     string
	Constants []string // that matter
	Look      look     // what looking at it said

	Behind   []string          // local directories, if it may have constants of these
	Depended [sha256.Size]byte // what they held then
}

// A seen is a package, and the rules by which it is looked at.
type seen struct{ path, rules string }

// A look is what looking at a foreign package says.
type look int

const (
	settled  look = iota // it stays as it is
	local                // it may change without go.mod
	unsteady             // it stays as it is, but has constants of one that may change
	absent               // it is not here
)

// A lookout looks at foreign packages, at each once.
type lookout struct {
	*run
	known     map[seen]*foreign // from earlier runs, too
	looks     map[seen]look     // of this run
	constants *source.Constants
}

// readForeign looks at the foreign packages that are imported here. Most do not
// change without go.mod, which is part of the index's key, so they are looked
// at once; those that are not here, or may change without go.mod, are looked at
// in each run.
func (r *run) readForeign() {
	o := &lookout{r, make(map[seen]*foreign), make(map[seen]look), r.Workspace.Constants()}
	for _, f := range r.ix.Foreign {
		o.known[seen{f.Path, f.Rules}] = f
	}
	for i, d := range r.known() {
		again := d.Again
		d.Again = nil
		for _, path := range slices.Concat(d.paths, again) {
			if o.isOwn(path, d.module) {
				continue // what its own module says holds
			}
			l := o.at(path, d.module)
			if l == absent && i < len(r.named) {
				r.miss(d, path)
			}
			if l != settled && !slices.Contains(d.Again, path) {
				d.Again = append(d.Again, path)
			}
			if l == unsteady {
				d.behind = append(d.behind, o.known[seen{path, o.filter(d.module).Rules()}].Behind...)
			}
		}
	}
}

// isOwn reports whether a package is of a module that is worked on under the same
// rules.
func (o *lookout) isOwn(path string, m *source.Module) bool {
	pkg := o.Workspace.Imported(path)
	if pkg == nil {
		return false // of the standard library
	}
	dir := pkg.WorkedOn()
	return dir != "" && o.find(dir).Rules() == o.filter(m).Rules()
}

// at looks at a package for a module that imports it. What an earlier run says
// of it holds if it stays as it is, whoever else imports it.
func (o *lookout) at(path string, m *source.Module) look {
	key := seen{path, o.filter(m).Rules()}
	if l, ok := o.looks[key]; ok {
		return l
	}
	f := o.known[key]
	if f != nil && (f.Look == settled || f.Look == unsteady && f.Depended == o.sumOf(f.Behind, false)) {
		o.looks[key] = f.Look
		return f.Look
	}
	if f == nil {
		f = &foreign{Path: key.path, Rules: key.rules}
		o.known[key] = f
		o.ix.Foreign = append(o.ix.Foreign, f)
	}
	o.looks[key] = settled // for a circle, which does not compile
	names, l := o.read(f, m)
	if f.Look != l || !slices.Equal(f.Constants, names) {
		o.touch()
	}
	f.Constants, f.Look, o.looks[key] = names, l, l
	f.Depended = o.sumOf(f.Behind, false)
	return l
}

// read lists the constants of a package that matter to a module.
func (o *lookout) read(f *foreign, m *source.Module) ([]string, look) {
	pkg := o.Workspace.Imported(f.Path)
	if pkg == nil {
		return nil, settled // of the standard library
	}
	filter := o.filter(m)
	var shows, repeats bool
	var written []string
	l := settled
	contents(pkg, func(files [][]byte) {
		if shows = filter.Package(files); !shows {
			written = filter.Written(files)
		}
		repeats = filter.Repeats(files)
		if len(files) == 0 {
			l = absent
		}
	})
	if l == settled && pkg.Local() {
		l = local
	}
	f.Behind = nil
	if repeats {
		all, behind, known := o.constantsBehind(pkg, m)
		switch {
		case l != settled:
		case !known:
			l = local
		case len(behind) > 0:
			l, f.Behind = unsteady, behind
		}
		shows = shows || namesAny(pkg, all, filter)
	}
	if shows {
		return filter.Constants(o.constants.Of(pkg)), l
	}
	return written, l
}

// contents hands over the contents of a package's files, for as long as it takes
// to look at them.
func contents(pkg *source.Imported, look func(files [][]byte)) {
	buf := buffers.Get().(*buffer)
	defer buf.done()
	look(pkg.Contents(buf.read))
}

// constantsBehind lists the constants that matter of what a package imports, and
// the local directories that these may come from. They are not known if one of
// the imports is not here.
func (o *lookout) constantsBehind(pkg *source.Imported, m *source.Module) (all constantSet, behind []string, known bool) {
	rules := o.filter(m).Rules()
	known = true
	for _, path := range pkg.Imports() {
		switch l := o.at(path, m); l {
		case absent:
			o.missing, known = append(o.missing, path), false
		case local:
			dir, _ := o.Workspace.LocalDir(path)
			behind = append(behind, dir)
		case unsteady:
			behind = append(behind, o.known[seen{path, rules}].Behind...)
		}
		if names := o.known[seen{path, rules}].Constants; len(names) > 0 {
			all = append(all, constants{path, rules, names})
		}
	}
	slices.Sort(behind)
	return all, slices.Compact(behind), known
}

// namesAny reports whether a package names constants of a set.
func namesAny(pkg *source.Imported, set constantSet, filter prefilter.Filter) (named bool) {
	if len(set) == 0 {
		return false
	}
	contents(pkg, func(files [][]byte) {
		named = slices.ContainsFunc(set, func(c constants) bool {
			return filter.Names(files, c.Path, c.Names, filter.Adds(files, c.Names))
		})
	})
	return named
}
