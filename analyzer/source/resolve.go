package source

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A place is where the sources of a package are.
type place struct {
	path   string  // by which the go command calls it: "vendor/…" for what the standard library has vendored
	dir    string  // "" if it is not there
	module *Module // nil in the standard library
}

// resolve finds the package that an import means, in the standard library or
// elsewhere. It is never nil; where there is no such package, its directory is
// "".
func (ws *Workspace) resolve(path string, inStd bool) *place {
	if inStd {
		if vendored := "vendor/" + path; ws.hasStd(vendored) {
			path = vendored
		}
	}
	if p, ok := ws.resolved.Load(path); ok {
		return p.(*place)
	}
	p, _ := ws.resolved.LoadOrStore(path, ws.find(path))
	return p.(*place)
}

func (ws *Workspace) hasStd(path string) bool {
	return isDir(filepath.Join(ws.Build.Root, "src", filepath.FromSlash(path)))
}

func (ws *Workspace) find(path string) *place {
	p := &place{path: path}
	sub := filepath.FromSlash(path)
	if first, _, _ := strings.Cut(path, "/"); !strings.Contains(first, ".") && ws.hasStd(path) && !ws.worksOnStd() {
		p.dir = filepath.Join(ws.Build.Root, "src", sub)
		return p
	}
	for _, m := range ws.modules { // the longest path first
		if !m.contains(path) {
			continue
		}
		if p.module == nil {
			p.module = m // that it should be in
		}
		if m.Dir == "" {
			continue
		}
		if dir := m.dirOf(path); isDir(dir) && (!m.Local() || m.owns(dir)) {
			p.module, p.dir = m, dir
			return p
		}
	}
	if dir := filepath.Join(ws.vendor, sub); ws.vendor != "" && isDir(dir) {
		p.dir, p.module = dir, vendored
	}
	return p
}

// LocalDir returns the directory of the package that an import path means, if
// its files may change without a version: where it is, or should be.
func (ws *Workspace) LocalDir(path string) (string, bool) {
	if path == "unsafe" || path == "C" {
		return "", false
	}
	p := ws.resolve(path, false)
	switch {
	case p.module == nil || !p.module.Local():
		return "", false
	case p.dir == "" && p.module.Dir != "":
		return p.module.dirOf(path), true
	}
	return p.dir, p.dir != ""
}

// Absent says why the source of a package is not here.
func (ws *Workspace) Absent(path string) error {
	switch p := ws.resolve(path, false); {
	case p.module == vendored: // a directory without Go files
	case p.module != nil && p.module.Local() && !isDir(p.module.Dir):
		return fmt.Errorf("module %s is replaced by %s, which is not there", p.module.Path, p.module.Dir)
	case p.module != nil && !isDir(p.module.Dir):
		return fmt.Errorf("module %s %s is not in the module cache: \"go mod download\" gets it", p.module.Path, p.module.Version)
	case p.module != nil:
		return fmt.Errorf("module %s has no package %s", p.module.Path, path)
	}
	switch {
	case ws.vendor != "" && ws.work != "":
		return fmt.Errorf("the directory vendor has no package %s: \"go work vendor\" puts it there", path)
	case ws.vendor != "":
		return fmt.Errorf("the directory vendor has no package %s: \"go mod vendor\" puts it there", path)
	}
	return fmt.Errorf("no module of go.mod has package %s: \"go mod tidy\" may add one", path)
}

// vendored stands for the modules of the directory vendor.
var vendored = &Module{}

// worksOnStd reports whether the standard library is what is worked on.
func (ws *Workspace) worksOnStd() bool {
	return slices.ContainsFunc(ws.Main, func(m *Module) bool { return m.Path == "std" })
}

// below is a package's path from its module's.
func (m *Module) below(path string) string {
	if m.Path == "std" {
		return path
	}
	return strings.TrimPrefix(strings.TrimPrefix(path, m.Path), "/")
}

// dirOf is where a package of the module should be.
func (m *Module) dirOf(path string) string {
	return filepath.Join(m.Dir, filepath.FromSlash(m.below(path)))
}

// importPath is the import path of a directory of the module.
func (m *Module) importPath(dir string) string {
	rel, err := filepath.Rel(m.Dir, dir)
	switch {
	case err != nil || rel == ".":
		return m.Path
	case m.Path == "std":
		return filepath.ToSlash(rel)
	}
	return m.Path + "/" + filepath.ToSlash(rel)
}

// moduleOf returns the module that is worked on and has a directory.
func (ws *Workspace) moduleOf(dir string) *Module {
	for _, m := range ws.Main {
		if m.owns(dir) {
			return m
		}
	}
	return nil
}

// owns reports whether a directory is in the module, and not in one that stands
// below its own directory.
func (m *Module) owns(dir string) bool {
	root, ok := FindAbove(dir, "go.mod")
	return ok && root == filepath.Clean(m.Dir)
}

func isDir(dir string) bool {
	info, err := os.Stat(dir)
	return err == nil && info.IsDir()
}
