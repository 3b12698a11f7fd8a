package standalone

import (
	"cmp"
	"crypto/sha256"
	"slices"
	"sync"

	"github.com/scopelint/scopelint/analyzer/source"
)

// pending lists the units that must be checked: they may matter, and there is
// no record of them that holds.
func (r *run) pending() []*unit {
	known := r.constants()
	asked := known.sum()
	var todo []*unit
	for _, d := range r.named {
		for _, u := range d.Units {
			if !u.Shows && !r.Exact && u.Asked != asked {
				if u.Names, u.Asked = r.names(u, known), asked; !u.Names {
					u.forget()
				}
				r.touch()
			}
			if (u.Shows || u.Names || r.Exact) && !r.holds(u) {
				todo = append(todo, u)
			}
		}
	}
	return todo
}

// holds reports whether the record of a unit is still true.
func (r *run) holds(u *unit) bool {
	return u.Checked && (u.fresh || (u.Until == 0 || r.started < u.Until) && u.DepsSum == r.sum(u.Deps))
}

// forget drops what an earlier check said.
func (u *unit) forget() { u.Checked, u.Record, u.Constants, u.Deps = false, nil, nil, nil }

// check checks units, and keeps what that says.
func (r *run) check(todo []*unit) error {
	r.touch()
	units := make(map[*source.Unit]*unit, len(todo))
	var rest []*source.Unit
	for _, u := range todo {
		s, err := r.source(u)
		if err != nil {
			return err
		}
		units[s] = u
		rest = append(rest, s)
	}
	depths := []source.Depth{source.Near, source.Exact}
	if r.Exact {
		depths = depths[1:]
	}
	for _, depth := range depths {
		var mu sync.Mutex
		var failed error
		var unsettled []*source.Unit
		r.Workspace.Check(rest, depth, func(c *source.Checked) {
			judgement, err := r.judge.Judge(c)
			constants := r.judge.Constants(c.Unit.Module, c.Types)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				failed = err
			}
			if !judgement.Settled && depth == source.Near {
				unsettled = append(unsettled, c.Unit)
				return
			}
			u := units[c.Unit]
			u.Record, u.Constants, u.Deps, u.DepsSum = judgement.Record, constants, c.Local, r.sum(c.Local)
			u.Checked, u.fresh, u.Until = true, true, 0
			if !judgement.Until.IsZero() {
				u.Until = judgement.Until.UnixNano()
			}
		})
		if failed != nil {
			return failed
		}
		slices.SortFunc(unsettled, func(a, b *source.Unit) int { return cmp.Compare(a.Path, b.Path) })
		if rest = unsettled; len(rest) == 0 {
			break
		}
	}
	return nil
}

// sum identifies what is in local directories, test files left out.
func (r *run) sum(dirs []string) [sha256.Size]byte {
	h := sha256.New()
	for _, dir := range dirs {
		h.Write([]byte(dir))
		for _, s := range r.directory(dir).Files {
			if !s.test() {
				h.Write([]byte(s.Name))
				h.Write(s.Hash)
			}
		}
	}
	return [sha256.Size]byte(h.Sum(nil))
}
