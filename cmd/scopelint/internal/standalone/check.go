package standalone

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"path/filepath"
	"slices"
	"sync"

	"github.com/scopelint/scopelint/analyzer/source"
)

// pending lists the units that must be checked: they may matter, and there is
// no record of them that holds. What matters of constants is what is known so far.
func (r *run) pending(known constantSet) []*unit {
	asked := known.sum()
	var todo []*unit
	for _, d := range r.known() {
		for _, u := range d.Units {
			if !u.Shows && !r.Exact && u.Asked != asked {
				if u.Names, u.Asked = r.names(u, known), asked; !u.Names {
					u.forget()
				}
				r.touch()
			}
			if (u.Shows || u.Names || r.Exact) && (!r.holds(u) || r.matter(u, u.Unknown, known)) {
				todo = append(todo, u)
			}
		}
	}
	return todo
}

// holds reports whether the record of a unit is still true.
func (r *run) holds(u *unit) bool {
	return u.Checked && (u.fresh || (u.Until == 0 || r.started < u.Until) && u.Depended == r.dependencies(u))
}

// matter reports whether one of some packages, which a unit imports, has constants
// that matter there.
func (r *run) matter(u *unit, paths []string, known constantSet) bool {
	return slices.ContainsFunc(known, func(c constants) bool {
		return slices.Contains(paths, c.Path) && c.Rules == r.filter(u.dir.module).Rules()
	})
}

// forget drops what an earlier check said.
func (u *unit) forget() { u.Checked, u.Record, u.Constants, u.Unknown = false, nil, nil, nil }

// check checks units, and keeps what that says.
func (r *run) check(todo []*unit, known constantSet) error {
	r.touch()
	units := make(map[*source.Unit]*unit, len(todo))
	var rest []*source.Unit
	for _, u := range todo {
		s := r.source(u)
		if s == nil {
			return fmt.Errorf("the files of %s change while they are read: run again", u.dir.Path)
		}
		units[s] = u
		rest = append(rest, s)
	}
	depths := []source.Depth{source.Near, source.Exact}
	if r.Exact || r.Workspace.Borrows() { // what is kept costs nothing
		depths = depths[1:]
	}
	for _, depth := range depths {
		var mu sync.Mutex
		var failed error
		var unsettled []*source.Unit
		r.Workspace.Check(rest, depth, func(c *source.Checked) {
			judgement, err := r.judge(c)
			constants := r.filter(c.Unit.Module).Constants(c.Types)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				failed = err
			}
			u := units[c.Unit]
			if depth == source.Near && (!judgement.Settled || r.matter(u, judgement.Unknown, known)) {
				unsettled = append(unsettled, c.Unit)
				return
			}
			if u.Unknown = nil; depth == source.Near {
				u.Unknown = judgement.Unknown
			}
			u.Record, u.Constants, u.Checked, u.fresh = judgement.Record, constants, true, true
			u.Bodies, u.Until = judgement.Bodies, 0
			if !judgement.Until.IsZero() {
				u.Until = judgement.Until.UnixNano()
			}
			if len(c.Missing) > 0 { // and may be there the next time
				u.Until = r.started
				if slices.Contains(r.named, u.dir) && (u.Judged > 0 || !u.External) {
					r.miss(u.dir, c.Missing...)
				}
			}
		})
		if failed != nil {
			return failed
		}
		if c := r.Workspace.Cancelled; c != nil && c() {
			return context.Canceled
		}
		slices.SortFunc(unsettled, func(a, b *source.Unit) int { return cmp.Compare(a.Path, b.Path) })
		if rest = unsettled; len(rest) == 0 {
			break
		}
	}
	for _, u := range todo {
		u.Depended = r.dependencies(u)
	}
	return nil
}

// dependencies identifies all local packages that a unit depends on, as they
// are now.
func (r *run) dependencies(u *unit) [sha256.Size]byte {
	return r.sumOf(slices.Concat(u.Imports, u.dir.behind), u.Bodies)
}

// sumOf identifies what is in directories and those that they import,
// directly or not.
func (r *run) sumOf(dirs []string, bodies bool) [sha256.Size]byte {
	h := sha256.New()
	for _, dir := range dirs {
		sum := r.closure(closureOf{dir, bodies})
		h.Write(sum[:])
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// A closureOf is a directory and those that it imports, directly or not.
type closureOf struct {
	dir    string
	bodies bool // with their function bodies
}

// closure identifies what is in directories, test files left out.
func (r *run) closure(of closureOf) [sha256.Size]byte {
	if sum, ok := r.closures[of]; ok {
		return sum
	}
	r.closures[of] = [sha256.Size]byte{} // for a circle, which does not compile
	d := r.directory(of.dir)
	h := sha256.New()
	h.Write(r.declared(d))
	for _, s := range d.Files {
		if of.bodies && !isTest(s) {
			h.Write(s.Hash)
		}
	}
	for _, dir := range d.Imports {
		sum := r.closure(closureOf{dir, of.bodies})
		h.Write(sum[:])
	}
	r.closures[of] = [sha256.Size]byte(h.Sum(nil))
	return r.closures[of]
}

// declared identifies what a directory declares.
func (r *run) declared(d *directory) []byte {
	if d.Declared != nil {
		return d.Declared
	}
	r.touch()
	h := sha256.New()
	h.Write([]byte(d.Path))
	for _, s := range d.Files {
		if isTest(s) {
			continue
		}
		data, err := r.Workspace.Read(filepath.Join(d.Path, s.Name))
		fmt.Fprintln(h, s.Name, err == nil)
		h.Write(source.Declarations(data))
	}
	d.Declared = h.Sum(nil)
	return d.Declared
}
