package needs

import (
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
		return Analyze(context.Background(), Config{Catalog: catalog.DigitalOcean(), Dir: dir, Patterns: []string{pattern}})
	}
	result, err := analyze(".")
	if err != nil || len(result.Programs) != 1 {
		t.Fatalf("%+v, %v", result, err)
	}
	p := result.Programs[0]
	if p.Complete || len(p.Unresolved) == 0 || p.Unresolved[0].Kind != LoadError || !strings.Contains(p.Unresolved[0].Reason, "missing") {
		t.Errorf("the program is complete: %v, unresolved: %+v", p.Complete, p.Unresolved)
	}
	if result, err := analyze("./none/..."); err == nil {
		t.Errorf("a pattern that matches nothing gives %+v", result)
	}
}
