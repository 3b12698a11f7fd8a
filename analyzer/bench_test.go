package analyzer_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/analyzer/source"
)

// BenchmarkRelevance asks about packages of the standard library: that is what
// most packages of most modules cost.
func BenchmarkRelevance(b *testing.B) {
	build, err := source.NewBuild("")
	if err != nil {
		b.Fatal(err)
	}
	var packages [][][]byte
	var size int64
	for _, pkg := range []string{"go/ast", "go/types", "encoding/json", "crypto/tls", "text/template"} {
		names, err := filepath.Glob(filepath.Join(build.Root, "src", pkg, "*.go"))
		if err != nil {
			b.Fatal(err)
		}
		var files [][]byte
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				b.Fatal(err)
			}
			files = append(files, data)
			size += int64(len(data))
		}
		packages = append(packages, files)
	}
	relevance := analyzer.NewRelevance(analyzer.NewConfig(), nil)
	b.SetBytes(size)
	for b.Loop() {
		for _, files := range packages {
			relevance.Package(files)
			relevance.Guards(files)
		}
	}
}
