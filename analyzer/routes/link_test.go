package routes_test

import (
	"maps"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scopelint/scopelint/analyzer/routes"
)

// TestLink reads a module whose handlers are not where its routes are.
func TestLink(t *testing.T) {
	opts := routes.Options{IsScope: word.MatchString}
	handlers := make(map[string]routes.Handler)
	var all []*routes.Route
	for _, p := range loadAll(t, filepath.Join("..", "..", "testdata", "routes", "linked")) {
		maps.Copy(handlers, routes.Handlers(passOf(p), opts))
		all = append(all, routes.Gather(passOf(p), opts).Routes...)
	}
	check := func(want ...string) {
		t.Helper()
		var got []string
		for _, r := range all {
			got = append(got, describe(r))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("routes (-want +got):\n%s", diff)
		}
	}
	check("GET /droplets unproven (handler)", "POST /droplets unproven (handler)", "GET /tags unproven (handler)")
	routes.Link(all, handlers)
	check("GET /droplets guarded droplet:read", "POST /droplets unguarded", "GET /tags guarded tag:read")
}
