package source_test

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
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

// TestStripBodies: what stays is what stands at top level, where it stood; what
// could not be stripped right does not parse.
func TestStripBodies(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"a body", "package p\n\nfunc f() {\n\tx := 1\n}\n\nvar x int\n", "package p\n\nfunc f() {\n       \n}\n\nvar x int\n"},
		{"in one line", "package p\n\nfunc f() { x() }\n", "package p\n\nfunc f() { x() }\n"},
		{"several lines of parameters", "package p\n\nfunc f(\n\tx int,\n) {\n\ty()\n}\n", "package p\n\nfunc f(\n\tx int,\n) {\n\ty()\n}\n"},
		{"a type in the signature", "package p\n\nfunc f(x interface {\n\tm()\n}) {\n\ty()\n}\n", "package p\n\nfunc f(x interface {\n\tm()\n}) {\n\ty()\n}\n"},
		{"no body", "package p\n\nfunc f()\n\nfunc g() {\n\tx\n}\n", "package p\n\nfunc f()\n\nfunc g() {\n  \n}\n"},
		{"lines that end otherwise", "package p\r\n\r\nfunc f() {\r\n\tx\r\n}\r\n", "package p\r\n\r\nfunc f() {\r\n   \n}\r\n"},
		{"in a raw string", "package p\n\nconst x = `\nfunc f() {\n\tx\n}\n`\n", "package p\n\nconst x = `\nfunc f() {\n\tx\n}\n`\n"},
		{"no end", "package p\n\nfunc f() {\n\tx", "package p\n\nfunc f() {\n\tx"},
	}
	for _, test := range tests {
		if got := string(source.StripBodies([]byte(test.src))); got != test.want {
			t.Errorf("%s:\n%q, not\n%q", test.name, got, test.want)
		}
	}
	raw := "package p\n\nfunc f() string {\n\treturn `\n}\n\nfunc g(wrong int) {\n\tx\n}\n`\n}\n"
	if _, err := parser.ParseFile(token.NewFileSet(), "x.go", source.StripBodies([]byte(raw)), 0); err == nil {
		t.Error("a body that ends within a raw string parses, and declares what is in the string")
	}
	if !strings.Contains(raw, "wrong") {
		t.Fatal("the test is broken")
	}
}

// FuzzStripBodies: where the stripped text of a formatted file parses, it
// declares what the whole one does.
func FuzzStripBodies(f *testing.F) {
	f.Add("func f() {\n\tx := `\n}\n`\n}\n\nfunc g() {}\n")
	f.Add("func (t T) f(x struct{ a int }) (y int) {\n\tif x {\n\t}\n}\n\nvar x = func() {\n\ty()\n}\n")
	f.Add("func f() {\n\t/*\n}\n*/\n}\n")
	f.Fuzz(func(t *testing.T, body string) {
		src := "package p\n\n" + body
		whole, err := parser.ParseFile(token.NewFileSet(), "x.go", src, parser.SkipObjectResolution)
		if err != nil {
			t.Skip()
		}
		stripped, err := parser.ParseFile(token.NewFileSet(), "x.go", source.StripBodies([]byte(src)), parser.SkipObjectResolution)
		if err != nil {
			return
		}
		if a, b := source.Declared(whole), source.Declared(stripped); a != b {
			t.Errorf("declares %s, not %s:\n%s", b, a, src)
		}
	})
}
