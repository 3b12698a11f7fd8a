package needs

import (
	"flag"
	"log"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
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
	if testing.Short() {
		t.Skip("it reads all of godo")
	}
	got := godoMethods(t, "testdata/godo")
	want := methodTable(t, "testdata/godo/methods.tsv")
	if len(want) != 896 {
		t.Fatalf("%d methods in the table, want 896", len(want))
	}
	for method, requests := range moreKnown {
		want[method] = requests
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

// moreKnown are the methods of which more can be said than the table says, with the
// requests that need a scope.
var moreKnown = map[string]string{
	// It sends a file to an address that is signed, by a client that adds no token.
	"BatchInferenceServiceOp.UploadInputFile": "",
}

// methodTable reads a table of methods and their requests.
func methodTable(t *testing.T, file string) map[string]string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	table := make(map[string]string)
	for line := range strings.Lines(string(data)) {
		if f := strings.Split(strings.TrimSpace(line), "\t"); len(f) == 3 && !strings.HasPrefix(line, "#") {
			table[f[0]+"."+f[1]] = f[2]
		}
	}
	return table
}

// TestMain downloads the modules of the tests' programs, for nothing else does.
func TestMain(m *testing.M) {
	cmd := exec.Command("go", "list", "-deps", "./...")
	cmd.Dir, cmd.Stderr = "testdata/godo", os.Stderr
	if err := cmd.Run(); err != nil {
		log.Fatal(err)
	}
	os.Exit(m.Run())
}

var older = flag.Bool("older", false, "read older versions of godo, too, which the go command downloads")

// olderVersions are read without a line of code for any of them.
var olderVersions = []string{
	"v1.41.0", "v1.60.0", "v1.80.0", "v1.98.0", "v1.118.0", "v1.138.0", "v1.150.0",
	"v1.163.0", "v1.177.0", "v1.186.0", "v1.193.0", "v1.202.0", "v1.210.0", "v1.220.0",
}

// TestOlderGodo reads 14 older versions of godo. Their methods request what the
// tables say of them, and of at most 17 nobody can tell the request.
func TestOlderGodo(t *testing.T) {
	if !*older {
		t.Skip("it downloads 14 versions of a module, and takes minutes: go test ./analyzer/needs -run OlderGodo -v -older")
	}
	known := methodTable(t, "testdata/godo/renamed.tsv")
	maps.Copy(known, methodTable(t, "testdata/godo/methods.tsv"))
	for _, version := range olderVersions {
		dir := t.TempDir()
		for name, text := range map[string]string{
			"go.mod":  "module example.com/older\n\ngo 1.24\n\nrequire github.com/digitalocean/godo " + version + "\n",
			"main.go": "package main\n\nimport _ \"github.com/digitalocean/godo\"\n\nfunc main() {}\n",
		} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		tidy := exec.Command("go", "mod", "tidy") // it writes the sums
		tidy.Dir = dir
		if out, err := tidy.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		got := godoMethods(t, dir)
		var unresolved, differ []string
		unknown := 0
		for method, requests := range got {
			want, ok := known[method]
			switch {
			case strings.Contains(requests, "?"):
				unresolved = append(unresolved, method)
			case !ok:
				unknown++
			case requests != want:
				differ = append(differ, method+": "+requests+", not "+want)
			}
		}
		slices.Sort(differ)
		t.Logf("%s: %d methods, %d unresolved, %d in no table, %d with another request than the tables have\n\t%s",
			version, len(got), len(unresolved), unknown, len(differ), strings.Join(differ, "\n\t"))
		if len(got) < 100 || len(unresolved) > 17 {
			t.Errorf("%s: %d methods, %d unresolved: %q", version, len(got), len(unresolved), unresolved)
		}
	}
}

// godoMethods lists the requests of each exported method of godo's exported
// types.
func godoMethods(t *testing.T, dir string) map[string]string {
	client, err := Requests(t.Context(), Config{Catalog: catalog.DigitalOcean(), Std: storedStd(t), Dir: dir, Patterns: []string{"github.com/digitalocean/godo"}})
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
