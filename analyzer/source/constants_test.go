package source_test

import (
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scopelint/scopelint/analyzer/source"
)

// TestParseConstants: what is kept is enough for the constants, and no import is
// that they do not need.
func TestParseConstants(t *testing.T) {
	tests := []struct{ name, src, kept string }{
		{"functions, variables and structs", "func f() {}\n\nvar v = A\n\ntype T struct{ x int }\n\nconst A = \"a\"\n", `const A = "a"`},
		{"the types of constants", "type (\n\tS string\n\tT = S\n\tF func()\n\tI interface{ m() }\n\tP *S\n\tL []S\n\tM map[S]S\n\tC chan S\n)\n\nconst A T = \"a\" + string(B)\n\nconst B S = \"b\"\n",
			`type ( S string T = S ); const A T = "a" + string(B); const B S = "b"`},
		{"a type in parentheses", "type S (string)\n\ntype F (func())\n\nconst A S = \"a\"\n", `type S (string); const A S = "a"`},
		{"a generic type", "type G[T any] string\n\ntype S G[int]\n\nconst A S = \"a\"\n", `type G[T any] string; type S G[int]; const A S = "a"`},
		{"repeated values", "const (\n\tA = \"a\"\n\tB\n)\n", `const ( A = "a" B )`},
		{"no import that is named", "import \"example.com/x\"\n\nconst A = \"a\"\n\nvar V = x.V\n", `const A = "a"`},
		{"an import that is named", "import \"example.com/x\"\n\nimport \"example.com/y\"\n\nconst A = x.A\n", `import ( "example.com/x" "example.com/y" ); const A = x.A`},
		{"imports with names", "import (\n\tq \"example.com/x\"\n\t\"example.com/y\"\n\tr \"example.com/y\"\n\t_ \"example.com/y\"\n)\n\nconst A = q.A\n", `import ( q "example.com/x" ); const A = q.A`},
		{"an import without a name", "import . \"example.com/x\"\n\nconst A = B\n", `import . "example.com/x"; const A = B`},
		{"a type of another package", "import \"example.com/x\"\n\ntype T x.S\n\nconst A T = \"a\"\n", `import "example.com/x"; type T x.S; const A T = "a"`},
	}
	for _, test := range tests {
		src := "package p\n\n" + test.src
		fset := token.NewFileSet()
		file, err := source.ParseConstants(fset, "p.go", []byte(src))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(test.kept, strings.TrimSuffix(strings.Join(strings.Fields(source.Declared(file)), " "), ";")); diff != "" {
			t.Errorf("%s: (-want +got):\n%s", test.name, diff)
		}
		whole, err := parser.ParseFile(fset, "p.go", src, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		want := stringConstants(fset, whole)
		if len(want) == 0 {
			t.Errorf("%s: no constants", test.name)
		}
		if diff := cmp.Diff(want, stringConstants(fset, file)); diff != "" {
			t.Errorf("%s: constants (-want +got):\n%s", test.name, diff)
		}
	}
}

// stringConstants are the constants of a file by their names.
func stringConstants(fset *token.FileSet, file *ast.File) map[string]string {
	conf := types.Config{Importer: madeUp{}, Error: func(error) {}} // an import that is not used is none here
	pkg, _ := conf.Check("p", fset, []*ast.File{file}, nil)
	values := make(map[string]string)
	for _, name := range pkg.Scope().Names() {
		if c, ok := pkg.Scope().Lookup(name).(*types.Const); ok && c.Val().Kind() == constant.String {
			values[name] = constant.StringVal(c.Val())
		}
	}
	return values
}

// madeUp packages have a constant each, and a type for it.
type madeUp struct{}

func (madeUp) Import(path string) (*types.Package, error) {
	pkg := types.NewPackage(path, path[strings.LastIndex(path, "/")+1:])
	s := types.NewNamed(types.NewTypeName(token.NoPos, pkg, "S", nil), types.Typ[types.String], nil)
	for _, obj := range []types.Object{
		s.Obj(), types.NewConst(token.NoPos, pkg, "A", s, constant.MakeString(path+".A")), types.NewConst(token.NoPos, pkg, "B", s, constant.MakeString(path+".B")),
	} {
		pkg.Scope().Insert(obj)
	}
	pkg.MarkComplete()
	return pkg, nil
}
