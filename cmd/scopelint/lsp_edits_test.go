package main

import (
	"context"
	"flag"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/lsp"
)

var (
	someEdits  = flag.Int("edits", 6, "how many random edits are made in each module of TestEditorEdits")
	editSeed   = flag.Uint64("editseed", 1, "where their random numbers begin")
	editModule = flag.String("editmodule", "", "a module to edit instead of those of the test; it is copied first")
)

const editedCode = `package main

import "github.com/digitalocean/godo"

const read = "droplet:read"

// scopes are those of the token.
var scopes = []string{read, "droplet:create", "droplet:craete", "api:read", "Registry:Read"}

var more = map[string][]string{"scopes": {"volume:read", "block_storage:read"}, "label": {"a:b"}}

//scopelint:ignore unknown-scope it is in the beta
const beta = "droplet:frobnicate"

func main() { godo.Ask(scopes, beta, "tag:read tag:create") }
`

// editedModule is a module whose packages name scopes.
func editedModule(t *testing.T) string {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "go.mod"), "module example.com/edited\n\ngo 1.24\n\nrequire github.com/digitalocean/godo v0.0.0\n\nreplace github.com/digitalocean/godo => ./godo\n")
	write(t, filepath.Join(dir, "godo", "go.mod"), "module github.com/digitalocean/godo\n\ngo 1.24\n")
	write(t, filepath.Join(dir, "godo", "godo.go"), "package godo\n\nfunc Ask(scopes []string, more ...string) {}\n")
	write(t, filepath.Join(dir, "names", "names.go"), "package names\n\nconst Scope = \"droplet:raed\"\n")
	write(t, filepath.Join(dir, "use", "use.go"), "package use\n\nimport \"example.com/edited/names\"\n\nvar scopes = []string{names.Scope, \"droplet:read\"}\n")
	write(t, filepath.Join(dir, "main.go"), editedCode)
	write(t, filepath.Join(dir, ".scopelint.toml"), "[scopes]\nallow = [\"droplet:frob*\"]\n")
	return dir
}

