package source_test

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"testing"

	"github.com/scopelint/scopelint/analyzer/source"
)

// httpFiles are the files of net/http.
func httpFiles(b testing.TB) [][]byte {
	build, err := source.NewBuild("")
	if err != nil {
		b.Fatal(err)
	}
	names, err := filepath.Glob(filepath.Join(build.Root, "src/net/http/*.go"))
	if err != nil || len(names) == 0 {
		b.Fatal("no files:", err)
	}
	var files [][]byte
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		files = append(files, data)
	}
	return files
}

func size(files [][]byte) (n int64) {
	for _, data := range files {
		n += int64(len(data))
	}
	return n
}

func BenchmarkStripBodies(b *testing.B) {
	files := httpFiles(b)
	b.SetBytes(size(files))
	for b.Loop() {
		for _, data := range files {
			source.StripBodies(data)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	for name, prepare := range map[string]func([]byte) []byte{"whole": func(data []byte) []byte { return data }, "stripped": source.StripBodies} {
		b.Run(name, func(b *testing.B) {
			files := httpFiles(b)
			b.SetBytes(size(files))
			for b.Loop() {
				for _, data := range files {
					if _, err := parser.ParseFile(token.NewFileSet(), "x.go", prepare(data), parser.SkipObjectResolution); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}

// BenchmarkCheck checks this package with all that it depends on.
func BenchmarkCheck(b *testing.B) {
	for name, depth := range map[string]source.Depth{"near": source.Near, "exact": source.Exact} {
		b.Run(name, func(b *testing.B) {
			build, err := source.NewBuild("")
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				ws, err := source.Open(".", build, nil)
				if err != nil {
					b.Fatal(err)
				}
				dirs, err := ws.Directories(".", []string{"."})
				if err != nil {
					b.Fatal(err)
				}
				units, err := ws.Units(dirs[0], false)
				if err != nil {
					b.Fatal(err)
				}
				ws.Check(units, depth, func(*source.Checked) {})
			}
		})
	}
}
