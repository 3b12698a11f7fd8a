package needs

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/scopelint/scopelint/catalog"
)

// TestGodo holds the requests of every godo method, computed from godo's source
// alone, against a table that another program made. The module in
// testdata/godo pins godo's version; the go command fetches it from the module
// proxy when it is not in the module cache.
func TestGodo(t *testing.T) {
	got := godoMethods(t, "testdata/godo")
	want := make(map[string]string)
	data, err := os.ReadFile("testdata/godo/methods.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if f := strings.Split(strings.TrimSpace(line), "\t"); len(f) == 3 && !strings.HasPrefix(line, "#") {
			want[f[0]+"."+f[1]] = f[2]
		}
	}
	if len(want) != 896 {
		t.Fatalf("%d methods in the table, want 896", len(want))
	}
	resolved := 0
	for method, requests := range want {
		if got[method] != requests {
			t.Errorf("%s:\n got %s\nwant %s", method, got[method], requests)
		}
		if !strings.Contains(got[method], "?") && got[method] != "" {
			resolved++
		}
		delete(got, method)
	}
	for method, requests := range got {
		t.Errorf("%s: got %s, and it is not in the table", method, requests)
	}
	if resolved < 878 {
		t.Errorf("%d methods are resolved, want 878", resolved)
	}
}

// godoMethods lists the requests of each exported method of godo's exported
// types.
func godoMethods(t *testing.T, dir string) map[string]string {
	client, err := Requests(t.Context(), Config{Catalog: catalog.DigitalOcean(), Dir: dir, Patterns: []string{"github.com/digitalocean/godo"}})
	if err != nil {
		t.Fatal(err)
	}
	isInterface := make(map[string]bool)
	for name := range client.Functions {
		if m, ok := strings.CutPrefix(name, "(github.com/digitalocean/godo."); ok {
			recv, _, _ := strings.Cut(m, ")")
			isInterface[recv] = !strings.HasSuffix(recv, "Op")
		}
	}
	table := make(map[string]string)
	for name, f := range client.Functions {
		method, ok := strings.CutPrefix(strings.Replace(name, "*", "", 1), "(github.com/digitalocean/godo.")
		recv, _, _ := strings.Cut(method, ")")
		if !ok || isInterface[recv] || strings.HasSuffix(name, ").NewRequest") { // which requests what it is told
			continue
		}
		var all []string
		for _, r := range f.Requests {
			verb, path, _ := strings.Cut(r.Operation, " ")
			if _, rest, ok := strings.Cut(path, "://"); ok {
				path = rest
			}
			path = path[strings.IndexByte(path, '/'):] // behind an operation's own server
			all = append(all, verb+" "+catalog.NormalPath(path))
		}
		for _, request := range f.Unresolved {
			if _, path, _ := strings.Cut(request, " "); strings.HasPrefix(path, "/{}") {
				all = append(all, "?")
			} else {
				all = append(all, request)
			}
		}
		slices.Sort(all)
		if all = slices.Compact(all); len(all) > 0 {
			table[strings.Replace(method, ")", "", 1)] = strings.Join(all, ", ")
		}
	}
	return table
}
