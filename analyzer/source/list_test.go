package source_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/scopelint/scopelint/analyzer/source"
)

// TestAsGoList holds the packages of modules of all kinds, their files, and
// where their imports are found, against what the go command says.
func TestAsGoList(t *testing.T) {
	archives, err := filepath.Glob("testdata/list/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no modules:", err)
	}
	for _, file := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			dir, settings := extract(t, file)
			for _, env := range settings.env {
				name, value, _ := strings.Cut(env, "=")
				t.Setenv(name, value)
			}
			for _, from := range settings.from {
				compare(t, filepath.Join(dir, from), settings.patterns)
			}
		})
	}
	t.Run("this module", func(t *testing.T) { compare(t, "../..", []string{"./..."}) })
}

type settings struct {
	env, from, patterns []string
}

// extract writes a module to a directory. Lines of the comment are settings.
func extract(t *testing.T, file string) (string, settings) {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range archive.Files {
		name := filepath.Join(dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	s := settings{}
	for line := range strings.Lines(string(archive.Comment)) {
		switch word, rest, _ := strings.Cut(strings.TrimSpace(line), " "); word {
		case "env":
			s.env = append(s.env, strings.ReplaceAll(rest, "$DIR", dir))
		case "from":
			s.from = append(s.from, rest)
		case "patterns":
			s.patterns = strings.Fields(rest)
		}
	}
	if s.from == nil {
		s.from = []string{"."}
	}
	if s.patterns == nil {
		s.patterns = []string{"./..."}
	}
	return dir, s
}

// listed is what go list says of a package.
type listed struct {
	ImportPath, Dir, Name                        string
	GoFiles, CgoFiles, TestGoFiles, XTestGoFiles []string
	Imports, TestImports, XTestImports           []string
	DepOnly                                      bool
	Module                                       *struct{ Path, Dir, GoVersion string }
}

func compare(t *testing.T, dir string, patterns []string) {
	t.Helper()
	want, places := goList(t, dir, patterns)
	ws := open(t, dir)
	dir, _ = filepath.Abs(dir)
	dirs, err := ws.Directories(dir, patterns)
	if err != nil {
		t.Fatal(err)
	}
	got := make(map[string][]string) // files by unit
	for _, d := range dirs {
		units, err := ws.Units(d, true)
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range units {
			for _, f := range u.Files {
				got[u.Path] = append(got[u.Path], f.Name)
			}
			for _, path := range u.Imports() {
				if at := ws.Place(path); at != places[path] && path != "C" && path != "unsafe" {
					t.Errorf("%s is at %q, but go list has it at %q", path, at, places[path])
				}
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("files (-go list +source):\n%s", diff)
	}
}

// goList asks the go command for the files by unit, and for the directories by
// import path.
func goList(t *testing.T, dir string, patterns []string) (files map[string][]string, places map[string]string) {
	t.Helper()
	files, places = make(map[string][]string), make(map[string]string)
	each(t, dir, append([]string{"list", "-e", "-json"}, patterns...), func(p listed) {
		base := slices.Concat(p.GoFiles, p.CgoFiles, p.TestGoFiles)
		slices.Sort(base)
		if len(base) > 0 {
			files[p.ImportPath] = base
		}
		if len(p.XTestGoFiles) > 0 {
			files[p.ImportPath+"_test"] = p.XTestGoFiles
		}
	})
	each(t, dir, append([]string{"list", "-e", "-deps", "-test", "-json"}, patterns...), func(p listed) {
		if !strings.Contains(p.ImportPath, " ") { // a variant for a test
			places[p.ImportPath] = p.Dir
		}
	})
	return files, places
}

func each(t *testing.T, dir string, args []string, do func(listed)) {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go %v: %v\n%s", args, err, &stderr)
	}
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
		do(p)
	}
}

// TestFlags: what of GOFLAGS cannot be understood is an error, not left out.
func TestFlags(t *testing.T) {
	for flags, ok := range map[string]bool{
		"-tags=a -v": true, "'-tags=a b'": true, `"-tags=a b" -race`: true, "": true,
		"'-tags=a": false, `-v "-tags=a`: false, "-modfile=x.mod": false, "'-overlay=x y'": false,
	} {
		t.Setenv("GOFLAGS", flags)
		if _, err := source.NewBuild(""); (err == nil) != ok {
			t.Errorf("GOFLAGS=%s: %v", flags, err)
		}
	}
}
