package analyzer_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/scopelint/scopelint/analyzer"
)

var testdata, _ = filepath.Abs("../testdata")

// byDefault is the analyzer in a module without configuration.
var byDefault = analyzer.New(analyzer.NewConfig())

// TestRules loads what it can at once: analysistest type-checks all of net/http for
// each load.
func TestRules(t *testing.T) {
	goCache, err := exec.Command("go", "env", "GOCACHE").Output()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("GOCACHE", strings.TrimSpace(string(goCache))) // else the go command's is empty, too
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	var together []string
	for _, rule := range analyzer.Rules() {
		dir := filepath.Join(testdata, "src", rule.ID)
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err != nil {
			together = append(together, rule.ID)
			continue
		}
		t.Run(rule.ID, func(t *testing.T) { // with a configuration of its own
			if testing.Short() {
				t.Skip("it reads a client's source")
			}
			analysistest.Run(t, dir, analyzer.Analyzer, "./...")
		})
	}
	analysistest.RunWithSuggestedFixes(t, testdata, byDefault, together...)
}

// TestShapes also has what whose scopes are asked for is told by (providers), and
// what is no finding (silent).
func TestShapes(t *testing.T) {
	analysistest.Run(t, testdata, byDefault, "shapes", "providers", "silent", "silent/inside", "silent/other", "unguarded-route/unnamed")
}

// Each rule has a section in the documentation and a directory of its own.
func TestRulesAreDocumented(t *testing.T) {
	for _, rule := range analyzer.Rules() {
		if len(rule.Doc()) < 100 {
			t.Errorf("the section about %s in doc.go says little: %q", rule.ID, rule.Doc())
		}
	}
	entries, err := os.ReadDir(filepath.Join(testdata, "src"))
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range analyzer.RuleIDs() {
		if !slices.ContainsFunc(entries, func(e os.DirEntry) bool { return e.Name() == rule }) {
			t.Errorf("testdata/src has no directory %s", rule)
		}
	}
}

// TestLikely has many catalogs switched on.
func TestLikely(t *testing.T) {
	cfg, err := analyzer.ParseConfig("test", `catalogs = ["digitalocean", "atlassian", "auth0", "github", "gitlab", "google", "microsoft-graph", "slack", "spotify", "twitch"]`)
	if err != nil {
		t.Fatal(err)
	}
	analysistest.Run(t, testdata, analyzer.New(cfg), "likely")
}
