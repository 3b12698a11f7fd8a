package needs

import (
	"os"
	"slices"
	"testing"

	"github.com/scopelint/scopelint/catalog"
)

// TestSpread tells a library of the catalog's server, each program in another way. They are
// read one by one: what one of them tells, all programs of a run would have told.
func TestSpread(t *testing.T) {
	programs, err := os.ReadDir("testdata/godo/spread")
	if err != nil || len(programs) < 8 {
		t.Fatalf("%d programs (%v)", len(programs), err)
	}
	for _, dir := range programs {
		t.Run(dir.Name(), func(t *testing.T) {
			result, err := Analyze(t.Context(), Config{
				Catalog: catalog.DigitalOcean(), Std: storedStd(t), Dir: "testdata/godo", Patterns: []string{"./spread/" + dir.Name()},
			})
			if err != nil {
				t.Fatal(err)
			}
			want, complete := []string{"account:read"}, true
			if dir.Name() == "mapped" {
				want, complete = []string{}, false
			}
			if p := result.Programs[0]; !slices.Equal(p.Scopes, want) || p.Complete != complete {
				t.Errorf("it needs %q, complete: %v, may need %v", p.Scopes, p.Complete, p.Maybe)
			}
		})
	}
}
