package analyzer_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/scopelint/scopelint/analyzer"
)

var testdata, _ = filepath.Abs("../testdata")

// byDefault is the analyzer in a module without configuration.
var byDefault = analyzer.New(analyzer.NewConfig())

func TestRules(t *testing.T) {
	for _, rule := range analyzer.Rules() {
		t.Run(rule.ID, func(t *testing.T) {
			dir := filepath.Join(testdata, "src", rule.ID)
			if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil { // with a configuration of its own
				t.Setenv("XDG_CACHE_HOME", t.TempDir())
				analysistest.Run(t, dir, analyzer.Analyzer, "./...")
				return
			}
			analysistest.RunWithSuggestedFixes(t, testdata, byDefault, rule.ID)
		})
	}
}

func TestShapes(t *testing.T) { analysistest.Run(t, testdata, byDefault, "shapes") }

// Whose scopes are asked for is told by the code around them.
func TestProviders(t *testing.T) { analysistest.Run(t, testdata, byDefault, "providers") }

func TestSilent(t *testing.T) {
	analysistest.Run(t, testdata, byDefault, "silent", "silent/inside", "silent/other")
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
