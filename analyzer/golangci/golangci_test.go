package golangci

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
)

// build makes the analyzers as golangci-lint does.
func build(t *testing.T, settings any) []*analysis.Analyzer {
	t.Helper()
	newPlugin, err := register.GetPlugin("apiscope")
	if err != nil {
		t.Fatal(err)
	}
	p, err := newPlugin(settings)
	if err != nil {
		t.Fatal(err)
	}
	if p.GetLoadMode() != register.LoadModeTypesInfo {
		t.Error("the plugin needs types")
	}
	list, err := p.BuildAnalyzers()
	if err != nil {
		t.Fatal(err)
	}
	if err := analysis.Validate(list); err != nil {
		t.Fatal(err)
	}
	return list
}

// A module in the working directory, with a configuration.
func module(t *testing.T, config string) {
	t.Helper()
	t.Chdir(t.TempDir())
	write(t, "go.mod", "module example.com/m\n\ngo 1.24\n")
	write(t, "m.go", "package m\n\nvar scopes = []string{\"tag:read\", \"droplet:read\", \"tag:raed\"} // want `unknown scope \"tag:raed\"`\n")
	write(t, ".scopelint.toml", config)
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// linter returns the analyzer that has the linter's name.
func linter(t *testing.T, settings any) *analysis.Analyzer {
	t.Helper()
	for _, a := range build(t, settings) {
		if a.Name == "apiscope" {
			return a
		}
	}
	t.Fatal("no analyzer has the linter's name")
	return nil
}

func TestPlugin(t *testing.T) {
	module(t, "catalogs = [\"digitalocean\"]\n")
	dir, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	analysistest.Run(t, dir, linter(t, nil), "./...")
}

// Each module of a workspace has its configuration.
func TestWorkspace(t *testing.T) {
	module(t, "")
	write(t, "go.work", "go 1.24\n\nuse (\n\t.\n\t./other\n)\n")
	if err := os.Mkdir("other", 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, "other/go.mod", "module example.com/other\n\ngo 1.24\n")
	write(t, "other/other.go", "package other\n\nvar scopes = []string{\"tag:read\", \"droplet:read\", \"tag:raed\"}\n")
	write(t, "other/.scopelint.toml", "[rules]\nunknown-scope = \"off\"\n")
	dir, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	analysistest.Run(t, dir, linter(t, nil), "./...", "example.com/other")
	t.Chdir(t.TempDir())
	if _, err := New(nil); err == nil || !strings.Contains(err.Error(), "is in no module") {
		t.Errorf("outside of a module: %v", err)
	}
}

// Golangci-lint's cache key has the names of the analyzers and no file, so an
// edited configuration must change a name.
func TestCacheKey(t *testing.T) {
	names := func(settings any) string {
		var all []string
		for _, a := range build(t, settings) {
			all = append(all, a.Name)
		}
		return strings.Join(all, ",")
	}
	module(t, "")
	before := names(nil)
	if again := names(nil); again != before {
		t.Errorf("%s, then %s", before, again)
	}
	if unsafe := names(map[string]any{"unsafe-fixes": true}); unsafe == before {
		t.Error("settings do not show in the key")
	}
	write(t, "other.toml", "[rules]\nunknown-scope = \"off\"\n")
	if other := names(map[string]any{"config": "other.toml"}); other == before {
		t.Error("another configuration does not show in the key")
	}
}

// What cannot be used makes golangci-lint fail.
func TestErrors(t *testing.T) {
	module(t, "exclude = [\"gone\"]\n")
	for want, settings := range map[string]any{
		`"gone" matches no file`: nil,
		`unknown field "confg"`:  map[string]any{"confg": "x"},
		"no.toml: no such file":  map[string]any{"config": "no.toml"},
	} {
		if _, err := New(settings); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %v, want %s", settings, err, want)
		}
	}
}
