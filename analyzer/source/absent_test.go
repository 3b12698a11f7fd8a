package source_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/scopelint/scopelint/analyzer/source"
)

// TestAbsent: where a package is not, it is said why, and what puts it there.
func TestAbsent(t *testing.T) {
	const mod = "module example.com/m\n\ngo 1.24\n"
	vendored := map[string]string{
		"go.mod":                      mod + "\nrequire example.net/a v1.0.0\n",
		"vendor/modules.txt":          "# example.net/a v1.0.0\n## explicit; go 1.24\nexample.net/a/b\n",
		"vendor/example.net/a/b/b.go": "package b\n",
	}
	for _, tt := range []struct {
		name  string
		files map[string]string
		path  string
		want  string
	}{
		{"a package that is not vendored", vendored, "example.net/a/c", `the directory vendor has no package example.net/a/c: "go mod vendor" puts it there`},
		{"a vendored directory without Go files", vendored, "example.net/a", `the directory vendor has no package example.net/a: "go mod vendor" puts it there`},
		{"a module that is not vendored", vendored, "example.org/x", `the directory vendor has no package example.org/x: "go mod vendor" puts it there`},
		{
			"a directory that is not there", map[string]string{"go.mod": mod + "\nrequire example.net/a v1.0.0\n\nreplace example.net/a => ./gone\n"}, "example.net/a",
			"module example.net/a is replaced by DIR/gone, which is not there",
		},
		{
			"a directory without Go files", map[string]string{"go.mod": mod + "\nrequire example.net/a v1.0.0\n\nreplace example.net/a => ./a\n", "a/go.mod": "module example.net/a\n"}, "example.net/a",
			"module example.net/a has no package example.net/a",
		},
		{"a module of nobody", map[string]string{"go.mod": mod}, "example.net/a", `no module of go.mod has package example.net/a: "go mod tidy" may add one`},
		{"a package of its own", map[string]string{"go.mod": mod}, "example.com/m/x", "module example.com/m has no package example.com/m/x"},
	} {
		dir := t.TempDir()
		for name, text := range tt.files {
			file := filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		ws := open(t, dir)
		if got := strings.ReplaceAll(ws.Absent(tt.path).Error(), dir+string(filepath.Separator), "DIR/"); got != tt.want {
			t.Errorf("%s: %s\nwant: %s", tt.name, got, tt.want)
		}
	}
}

// TestOutdated: a module that asks for a newer Go is told.
func TestOutdated(t *testing.T) {
	for _, known := range []string{"", "1.17", "1.24.1", strings.TrimPrefix(runtime.Version(), "go"), "go1.20", "nonsense"} {
		if text := source.Outdated("example.com/m", known); text != "" {
			t.Errorf("%s: %s", known, text)
		}
	}
	for _, newer := range []string{"1.99", "1.99.3", "go1.99rc1", "2.0"} {
		if text := source.Outdated("example.com/m", newer); !strings.Contains(text, "built with "+runtime.Version()) || !strings.Contains(text, "build scopelint with go"+strings.TrimPrefix(newer, "go")+" or later") {
			t.Errorf("%s: %q", newer, text)
		}
	}
}
