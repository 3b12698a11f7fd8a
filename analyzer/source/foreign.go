package source

import (
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"strings"
)

// A Foreign package belongs to a module that is not worked on.
type Foreign struct {
	ws *Workspace
	*place
	contents [][]byte
}

// Foreign finds the package that an import path means. It is nil for one of the
// standard library or of a module that is worked on.
func (ws *Workspace) Foreign(path string) *Foreign {
	if path == "unsafe" || path == "C" {
		return nil
	}
	p := ws.resolve(path, false)
	if p.dir != "" && (p.module == nil || p.module.Main) {
		return nil
	}
	f := &Foreign{ws: ws, place: p}
	entries, _ := os.ReadDir(p.dir) // where there is none, nothing is here
	for _, e := range GoFiles(entries) {
		if strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		if data, err := ws.Read(filepath.Join(p.dir, e.Name())); err == nil && ws.matches(p.dir, e.Name(), data) {
			f.contents = append(f.contents, data)
		}
	}
	return f
}

// Local reports whether the package may change without its version.
func (f *Foreign) Local() bool { return f.module != nil && f.module.Local() }

// Contents are its files; there are none if its source is not here.
func (f *Foreign) Contents() [][]byte { return f.contents }

// Declare type-checks the declarations of the package by itself: enough for
// its constants, unless they are made from those of another package.
func (f *Foreign) Declare() *types.Package {
	u := &universe{ws: f.ws, fset: token.NewFileSet()}
	n := &node{place: f.place, files: f.ws.heads(f.dir, false)}
	u.check(n, nil)
	return n.types
}
