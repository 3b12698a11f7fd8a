package main

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/lsp"
)

var benchFile = flag.String("benchfile", "", "the file that BenchmarkTyped edits, instead of one of its own")

// BenchmarkTyped is how long it takes to judge a package again that is edited.
func BenchmarkTyped(b *testing.B) {
	file := *benchFile
	if file == "" {
		file = filepath.Join(b.TempDir(), "main.go")
		for name, text := range map[string]string{"main.go": sessionCode, "go.mod": "module example.com/widgets\n\ngo 1.24\n", ".scopelint.toml": sessionConfig, "widgets.toml": sessionCatalog} {
			if err := os.WriteFile(filepath.Join(filepath.Dir(file), name), []byte(text), 0o666); err != nil {
				b.Fatal(err)
			}
		}
	}
	text, err := os.ReadFile(file)
	if err != nil {
		b.Fatal(err)
	}
	e := newEngine(options{failOn: "never", tests: true, types: typesNeeded, noCache: true})
	judge := func() {
		overlay := map[string][]byte{file: append(text, "\nvar scopes3 = []string{\"droplet:raed\"}\n"...)}
		if _, err := e.Package(lsp.Query{Context: context.Background(), Dir: filepath.Dir(file), Overlay: overlay, Configs: analyzer.NewConfigs(overlay)}); err != nil {
			b.Fatal(err)
		}
	}
	judge()
	for b.Loop() {
		judge()
	}
}
