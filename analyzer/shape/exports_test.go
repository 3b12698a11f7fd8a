package shape_test

import (
	"testing"

	"github.com/scopelint/scopelint/analyzer/shape"
)

func TestNamedIn(t *testing.T) {
	for text, want := range map[string]bool{
		"import \"x/p\"\nvar _ = p.A":                                  true,
		"import `x/p`\nvar _ = p.A":                                    true,
		"import (\n\tq \"x/p\"\n)\nvar _ = q.A":                        true,
		"import (\n\tq \"x/p\"\n)\nvar _ = p.A":                        false,
		"import ( \"x/p\"\n)\nvar _ = p.A":                             true,
		"import . \"x/p\"\nvar _ = A":                                  true,
		"import \"x/o\"; import q \"x/p\"; var _ = q.A":                true,
		"// A says \"x/p\".\npackage p\nimport q \"x/p\"\nvar _ = q.A": true,
		"import q \"x/p\"\nimport r \"x/p\"\nvar _ = r.A":              true,
		"import \"x/p\" /* \"x/p\" */\nvar _ = p.A":                    true,
		"import /* of */ q /* it */ \"x/p\"\nvar _ = q.A":              true,
		"import // it\n\tö \"x/p\"\nvar _ = ö.A":                       true,
		"import \"x/p\"\nvar _ = p.\n\tA":                              true,
		"import \"x/p\"\nvar _ = p. /* this */ A":                      true,
		"import \"x/p\"\nvar _ = p. // this\n\tA":                      true,
		"import \"x/p\"\nvar _ = p.Ab + q.A + xp.A":                    false,
		"import \"x/p\"\nvar _ = \"http://\" + // is\n\tp.B":           true,
		"import \"x/p\"\nvar _ = p.B /* is */ + x":                     true,
		"import \"x/o\"\nvar _ = p.A":                                  false,
		"import \"x/p\"\nvar _ = f(p.B, x)":                            false,
		"import \"x/p\"\nvar _ = p.B + x":                              true,
	} {
		if got := shape.NewExports([]string{"p.A", "+p.B"}).NamedIn([]byte(text), "x/p", true); got != want {
			t.Errorf("%s: %t", text, got)
		}
	}
}
