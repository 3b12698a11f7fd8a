package source

import (
	"os"
	"path/filepath"
	"strings"
)

// An Imported package is one that is known by its import path.
type Imported struct {
	ws *Workspace
	*place
}

// Imported finds the package that an import path means. It is nil for one of
// the standard library.
func (ws *Workspace) Imported(path string) *Imported {
	if path == "unsafe" || path == "C" {
		return nil
	}
	p := ws.resolve(path, false)
	if p.dir != "" && p.module == nil {
		return nil
	}
	return &Imported{ws: ws, place: p}
}

// WorkedOn returns the directory of the module that is worked on and has the
// package, or "".
func (i *Imported) WorkedOn() string {
	if i.module == nil || !i.module.Main {
		return ""
	}
	return i.module.Dir
}

// Local reports whether the package may change without its version.
func (i *Imported) Local() bool { return i.module != nil && i.module.Local() }

// Imports lists what its files import, each once.
func (i *Imported) Imports() []string {
	u := &Unit{Files: i.ws.heads(i.dir, false)}
	return u.Imports()
}

// Contents reads its files, each with read, which returns nil if it cannot.
// There are none if the source of the package is not here.
func (i *Imported) Contents(read func(ws *Workspace, file string) []byte) [][]byte {
	if i.dir == "" {
		return nil
	}
	entries, _ := os.ReadDir(i.dir) // what is not there has no files
	var files [][]byte
	for _, e := range GoFiles(entries) {
		if strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		if data := read(i.ws, filepath.Join(i.dir, e.Name())); data != nil && i.ws.matches(i.dir, e.Name(), data) {
			files = append(files, data)
		}
	}
	return files
}
