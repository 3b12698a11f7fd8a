package source_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/scopelint/scopelint/analyzer/source"
)

// TestStripBodies: what stays is what stands at top level, where it stood.
func TestStripBodies(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"a body", "package p\n\nfunc f() {\n\tx := 1\n}\n\nvar x int\n", "package p\n\nfunc f() {\n       \n}\n\nvar x int\n"},
		{"in one line", "package p\n\nfunc f() { x() }\n", "package p\n\nfunc f() { x() }\n"},
		{"several lines of parameters", "package p\n\nfunc f(\n\tx int,\n) {\n\ty()\n}\n", "package p\n\nfunc f(\n\tx int,\n) {\n\ty()\n}\n"},
		{"a type in the signature", "package p\n\nfunc f(x interface {\n\tm()\n}) {\n\ty()\n}\n", "package p\n\nfunc f(x interface {\n\tm()\n}) {\n\ty()\n}\n"},
		{"no body", "package p\n\nfunc f()\n\nfunc g() {\n\tx\n}\n", "package p\n\nfunc f()\n\nfunc g() {\n  \n}\n"},
		{"lines that end otherwise", "package p\r\n\r\nfunc f() {\r\n\tx\r\n}\r\n", "package p\r\n\r\nfunc f() {\r\n   \n}\r\n"},
		{"in a raw string", "package p\n\nconst x = `\nfunc f() {\n\tx\n}\n`\n", "package p\n\nconst x = `\nfunc f() {\n\tx\n}\n`\n"},
		{"in a raw string, behind a comment", "package p\n\n// It`s one.\nconst x = `\nfunc f() {\n\tx\n}\n`\n", "package p\n\n// It`s one.\nconst x = `\nfunc f() {\n\tx\n}\n`\n"},
		{"behind odd quotes", "package p\n\n// It`s\nvar a, b = '`', \"\\\"`\" /* ` */\n\nfunc f() {\n\tx\n}\n", "package p\n\n// It`s\nvar a, b = '`', \"\\\"`\" /* ` */\n\nfunc f() {\n  \n}\n"},
		{"in a comment", "package p\n\n/*\nfunc f() {\n\tx\n}\n*/\n", "package p\n\n/*\nfunc f() {\n\tx\n}\n*/\n"},
		{"a brace in a raw string of the body", "package p\n\nfunc f() string {\n\treturn `\n}\n\nfunc g(wrong int) {\n\tx\n}\n`\n}\n", "package p\n\nfunc f() string {\n\treturn `\n}\n\nfunc g(wrong int) {\n\tx\n}\n`\n}\n"},
		{"no end", "package p\n\nfunc f() {\n\tx", "package p\n\nfunc f() {\n\tx"},
	}
	for _, test := range tests {
		if got := string(source.StripBodies([]byte(test.src))); got != test.want {
			t.Errorf("%s:\n%q, not\n%q", test.name, got, test.want)
		}
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
		for _, text := range constants(src, whole) {
			if !strings.Contains(string(source.StripBodies([]byte(src))), text) || !strings.Contains(string(source.Declarations([]byte(src))), text) {
				t.Errorf("the constants are not as they were: %s", text)
			}
		}
		if a, b := source.Declared(whole), source.Declared(stripped); a != b {
			t.Errorf("declares %s, not %s:\n%s", b, a, src)
		}
	})
}

// constants lists the declarations of constants as they stand in a file.
func constants(src string, file *ast.File) (list []string) {
	for _, decl := range file.Decls {
		if d, ok := decl.(*ast.GenDecl); ok && d.Tok == token.CONST {
			list = append(list, src[d.Pos()-file.FileStart:d.End()-file.FileStart])
		}
	}
	return list
}

// TestDeclarations: what importers depend on is all but function bodies.
func TestDeclarations(t *testing.T) {
	const src = "package p\n\nconst c = \"a:read\"\n\nfunc f(x int) string {\n\treturn \"b\"\n}\n\nvar v = 1\n"
	for name, test := range map[string]struct {
		old, new string
		same     bool
	}{
		"a body":             {"return \"b\"", "g()\n\n\treturn \"cc\"", true},
		"a signature":        {"x int", "x uint", false},
		"a value":            {"a:read", "a:raed", false},
		"a blank in a value": {"a:read", "a:read ", false},
		"an import":          {"var v", "import \"x\"\n\nvar v", false},
	} {
		a, b := source.Declarations([]byte(src)), source.Declarations([]byte(strings.Replace(src, test.old, test.new, 1)))
		if bytes.Equal(a, b) != test.same {
			t.Errorf("%s: %q and %q", name, a, b)
		}
	}
}
