package routes_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/scopelint/scopelint/analyzer/routes"
)

// TestServing reads testdata/routes/serving, whose paths tell what is to be
// said of them.
func TestServing(t *testing.T) {
	states := map[string]routes.State{"guarded": routes.Guarded, "open": routes.Unguarded, "perhaps": routes.Unproven}
	n := 0
	for _, r := range gather(t, filepath.Join("..", "..", "testdata", "routes", "serving"), routes.Options{IsScope: word.MatchString}).Routes {
		first, _, _ := strings.Cut(strings.TrimPrefix(r.Path, "/"), "/")
		if r.State != states[first] {
			t.Errorf("%s: %s", r.Path, r.State)
		}
		n++
	}
	if n != 21 {
		t.Errorf("%d routes", n)
	}
}
