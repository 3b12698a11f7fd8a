package source

import (
	"go/types"
	"os"
	"path/filepath"
	"strings"
)

// A Foreign package belongs to a module that is not worked on.
type Foreign struct {
	ws *Workspace
	*place
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
	return &Foreign{ws: ws, place: p}
}

// Local reports whether the package may change without its version.
func (f *Foreign) Local() bool { return f.module != nil && f.module.Local() }

// Contents reads its files, each with read, which returns nil if it cannot.
// There are none if the source of the package is not here.
func (f *Foreign) Contents(read func(ws *Workspace, file string) []byte) [][]byte {
	if f.dir == "" {
		return nil
	}
	entries, _ := os.ReadDir(f.dir) // what is not there has no files
	var files [][]byte
	for _, e := range GoFiles(entries) {
		if strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		if data := read(f.ws, filepath.Join(f.dir, e.Name())); data != nil && f.ws.matches(f.dir, e.Name(), data) {
			files = append(files, data)
		}
	}
	return files
}

// Declare type-checks the declarations of the package, and of those that it
// imports directly.
func (f *Foreign) Declare() *types.Package {
	u := newUniverse(f.ws, Near)
	n := &node{place: f.place, files: f.ws.heads(f.dir, false)}
	u.add(n)
	u.discover()
	for _, n := range u.order() {
		u.check(n, nil)
	}
	return n.types
}
