package source_test

import (
	"path/filepath"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/packages"

	"github.com/scopelint/scopelint/analyzer/source"
)

// TestCheck: packages whose tests import each other, external tests that use what
// their package's tests declare, and a package of the same name type-check,
// whichever are checked together.
func TestCheck(t *testing.T) {
	ws, units := unitsOf(t, "tests.txtar")
	if len(units) != 8 {
		t.Fatalf("%d units", len(units))
	}
	check := func(depth source.Depth, units ...*source.Unit) {
		ws.Check(units, depth, func(c *source.Checked) {
			for _, e := range c.Errors {
				t.Errorf("depth %d of %d, %s: %v", depth, len(units), c.Unit.Path, e)
			}
		})
	}
	check(source.Near, units...)
	check(source.Exact, units...)
	for _, a := range units {
		for _, b := range units {
			check(source.Exact, a, b)
		}
	}
}

// TestTogether: what is wrong with a unit does not depend on which others are
// checked with it.
func TestTogether(t *testing.T) {
	ws, units := unitsOf(t, "together.txtar")
	want := make(map[string][]packages.Error)
	for _, u := range units {
		ws.Check([]*source.Unit{u}, source.Exact, func(c *source.Checked) { want[u.Path] = c.Errors })
	}
	if len(want["example.com/m/user"]) != 2 || len(want["example.com/m/a_test"]) > 0 {
		t.Errorf("alone: %v", want)
	}
	for some := range 1 << len(units) {
		var among []*source.Unit
		for i, u := range units {
			if some&(1<<i) != 0 {
				among = append(among, u)
			}
		}
		var mu sync.Mutex
		ws.Check(among, source.Exact, func(c *source.Checked) {
			mu.Lock()
			defer mu.Unlock()
			if diff := cmp.Diff(want[c.Unit.Path], c.Errors); diff != "" {
				t.Errorf("%s among %d units (-alone +there):\n%s", c.Unit.Path, len(among), diff)
			}
		})
	}
}

// unitsOf reads the units of a module in an archive.
func unitsOf(t *testing.T, archive string) (*source.Workspace, []*source.Unit) {
	t.Helper()
	dir, _ := extract(t, filepath.Join("testdata", archive))
	return unitsIn(t, dir, "./...")
}

// open opens the workspace of a directory.
func open(t *testing.T, dir string) *source.Workspace {
	t.Helper()
	build, err := source.NewBuild("")
	if err != nil {
		t.Fatal(err)
	}
	ws, err := source.Open(dir, build, nil)
	if err != nil {
		t.Fatal(err)
	}
	return ws
}

// unitsIn reads the units of a module that match a pattern.
func unitsIn(t *testing.T, dir, pattern string) (*source.Workspace, []*source.Unit) {
	t.Helper()
	ws := open(t, dir)
	dirs, err := ws.Directories(dir, []string{pattern})
	if err != nil {
		t.Fatal(err)
	}
	var units []*source.Unit
	for _, d := range dirs {
		list, err := ws.Units(d, true)
		if err != nil {
			t.Fatal(err)
		}
		units = append(units, list...)
	}
	return ws, units
}
