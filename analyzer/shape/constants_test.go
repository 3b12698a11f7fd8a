package shape_test

import (
	"fmt"
	"testing"

	"github.com/scopelint/scopelint/analyzer/shape"
)

func TestConstants(t *testing.T) {
	for text, want := range map[string]string{
		`const Droplet = "droplet"`:                                                      "[+p.Droplet]",
		"const (\n\tA Resource = `droplet`\n\tB = 1\n)":                                  "[+p.A]",
		`const Droplet = Resource("droplets")`:                                           "[+p.Droplet]",
		`const Read, Name = ":read", "x"`:                                                "[:p.Read :p.Name]",
		`const Read = "droplet:read" // all of it`:                                       "[p.Read]",
		`const Separator = ":"`:                                                          "[:p.Separator]",
		`const Ärzte = "droplet"`:                                                        "[+p.Ärzte]",
		"const Droplet = // the resource\n\t\"droplet\"":                                 "[+p.Droplet]",
		"const Droplet = prefix + /* and */\n\t\"droplet\"\nx(\"tag\")":                  "[+p.Droplet]",
		"const Droplet,\n\t// The other.\n\tTag = \"droplet\", 1":                        "[+p.Droplet +p.Tag]",
		"const Droplet = Resource(\n\t\"droplet\",\n)":                                   "[+p.Droplet]",
		"const Droplet, Tag =\n\t\"x\",\n\t\"tag\"":                                      "[+p.Droplet +p.Tag]",
		"const (\n\tA = \"tag\" // a\n\tB\n\n\t// C repeats it.\n\tC // c\n\tD, E\n)\nX": "[+p.A +p.B +p.C +p.D +p.E]",
		"const (\n\ta = \"tag\"\n\tB\n)":                                                 "[+p.B]",
		"const (\n\ta, b = \"x\", \"tag\"\n\tC, D\n)":                                    "[+p.C +p.D]",
		"const (\n\tA = iota\n\tB\n)\nx(\"tag\")":                                        "[]",
		"var X = f(\n\ta,\n\t\"droplet\")":                                               "[]",
		"f(a,\n\tX = \"droplet\"":                                                        "[]",
		`const droplet = "droplet"`:                                                      "[]",
		`const Name = "name"`:                                                            "[]",
		`x.Name = "droplet"`:                                                             "[]",
		`Name := "droplet"`:                                                              "[]",
		`if Name == "droplet" {`:                                                         "[]",
		`Name != "droplet"`:                                                              "[]",
		`Name = x + "droplet`:                                                            "[]",
		`const Name =`:                                                                   "[]",
		`= "droplet"`:                                                                    "[]",
	} {
		if got := fmt.Sprint(shape.BuiltIn.Constants([][]byte{[]byte("package p\n" + text)})); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

func TestDeclaresConstants(t *testing.T) {
	for text, want := range map[string]bool{
		"const A = 1": true, "const(\n": true, "const\tA = 1": true, "f() { const/**/a = 1 }": true, "// constants\nconst (": true,
		"": false, "const": false, "// constants, Constructors": false, "var A = 1": false,
	} {
		if got := shape.DeclaresConstants([]byte(text)); got != want {
			t.Errorf("%q: %t", text, got)
		}
	}
}

func TestRepeats(t *testing.T) {
	for text, want := range map[string]bool{
		"const Droplet = scopes.Droplet":                     true,
		"const (\n\tRead Scope = prefix + scopes.Droplet\n)": true,
		"const A, B = 1, Scope(scopes.Ärzte)":                true,
		"const A = 1\nconst B = scopes.B // it is the same":  true,
		"const A = scopes.a":                                 false,
		"const a = scopes.A":                                 false,
		"const A = 1.":                                       false,
		"const A = .5":                                       false,
		"var (\n\tErr = errors.New(\"x\")\n)":                false,
		"var (\n\tZero = time.Time{}\n)":                     false,
		"const A = \"droplet\"\nvar x = scopes.Droplet":      false,
	} {
		if got := shape.Repeats([][]byte{[]byte("package q"), []byte("package p\n" + text)}); got != want {
			t.Errorf("%s: %t", text, got)
		}
	}
}

func TestPackageName(t *testing.T) {
	for _, clause := range []string{
		"package p\n", "package p", "package p; import", "package p // of it", "package p/**/", "\ufeffpackage p", "//go:build x\n\n// Package q\npackage p",
		"/*\npackage q is not this\n*/ package p\n", "/* a */ // b\n\tpackage\tp\r\n",
	} {
		got := shape.BuiltIn.Constants([][]byte{[]byte(clause + "\nconst A = \"droplet\"")})
		if len(got) != 1 || got[0] != "+p.A" {
			t.Errorf("%q: %s", clause, got)
		}
	}
}

// knowing is the Finder of a configuration that says which catalog is meant: to
// the others everything may be a word of one.
var knowing = shape.Finder{Separators: []string{":"}}

func TestConstant(t *testing.T) {
	for value, want := range map[string]string{
		"droplet:read": "p.A", ":read": ":p.A", "droplet": "+p.A", "": "",
		`SELECT a FROM b WHERE c = "d"`: "+p.A", // a string in a string
		"a\nb=\"c\"":                    "+p.A",
	} {
		if got := knowing.Constant("p.A", value); got != want {
			t.Errorf("%q: %q, want %q", value, got, want)
		}
	}
}

func FuzzConstants(f *testing.F) {
	f.Add([]byte("const A, B = \"droplet\", `:read`\nconst C T = T(\"tag\" + \":\")"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, finder := range []shape.Finder{shape.BuiltIn, knowing} { // no panic
			finder.Constants([][]byte{data})
			finder.Constant("p.A", string(data))
		}
		shape.NewExports([]string{"p.A", "+p.B", ":p.C"}).NamedIn(data, "p", len(data)%2 == 0)
	})
}
