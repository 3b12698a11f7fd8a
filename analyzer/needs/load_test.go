package needs

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/scopelint/scopelint/catalog"
)

// TestLoadErrors: what does not load makes an answer incomplete, and is named.
func TestLoadErrors(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("go.mod", "module example.com/broken\n\ngo 1.24\n")
	write("main.go", `package main

import "net/http"

func main() {
	http.Get("https://api.digitalocean.com/v2/account")
	missing()
}
`)
	analyze := func(pattern string) (*Result, error) {
		return Analyze(context.Background(), Config{Catalog: catalog.DigitalOcean(), Std: storedStd(t), Dir: dir, Patterns: []string{pattern}})
	}
	result, err := analyze(".")
	if err != nil || len(result.Programs) != 1 {
		t.Fatalf("%+v, %v", result, err)
	}
	p := result.Programs[0]
	if p.Complete || len(p.Unresolved) == 0 || p.Unresolved[0].Kind != LoadError || !strings.Contains(p.Unresolved[0].Reason, "missing") {
		t.Errorf("the program is complete: %v, unresolved: %+v", p.Complete, p.Unresolved)
	}
	if got := p.Unresolved[0].Reason; !strings.HasPrefix(got, "main.go:7:2: ") {
		t.Errorf("the error is %q, want it in main.go, from the directory on", got)
	}

	// A program whose dependency cannot be had is one beside others, and its files that
	// use C are as they are written.
	write("go.mod", "module example.com/broken\n\ngo 1.24\n\nrequire example.com/gone v1.0.0\n")
	write("main.go", "package main\n\nimport _ \"net/http\"\n\nimport \"example.com/gone\"\n\nfunc main() { gone.Run() }\n")
	for _, c := range []string{"", "package main\n\nimport \"C\"\n\nvar server = \"https://api.digitalocean.com\"\n"} {
		if c != "" {
			t.Setenv("CGO_ENABLED", "1")
			write("c.go", c)
		}
		result, err = analyze(".")
		if err != nil || len(result.Programs) != 1 {
			t.Fatalf("%+v, %v", result, err)
		}
		if p := result.Programs[0]; p.Complete || len(p.Unresolved) != 2 || p.Unresolved[0].File != "example.com/gone" || p.Unresolved[1].File != "example.com/broken" {
			t.Errorf("the program is complete: %v, unresolved: %+v", p.Complete, p.Unresolved)
		}
	}
	write("go.mod", "module example.com/broken\n\ngo 1.24\n")
	write("main.go", "package main\n\nimport \"net/http\"\n\nfunc main() { http.Get(\"https://api.digitalocean.com/v2/account\") }\n")
	write("c.go", "package main\n")
	write("other.go", "package other\n\nfunc F() {}\n")
	result, err = analyze(".")
	if err != nil || len(result.Programs) != 1 || result.Programs[0].Complete || len(result.Programs[0].Scopes) != 1 {
		t.Errorf("two packages in one directory: %+v, %v", result, err)
	}
	if result, err := analyze("./none/..."); err == nil {
		t.Errorf("a pattern that matches nothing gives %+v", result)
	}
}

// TestPrograms: which programs there are, with tests and as libraries.
func TestPrograms(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":       "module example.com/app\n\ngo 1.24\n",
		"main.go":      "package main\n\nimport \"net/http\"\n\nfunc main() { get(\"account\") }\n\nfunc get(s string) { http.Get(\"https://api.digitalocean.com/v2/\" + s) }\n",
		"main_test.go": "package main\n\nimport \"testing\"\n\nfunc TestTags(t *testing.T) { get(\"tags\") }\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		pattern        string
		tests, library bool
		want           string
	}{
		{want: "example.com/app: account:read"},
		{pattern: "main.go", want: "command-line-arguments: account:read"},
		{tests: true, want: "example.com/app: account:read; example.com/app.test: tag:read"},
		{library: true, want: "example.com/app: account:read"},
	} {
		result, err := Analyze(t.Context(), Config{Catalog: catalog.DigitalOcean(), Std: storedStd(t), Dir: dir, Patterns: []string{cmp.Or(tt.pattern, ".")}, Tests: tt.tests, Library: tt.library})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, p := range result.Programs {
			got = append(got, p.Package+": "+strings.Join(p.Scopes, ","))
		}
		if s := strings.Join(got, "; "); s != tt.want {
			t.Errorf("tests %v, library %v: %s; want %s", tt.tests, tt.library, s, tt.want)
		}
	}
}
