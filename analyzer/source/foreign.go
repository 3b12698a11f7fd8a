package source

import (
	"go/token"
	"go/types"
	"path/filepath"
)

// A Foreign package belongs to a module that is not worked on.
type Foreign struct {
	ws *Workspace
	*place
	files []File
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
	if p.dir != "" {
		f.files = ws.heads(p.dir, false)
	}
	return f
}

// Local reports whether the package may change without its version.
func (f *Foreign) Local() bool { return f.module != nil && f.module.Local() }

// Contents reads its files; there are none if its source is not here.
func (f *Foreign) Contents() [][]byte {
	var list [][]byte
	for _, file := range f.files {
		if data, err := f.ws.Read(filepath.Join(f.dir, file.Name)); err == nil {
			list = append(list, data)
		}
	}
	return list
}

// Declare type-checks the declarations of the package by itself: enough for
// its constants, unless they are made from those of another package.
func (f *Foreign) Declare() *types.Package {
	u := &universe{ws: f.ws, fset: token.NewFileSet()}
	n := &node{place: f.place, files: f.files}
	u.check(n, nil)
	return n.types
}
