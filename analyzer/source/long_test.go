package source_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/scopelint/scopelint/analyzer/source"
)

// TestLongConstant: constants that no memory holds are found in the syntax.
func TestLongConstant(t *testing.T) {
	doubled := func(n int, form string) string {
		text := "const c0 = \"droplet:read \"\n"
		for i := range n {
			text += strings.NewReplacer("NEXT", fmt.Sprint("c", i+1), "LAST", fmt.Sprint("c", i)).Replace(form)
		}
		return text
	}
	var sum strings.Builder
	for range 20_000 {
		sum.WriteString(" + \"droplet:read\"")
	}
	for name, tt := range map[string]struct {
		text string
		long bool
	}{
		"doubled":               {doubled(60, "const NEXT = LAST + LAST\n"), true},
		"in parentheses":        {doubled(60, "const NEXT = (LAST) + (LAST)\n"), true},
		"converted":             {doubled(60, "const NEXT = T(LAST + T(LAST))\n"), true},
		"in a function":         {"func f() {\n" + doubled(60, "const NEXT = LAST + LAST\n") + "}\n", true},
		"in one declaration":    {doubled(60, "const (\nxNEXT, NEXT = \"\", LAST + LAST\n)\n"), true},
		"repeated":              {doubled(22, "const NEXT = LAST + LAST\n") + "const (\na = c22\nb\n)\n", true},
		"doubled a few times":   {doubled(20, "const NEXT = LAST + LAST\n"), false},
		"each a little longer":  {doubled(15_000, "const NEXT = LAST + \"x\"\n"), true},
		"a circle":              {"const a = b + b\nconst b = a + a\n", false},
		"a long sum":            {"const a = \"\"" + sum.String() + "\n", false},
		"numbers":               {"const a = 1 << 10\nconst b = a * a + a\n", false},
		"of another package":    {"const a = p.A + p.A\n", false},
		"one name in functions": {"func f() { const s = \"a\" }\nfunc g() { const s = s + \"b\" }\n", false},
	} {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, "x.go", "package p\n\n"+tt.text, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		err = source.LongConstant(fset, []*ast.File{file})
		if (err != nil) != tt.long || err != nil && !strings.HasPrefix(err.Error(), "x.go:") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
