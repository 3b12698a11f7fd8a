package routes_test

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/analysis"

	"github.com/scopelint/scopelint/analyzer/routes"
)

// TestTogether reads a module whose routers, handlers and middlewares are not
// where its routes are, package by package and then as a whole.
func TestTogether(t *testing.T) {
	opts := routes.Options{IsScope: word.MatchString}
	var passes []*analysis.Pass
	var alone []*routes.Result
	for _, p := range loadAll(t, filepath.Join("..", "..", "testdata", "routes", "linked")) {
		passes = append(passes, passOf(p))
		alone = append(alone, routes.Gather(passOf(p), opts))
	}
	check := func(results []*routes.Result, want ...string) {
		t.Helper()
		var got []string
		for _, res := range results {
			for _, r := range res.Routes {
				got = append(got, describe(r))
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("routes (-want +got):\n%s", diff)
		}
	}
	check(alone,
		"GET /droplets unproven (handler)", "POST /droplets unproven (handler)", "GET /tags unproven (handler)",
		"{?} /v2{-} unproven (handler)",
		"GET / unproven (outside)", "POST / unproven (middleware, outside)", "DELETE /old unproven (outside)",
	)
	opts.Complete = true
	together := routes.GatherAll(passes, opts)
	check(together,
		"GET /droplets guarded droplet:read", "POST /droplets unguarded", "GET /tags guarded tag:read",
		"GET /v2/tag/ guarded tag:read", "POST /v2/tag/ guarded tag:read tag:create",
		"GET /v2/field unguarded", "GET /v2/value unguarded", "DELETE /old unproven (outside, uncalled)",
	)
	uncalled := 0
	for _, res := range together {
		c := res.Coverage
		uncalled += len(c.Uncalled)
		if c.Understood != c.Registered {
			t.Errorf("understood %d of %d registrations; dynamic %v, missed %v, unknown %v", c.Understood, c.Registered, c.Dynamic, c.Missed, c.Unknown)
		}
	}
	if uncalled != 1 {
		t.Errorf("%d registrations are in functions that nothing calls, want 1", uncalled)
	}
}
