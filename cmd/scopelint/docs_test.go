package main

import (
	"bytes"
	"fmt"
	"go/doc/comment"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scopelint/scopelint/analyzer"
)

const docs = "../../docs/"

// docs/rules.md is written from the rules and the package documentation.
func TestDocsRules(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Rules\n\n<!-- written by UPDATE=1 go test ./cmd/scopelint -run Docs -->\n\n" +
		"`scopelint rules` lists them, `scopelint explain RULE` prints a section of this page, and `[rules]` in `.scopelint.toml`\n" +
		"weighs them. A fix of the class same-authority is applied by `-fix`, a guessed one by `-fix -unsafe-fixes` alone.\n")
	for _, r := range analyzer.Rules() {
		fixes := "none"
		if len(r.Fixes) > 0 {
			fixes = strings.Trim(fmt.Sprint(r.Fixes), "[]")
			fixes = strings.ReplaceAll(fixes, " ", ", ")
		}
		fmt.Fprintf(&b, "\n## %s\n\nDefault: %s. Since: %s. Fixes: %s.\n\n", r.ID, r.Severity, r.Since, fixes)
		var parser comment.Parser
		b.Write((&comment.Printer{}).Markdown(parser.Parse(r.Doc())))
	}
	sameFile(t, docs+"rules.md", b.String())
}

// sameFile holds a file against what it must be, or writes that.
func sameFile(t *testing.T, file, want string) {
	t.Helper()
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("%s is stale: run UPDATE=1 go test ./cmd/scopelint -run Docs (-want +got):\n%s", file, diff)
	}
}

// fence matches a block of a page: its language and its text.
var fence = regexp.MustCompile("(?ms)^```([a-z]*)\n(.*?)^```$")

// The examples of docs/catalogs.md are a catalog, code, and what is found in it.
func TestDocsCatalogs(t *testing.T) {
	blocks := blocksOf(t, docs+"catalogs.md")
	if len(blocks)%3 != 0 || len(blocks) < 15 {
		t.Fatalf("%d blocks", len(blocks))
	}
	for example := range slices.Chunk(blocks, 3) {
		dir := t.TempDir()
		writeFile(t, filepath.Join(dir, "go.mod"), "module example.com/a\n\ngo 1.24\n")
		writeFile(t, filepath.Join(dir, ".scopelint.toml"), "catalogs = [\"scopes.toml\"]\n[rules]\nbroad-scope = \"off\"\n")
		writeFile(t, filepath.Join(dir, "scopes.toml"), example[0].text)
		writeFile(t, filepath.Join(dir, "a.go"), "package a\n\n"+example[1].text)
		t.Chdir(dir)
		var out, errs bytes.Buffer
		if status := run([]string{"-quiet", "-no-cache"}, &out, &errs); status != exitFindings || out.String() != example[2].text {
			t.Errorf("%s\nprints (status %d):\n%s%s", example[1].text, status, &out, &errs)
		}
	}
}

// What docs/configuration.md shows can be read, and it shows every key.
func TestDocsConfiguration(t *testing.T) {
	text := blocksOf(t, docs+"configuration.md")[0].text
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "go.mod"), "module example.com/app\n\ngo 1.24\n\nrequire example.com/policy v0.0.0\n\nreplace example.com/policy => ./policy\n")
	writeFile(t, filepath.Join(dir, "policy/go.mod"), "module example.com/policy\n")
	writeFile(t, filepath.Join(dir, "policy/scopelint.toml"), "")
	writeFile(t, filepath.Join(dir, "scopes.toml"), "name = \"app\"\n[scopes]\n\"orders:read\" = \"\"\n")
	writeFile(t, filepath.Join(dir, ".scopelint.toml"), text)
	if _, err := analyzer.LoadConfig(filepath.Join(dir, ".scopelint.toml")); err != nil {
		t.Error(err)
	}
	for _, key := range analyzer.ConfigKeys() {
		if !regexp.MustCompile(`(?m)^(\[*` + key + `\b|` + key + `\s*=)`).MatchString(text) {
			t.Errorf("%s is not there", key)
		}
	}
}

// Every scopelint command of the README and the pages runs: it finds something or
// not, but does not fail.
func TestDocsCommands(t *testing.T) {
	pages := []string{readme}
	more, err := filepath.Glob(docs + "*.md")
	if err != nil {
		t.Fatal(err)
	}
	ran := make(map[string]bool)
	for _, page := range append(pages, more...) {
		for _, b := range blocksOf(t, page) {
			if b.language != "sh" || filepath.Base(page) == "figures.md" { // what that measures is not here
				continue
			}
			for line := range strings.Lines(b.text) {
				line, _, _ = strings.Cut(line, " #")
				args, ours := strings.CutPrefix(strings.TrimSpace(line), "scopelint ")
				if ours && !ran[args] {
					ran[args] = true
					t.Run(args, func(t *testing.T) { runExample(t, splitArgs(args)) })
				}
			}
		}
	}
	if len(ran) < 8 {
		t.Errorf("only %d commands", len(ran))
	}
}

// runExample runs a command in a module that has what the pages speak of.
func runExample(t *testing.T, args []string) {
	dir := t.TempDir()
	write := func(name, text string) { writeFile(t, filepath.Join(dir, filepath.FromSlash(name)), text) }
	write("go.mod", "module example.com/app\n\ngo 1.24\n")
	write("scopes.toml", "name = \"app\"\n[scopes]\n\"orders:read\" = \"\"\n")
	write("openapi.yaml", "openapi: 3.0.0\npaths:\n  /v1/orders:\n    get:\n      security: [{oauth: ['orders:read']}]\ncomponents:\n  securitySchemes:\n    oauth: {type: oauth2, flows: {implicit: {scopes: {'orders:read': ''}}}}\n")
	write("scopelint-baseline.toml", "version = 1\n")
	write("cmd/worker/main.go", `package main

import "net/http"

var scopes = []string{"droplet:read", "Droplet:Create"}

func main() {
	http.HandleFunc("GET /v2/droplets", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Scope") != "droplet:read" {
			w.WriteHeader(http.StatusForbidden)
		}
	})
	http.Get("https://api.digitalocean.com/v2/droplets")
}
`)
	write("cmd/ctl/main.go", `package main

import (
	"net/http"
	"os"
)

func main() {
	switch os.Args[1] {
	case "list":
		http.Get("https://api.digitalocean.com/v2/droplets")
	}
}
`)
	t.Chdir(dir)
	if slices.Contains(args, "origin/main") {
		for _, git := range [][]string{{"init", "-q"}, {"add", "."}, {"-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "t"}, {"update-ref", "refs/remotes/origin/main", "HEAD"}} {
			if out, err := exec.Command("git", git...).CombinedOutput(); err != nil {
				t.Skipf("git %s: %v\n%s", git, err, out)
			}
		}
	}
	var out, errs bytes.Buffer
	if status := run(args, &out, &errs); status != exitClean && status != exitFindings {
		t.Errorf("status %d: %s%s", status, &out, &errs)
	}
}

// splitArgs takes a command line apart as a shell does, as far as the pages need it.
func splitArgs(line string) []string {
	var args []string
	for _, m := range regexp.MustCompile(`'[^']*'|\S+`).FindAllString(line, -1) {
		args = append(args, strings.Trim(m, "'"))
	}
	return args
}

type block struct{ language, text string }

func blocksOf(t *testing.T, file string) []block {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var list []block
	for _, m := range fence.FindAllStringSubmatch(string(data), -1) {
		list = append(list, block{m[1], m[2]})
	}
	return list
}
