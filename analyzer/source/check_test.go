package source_test

import (
	"path/filepath"
	"testing"

	"github.com/scopelint/scopelint/analyzer/source"
)

// TestCheck: packages whose tests import each other, external tests that use what
// their package's tests declare, and a package of the same name type-check,
// whichever are checked together.
func TestCheck(t *testing.T) {
	dir, _ := extract(t, filepath.Join("testdata", "tests.txtar"))
	build, err := source.NewBuild("")
	if err != nil {
		t.Fatal(err)
	}
	ws, err := source.Open(dir, build, nil)
	if err != nil {
		t.Fatal(err)
	}
	dirs, err := ws.Directories(dir, []string{"./..."})
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
