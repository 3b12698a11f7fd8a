package needs

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/scopelint/scopelint/analyzer/kept"
	"github.com/scopelint/scopelint/catalog"
)

// TestRemember: an answer is given again until something changes that decides it.
func TestRemember(t *testing.T) {
	out, err := exec.Command("go", "env", "GOCACHE").Output() // it would be below the next ones
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("GOCACHE", strings.TrimSpace(string(out)))
	t.Setenv("CGO_ENABLED", "0")
	for _, name := range []string{"XDG_CACHE_HOME", "LocalAppData", "HOME"} { // wherever caches are kept
		t.Setenv(name, t.TempDir())
	}
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "lib"), 0o777); err != nil {
		t.Fatal(err)
	}
	const (
		mod  = "module example.com/remembered\n\ngo 1.24\n"
		main = "package main\n\nimport \"example.com/remembered/lib\"\n\nfunc main() { lib.Ask() }\n"
		lib  = "package lib\n\nimport \"net/http\"\n\nfunc Ask() { http.Get(\"https://api.digitalocean.com/v2/account\") }\n"
	)
	write("go.mod", mod)
	write("main.go", main)
	write("lib/lib.go", lib)
	cfg := Config{Catalog: catalog.DigitalOcean(), Std: storedStd(t), Dir: dir, Patterns: []string{"."}, Remember: "one"}
	ask := func(what string, wantRead bool, want ...string) {
		t.Helper()
		read := false
		cfg.Progress = func(stage string) { read = read || stage == "reading packages" }
		result, err := Analyze(t.Context(), cfg)
		if err != nil {
			t.Fatal(err)
		}
		if read != wantRead {
			t.Errorf("%s: packages are read: %v, want %v", what, read, wantRead)
		}
		if got := result.Programs[0].Scopes; !slices.Equal(got, want) {
			t.Errorf("%s: it needs %q, want %q", what, got, want)
		}
	}
	ask("at first", true, "account:read")
	ask("nothing changed", false, "account:read")

	write("lib/lib.go", "package lib\n\nimport \"net/http\"\n\nfunc Ask() { http.Get(\"https://api.digitalocean.com/v2/regions\") }\n")
	ask("another package edited, at the same size", true, "regions:read")
	ask("nothing changed since", false, "regions:read")
	write("lib/lib.go", lib)
	write("lib/more.go", "package lib\n\nimport \"net/http\"\n\nfunc init() { http.Get(\"https://api.digitalocean.com/v2/regions\") }\n")
	ask("a file more", true, "account:read", "regions:read")
	write("lib/more.go", "//go:build never\n\npackage lib\n")
	ask("a file less", true, "account:read")
	cfg.BuildFlags = []string{"-tags=never"}
	ask("a tag", true, "account:read")
	cfg.BuildFlags = nil
	ask("no tag", false, "account:read")
	write("main.go", main+"\nfunc unused() {}\n")
	ask("the program edited", true, "account:read")
	write("go.mod", "module example.com/remembered\n\ngo 1.25\n")
	ask("another language version", true, "account:read")
	cfg.Remember = "two"
	ask("another configuration", true, "account:read")
	ask("that again", false, "account:read")
	cfg.Library = true
	ask("another question", true, "account:read")
	cfg.Library = false

	cfg.Remember = ""
	ask("not to be remembered", true, "account:read")
	cfg.Remember = "two"
	file, err := kept.Path("needs-*")
	if err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(file)
	if len(files) != 3 { // with a tag, as a library, and else: the last answer of each
		t.Errorf("%d files are kept, want 3", len(files))
	}
	for _, name := range files {
		if err := os.Truncate(name, 20); err != nil {
			t.Fatal(err)
		}
	}
	ask("a damaged file", true, "account:read")

	write("lib/lib.go", lib+"\nvar _ = missing\n")
	for range 2 { // an answer with a gap is an answer: the same sources, the same gap
		result, err := Analyze(t.Context(), cfg)
		if err != nil || result.Programs[0].Complete {
			t.Errorf("with a type error the answer is %+v, %v", result, err)
		}
	}
}
