package stem_test

import (
	"fmt"
	"go/format"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scopelint/scopelint/catalog"
	"github.com/scopelint/scopelint/catalog/stem"
)

// TestBuiltIn holds builtin.go against the built-in catalog; UPDATE=1 writes it
// anew.
func TestBuiltIn(t *testing.T) {
	const file = "builtin.go"
	want, err := format.Source(generate(catalog.DigitalOcean()))
	if err != nil {
		t.Fatal(err)
	}
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(file, want, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("stale: run UPDATE=1 go test ./catalog/stem (-want +got):\n%s", diff)
	}
}

func generate(c *catalog.Catalog) []byte {
	actions, common := make(map[string]bool), make(map[string]bool)
	for _, s := range c.Scopes() {
		actions[stem.Of(s.Action)] = true
		if !slices.Contains(c.Evidence().Resources, s.Resource) {
			common[stem.Of(s.Resource)] = true
		}
	}
	var b strings.Builder
	b.WriteString("// Code generated from the built-in catalog by TestBuiltIn. DO NOT EDIT.\n\npackage stem\n")
	for _, f := range []struct {
		name, doc string
		stems     []string
	}{
		{"BuiltInResource", "that of a resource that the built-in catalog has, or had once", c.ResourceStems()},
		{"BuiltInCommon", "that of a resource of the built-in catalog that other code has, too", slices.Sorted(maps.Keys(common))},
		{"BuiltInAction", "that of an action of the built-in catalog", slices.Sorted(maps.Keys(actions))},
	} {
		fmt.Fprintf(&b, "\n// %s reports whether a stem is %s.\nfunc %s(stem []byte) bool {\n\tswitch string(stem) {\n\tcase ", f.name, f.doc, f.name)
		for i, s := range f.stems {
			if i > 0 {
				b.WriteString(",\n\t\t")
			}
			fmt.Fprintf(&b, "%q", s)
		}
		b.WriteString(":\n\t\treturn true\n\t}\n\treturn false\n}\n")
	}
	fmt.Fprintf(&b, "\n// BuiltInWords are those that only code has that speaks of the built-in catalog, in lower case.\nvar BuiltInWords = %#v\n", slices.Concat(c.Evidence().Words, c.Evidence().Imports))
	return []byte(b.String())
}
