package source_test

import (
	"path/filepath"
	"testing"

	"github.com/scopelint/scopelint/analyzer/source"
)

// TestCheck: packages whose tests import each other, and external tests that
// use what their package's tests declare, type-check.
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
	if len(units) != 4 {
		t.Fatalf("%d units", len(units))
	}
	for _, depth := range []source.Depth{source.Near, source.Exact} {
		ws.Check(units, depth, func(c *source.Checked) {
			for _, e := range c.Errors {
				t.Errorf("depth %d, %s: %v", depth, c.Unit.Path, e)
			}
		})
	}
}