// TestEditorEdits edits files at random, without saving them, and compares what
// the editor shows with what the command says once they are saved.
func TestEditorEdits(t *testing.T) {
	var files []string
	from := *editModule
	if from == "" {
		from = editedModule(t)
	}
	open, saved := t.TempDir(), t.TempDir()
	for _, dir := range []*string{&open, &saved} {
		var err error
		if *dir, err = filepath.EvalSymlinks(*dir); err != nil {
			t.Fatal(err)
		}
		if err := os.CopyFS(*dir, os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
	}
	err := filepath.WalkDir(open, func(file string, d fs.DirEntry, err error) error {
		if root, _ := analyzer.ModuleRoot(filepath.Dir(file)); filepath.Ext(file) == ".go" && root == open {
			files = append(files, file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(*editSeed, 0))
	s := &session{editor: newEditor(t, "utf-16"), dir: open}
	shadow := newEngine(options{failOn: "never", tests: true, types: typesNeeded, noCache: true})
	overlay, differences := make(map[string][]byte), 0
	compared := 0
	for n := range *someEdits {
		file := files[r.IntN(len(files))]
		rel, _ := filepath.Rel(open, file)
		if s.versions[file] == 0 {
			s.open(file)
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			overlay[file] = data
		}
		s.file, s.text = file, string(overlay[file])
		if r.IntN(4) == 0 { // begin anew, for soon nothing parses
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s.text = string(data)
			s.change(file, map[string]any{"text": s.text})
		}
		for range 1 + r.IntN(3) {
			from, to, with := randomEdit(r, s.text)
			s.change(file, map[string]any{"range": shownRange{s.at(s.text[:from]), s.at(s.text[:to])}, "text": with})
			s.text = s.text[:from] + with + s.text[to:]
		}
		overlay[file] = []byte(s.text)
		target := filepath.Join(saved, rel)
		write(t, target, s.text)
		want := linted(t, saved)
		compared += len(want)
		if diff := gocmp.Diff(want, inBytes(s, overlay)); diff != "" {
			differences++
			t.Errorf("edit %d, of %s:\n%s\n%s", n, rel, diff, s.text)
		}
		if diff := gocmp.Diff(ofPackage(t, saved, filepath.Dir(target)), typed(t, shadow, open, filepath.Dir(file), overlay)); diff != "" {
			differences++
			t.Errorf("edit %d, of %s, as typed:\n%s\n%s", n, rel, diff, s.text)
		}
	}
	t.Logf("%d edits, %d findings compared, %d differences", *someEdits, compared, differences)
}

// inBytes is what is shown of the module, with columns that count bytes.
func inBytes(s *session, overlay map[string][]byte) []string {
	s.t.Helper()
	s.lint(s.dir)
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []string
	for file, shown := range s.diagnostics {
		text, ok := overlay[file]
		if !ok {
			text, _ = os.ReadFile(file) // its positions are not compared if it cannot be read
		}
		lines := strings.Split(string(text), "\n")
		column := func(p *shownPosition) {
			n := 0
			for i, r := range lines[min(p.Line, len(lines)-1)] {
				if n >= p.Character {
					p.Character = i
					return
				}
				if n++; r >= 0x10000 {
					n++
				}
			}
			p.Character = len(strings.TrimSuffix(lines[min(p.Line, len(lines)-1)], "\r"))
		}
		rel, _ := filepath.Rel(s.dir, file)
		for _, d := range shown {
			column(&d.Range.Start)
			column(&d.Range.End)
			if d.Code == "" {
				list = append(list, shownMistake(rel, d))
				continue
			}
			list = append(list, shownAs(rel, d.Range, d.Severity, d.Message, d.Code))
		}
	}
	slices.Sort(list)
	return list
}

// ofPackage is what the command says of one package by itself.
func ofPackage(t *testing.T, root, dir string) []string {
	o := options{failOn: "never", tests: true, types: typesNeeded, noCache: true}
	o.from, o.patterns, o.configs = root, []string{"./..."}, analyzer.NewConfigs(nil)
	r, _ := examine(&o, nil) // what is wrong with the run TestEditorSame compares
	if r == nil {
		return nil
	}
	var list []string
	for _, f := range r.counting() {
		if rooted := f.Rooted(r.dir); !f.Whole && filepath.Dir(filepath.FromSlash(rooted.Location.File)) == dir {
			list = append(list, f.Location.Position()+" "+f.Message)
		}
	}
	slices.Sort(list)
	return list
}

// typed is what is shown of one package at once.
func typed(t *testing.T, e *engine, root, dir string, overlay map[string][]byte) []string {
	findings, err := e.Package(lsp.Query{Context: context.Background(), Dir: dir, Overlay: overlay, Configs: analyzer.NewConfigs(overlay)})
	if err != nil {
		t.Logf("%s: %v", dir, err)
		return nil
	}
	var list []string
	for _, f := range findings {
		f.RelativeTo(root)
		list = append(list, f.Location.Position()+" "+f.Message)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// randomEdit replaces some bytes of a text.
func randomEdit(r *rand.Rand, text string) (from, to int, with string) {
	words := []string{
		"droplet:raed", "droplet:read", "api:write", "volume:read", "\"", "`", ",", "x", "\n", "\r\n", "//scopelint:ignore unknown-scope \n", "😀", "ü",
		"\"tag:raed\", ", "\nvar scopes2 = []string{\"image:read\", \"image:raed\"}\n", "//line x.go:1\n", "/*", "{", "}", "func f() {}\n",
	}
	runes := func(i int) int { // the start of a rune, or of the end of a line
		for i > 0 && i < len(text) && (text[i]&0xC0 == 0x80 || text[i] == '\n' && text[i-1] == '\r') {
			i--
		}
		return i
	}
	from = runes(r.IntN(len(text) + 1))
	to = from
	switch r.IntN(4) {
	case 0: // within or beside a text in quotes
		if i := strings.IndexByte(text[from:], '"'); i >= 0 {
			from += i + 1
			to = from
		}
		with = words[r.IntN(len(words))]
	case 1:
		with = words[r.IntN(len(words))]
	case 2: // take something away
		to = runes(min(len(text), from+r.IntN(12)))
		to = max(from, to)
	case 3: // another character
		to = runes(min(len(text), from+1))
		to = max(from, to)
		with = string(rune('a' + r.IntN(26)))
	}
	return from, to, with
}
