package shape_test

import (
	"fmt"
	"testing"

	"github.com/scopelint/scopelint/analyzer/shape"
)

func TestConstants(t *testing.T) {
	for text, want := range map[string]string{
		`const Droplet = "droplet"`:                     "[+Droplet]",
		"const (\n\tA Resource = `droplet`\n\tB = 1\n)": "[+A]",
		`const Droplet = Resource("droplets")`:          "[+Droplet]",
		`const Read, Name = ":read", "x"`:               "[+Read +Name]",
		`const Read = "droplet:read" // all of it`:      "[Read]",
		`const Separator = ":"`:                         "[+Separator]",
		`const Ärzte = "droplet"`:                       "[+Ärzte]",
		`const droplet = "droplet"`:                     "[]",
		`const Name = "name"`:                           "[]",
		`x.Name = "droplet"`:                            "[]",
		`Name := "droplet"`:                             "[]",
		`if Name == "droplet" {`:                        "[]",
		`Name != "droplet"`:                             "[]",
		`Name = x + "droplet`:                           "[]",
		`const Name =`:                                  "[]",
		`= "droplet"`:                                   "[]",
	} {
		if got := fmt.Sprint(shape.BuiltIn.Constants([][]byte{[]byte(text)})); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

func FuzzConstants(f *testing.F) {
	f.Add([]byte("const A, B = \"droplet\", `:read`\nconst C T = T(\"tag\" + \":\")"))
	f.Fuzz(func(t *testing.T, data []byte) {
		shape.BuiltIn.Constants([][]byte{data}) // no panic
		shape.Named(data, "p", []string{"A", "+B"})
	})
}
