package source_test

import (
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scopelint/scopelint/analyzer/source"
)

// memory is a store that lasts as long as a test.
type memory map[string][]byte

func (m memory) Read(name string) []byte        { return m[name] }
func (m memory) Write(name string, data []byte) { m[name] = data }

// TestStored: the types of the standard library are the same whether they are
// read from its source or from what an earlier run stored, also where only some
// of the packages are stored, or what is stored is damaged.
func TestStored(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "go.mod", "module example.com/m\n\ngo 1.24\n")
	write(t, dir, "text/a.go", "package text\n\nimport \"strings\"\n\nvar A = strings.Fields\n")
	write(t, dir, "web/a.go", `package web

import (
	"context"
	"net/http"
	"strings"
)

var (
	A, B = http.NewRequestWithContext, strings.Fields
	C    http.Handler
	D    interface{ context.Context }
	F, G = http.NewRequestWithContext(context.Background(), "", "", strings.NewReader(""))
)

const E = http.MethodGet + http.DefaultMaxHeaderBytes // wrong: a text and a number
`)
	check := func(store source.Store, pattern string) []string {
		ws, units := unitsIn(t, dir, pattern)
		ws.Store = store
		var got []string
		for _, u := range units {
			ws.Check([]*source.Unit{u}, source.Exact, func(c *source.Checked) {
				for _, name := range c.Types.Scope().Names() {
					got = append(got, types.ObjectString(c.Types.Scope().Lookup(name), nil))
					if named, ok := c.Types.Scope().Lookup(name).Type().(*types.Named); ok {
						got = append(got, types.NewMethodSet(named).String())
					}
				}
				for _, e := range c.Errors {
					got = append(got, strings.TrimPrefix(e.Error(), dir+string(filepath.Separator)))
				}
			})
		}
		return got
	}
	same := func(what string, store source.Store, pattern string) {
		t.Helper()
		if diff := cmp.Diff(check(nil, pattern), check(store, pattern)); diff != "" {
			t.Errorf("%s (-read +stored):\n%s", what, diff)
		}
	}
	store := make(memory)
	same("nothing is stored", store, "./text")
	some := maps.Clone(store)
	same("some packages are stored", store, "./...")
	if len(store) != 1 || cmp.Equal(some, store) {
		t.Errorf("%d files are stored, or nothing new", len(store))
	}
	all := maps.Clone(store)
	same("all are stored", store, "./...")
	if !cmp.Equal(all, store) {
		t.Error("what was there is stored again")
	}
	for _, name := range slices.Collect(maps.Keys(store)) {
		store[name] = store[name][:len(store[name])/2]
	}
	same("it is damaged", store, "./...")
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestNothingStored: the sources of Go themselves change without their version.
func TestNothingStored(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "go.mod", "module example.com/m\n\ngo 1.24\n")
	build, err := source.NewBuild("")
	if err != nil {
		t.Fatal(err)
	}
	for root, stored := range map[string]bool{build.Root: true, t.TempDir(): false} {
		build.Root = root
		ws, err := source.Open(dir, build, nil)
		if err != nil {
			t.Fatal(err)
		}
		if ws.Store = make(memory); (ws.Std() != nil) != stored {
			t.Errorf("%s: stored %t, want %t", root, !stored, stored)
		}
	}
}
