package routes_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/scopelint/scopelint/analyzer/routes"
)

// TestTellingPaths reads modules whose paths tell what is to be said of them.
func TestTellingPaths(t *testing.T) {
	states := map[string]routes.State{"guarded": routes.Guarded, "open": routes.Unguarded, "perhaps": routes.Unproven}
	for module, want := range map[string]int{"serving": 21, "skipper": 3} {
		n := 0
		for _, r := range gather(t, filepath.Join("..", "..", "testdata", "routes", module), routes.Options{IsScope: word.MatchString}).Routes {
			first, _, _ := strings.Cut(strings.TrimPrefix(r.Path, "/"), "/")
			if r.State != states[first] {
				t.Errorf("%s: %s", r.Path, r.State)
			}
			n++
		}
		if n != want {
			t.Errorf("%s: %d routes", module, n)
		}
	}
}
