package source

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A Directory is one with Go files.
type Directory struct {
	Path   string
	Module *Module
	Files  []fs.DirEntry // the Go files
}

// ImportPath is the import path of the package that stands there, or should.
func (d Directory) ImportPath() string { return d.Module.importPath(d.Path) }

// Directories lists the directories, in order, that the patterns name: paths
// such as "." and "./internal/...", or import paths of the modules worked on.
// A pattern that names no directory with Go files is an error, [*NoMatch].
func (ws *Workspace) Directories(from string, patterns []string) ([]Directory, error) {
	from, err := filepath.Abs(from)
	if err != nil {
		return nil, err
	}
	var all []Directory
	for _, pattern := range patterns {
		dirs, err := ws.match(from, pattern)
		if err != nil {
			return nil, err
		}
		if len(dirs) == 0 {
			return nil, &NoMatch{pattern}
		}
		all = append(all, dirs...)
	}
	slices.SortFunc(all, func(a, b Directory) int { return strings.Compare(a.Path, b.Path) })
	return slices.CompactFunc(all, func(a, b Directory) bool { return a.Path == b.Path }), nil
}

// NoMatch is the error for a pattern that names nothing.
type NoMatch struct{ Pattern string }

func (e *NoMatch) Error() string { return "no packages match " + e.Pattern }

func (ws *Workspace) match(from, pattern string) ([]Directory, error) {
	root, wild := strings.CutSuffix(pattern, "...")
	if strings.Contains(root, "...") {
		return nil, fmt.Errorf("pattern %s: ... is understood at the end only", pattern)
	}
	local := pattern == "." || pattern == ".." || strings.HasPrefix(pattern, "./") || strings.HasPrefix(pattern, "../") || filepath.IsAbs(pattern)
	if !local {
		return ws.matchPath(pattern, root, wild)
	}
	dir := under(from, root)
	prefix := "" // of the last element, as in ./inter...
	if wild && !strings.HasSuffix(root, "/") {
		dir, prefix = filepath.Split(dir)
		dir = filepath.Clean(dir)
	}
	m := ws.moduleOf(dir)
	switch {
	case !isDir(dir):
		return nil, fmt.Errorf("directory %s does not exist", strings.TrimSuffix(root, "/"))
	case m == nil && wild: // above the modules of a workspace
		return ws.below(dir)
	case m == nil:
		return nil, fmt.Errorf("%s is in none of the modules that are worked on: go there, or add its module to go.work", pattern)
	case prefix != "":
		dirs, err := m.walk(dir)
		return slices.DeleteFunc(dirs, func(d Directory) bool { return !strings.HasPrefix(d.Path, filepath.Join(dir, prefix)) }), err
	case wild:
		return m.walk(dir)
	}
	return m.directory(dir)
}

// matchPath matches an import path, or all those that begin with it.
func (ws *Workspace) matchPath(pattern, root string, wild bool) ([]Directory, error) {
	var all []Directory
	path := strings.TrimSuffix(root, "/")
	for _, m := range ws.Main {
		var dirs []Directory
		var err error
		switch {
		case !wild && m.contains(path):
			dirs, err = m.directory(filepath.Join(m.Dir, filepath.FromSlash(m.below(path))))
		case wild && (m.contains(path) || strings.HasPrefix(m.Path, path)):
			dirs, err = m.walk(m.Dir)
			dirs = slices.DeleteFunc(dirs, func(d Directory) bool {
				have := m.importPath(d.Path)
				return have != path && !strings.HasPrefix(have, root)
			})
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		all = append(all, dirs...)
	}
	if len(all) == 0 && !wild {
		return nil, fmt.Errorf("%s is no package of the modules that are worked on; a directory is written ./%[1]s", pattern)
	}
	return all, nil
}

// below lists the directories of the workspace's modules below one.
func (ws *Workspace) below(dir string) ([]Directory, error) {
	var all []Directory
	for _, m := range ws.Main {
		if rel, err := filepath.Rel(dir, m.Dir); err != nil || !filepath.IsLocal(rel) {
			continue
		}
		dirs, err := m.walk(m.Dir)
		if err != nil {
			return nil, err
		}
		all = append(all, dirs...)
	}
	return all, nil
}

// DirectoryOf describes a directory of a module that is worked on. One that is
// not there has no files.
func (ws *Workspace) DirectoryOf(dir string) (Directory, bool) {
	m := ws.moduleOf(dir)
	if m == nil {
		return Directory{}, false
	}
	entries, _ := readDir(dir, ws.overlay)
	return Directory{dir, m, GoFiles(entries)}, true
}

// directory is one directory, if it has Go files.
func (m *Module) directory(dir string) ([]Directory, error) {
	entries, err := readDir(dir, m.overlay)
	if err != nil {
		return nil, err
	}
	if files := GoFiles(entries); len(files) > 0 {
		return []Directory{{dir, m, files}}, nil
	}
	return nil, nil
}

// walk lists the directories at and below one that the go command takes for
// packages of the module.
func (m *Module) walk(root string) ([]Directory, error) {
	var all []Directory
	var walk func(dir string) error
	walk = func(dir string) error {
		entries, err := readDir(dir, m.overlay)
		if err != nil {
			return err
		}
		if dir != root && slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == "go.mod" && !e.IsDir() }) {
			return nil // another module
		}
		if files := GoFiles(entries); len(files) > 0 {
			all = append(all, Directory{dir, m, files})
		}
		for _, e := range entries {
			sub := filepath.Join(dir, e.Name())
			if e.IsDir() && !m.leavesOut(sub, e.Name()) {
				if err := walk(sub); err != nil {
					return err
				}
			}
		}
		return nil
	}
	return all, walk(root)
}

// LeftOut reports whether "./..." in the directory from, or at the root of the
// module if that is not below from, does not lead to d.
func (d Directory) LeftOut(from string) bool {
	root := d.Module.Dir
	if rel, err := filepath.Rel(from, d.Path); err == nil && filepath.IsLocal(rel) {
		root = from
	}
	for dir := d.Path; dir != root && dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if d.Module.leavesOut(dir, filepath.Base(dir)) {
			return true
		}
	}
	return false
}

// leavesOut reports whether "..." does not mean a directory and what is below.
func (m *Module) leavesOut(dir, name string) bool {
	if name[0] == '.' || name[0] == '_' || name == "testdata" || name == "vendor" {
		return true
	}
	return slices.ContainsFunc(m.ignored, func(ignored string) bool {
		if rel, ok := strings.CutPrefix(ignored, "."+string(filepath.Separator)); ok {
			return dir == filepath.Join(m.Dir, rel)
		}
		return strings.HasSuffix(dir, string(filepath.Separator)+ignored)
	})
}

// readDir lists the files of a directory by name, with those of the overlay that
// are not on disk yet.
func readDir(dir string, overlay map[string][]byte) ([]fs.DirEntry, error) {
	entries, err := os.ReadDir(dir)
	onDisk := len(entries)
	for file := range overlay {
		name := filepath.Base(file)
		if filepath.Dir(file) == dir && !slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == name }) {
			entries = append(entries, unsaved(name))
		}
	}
	if len(entries) > onDisk {
		slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
		return entries, nil
	}
	return entries, err
}

// An unsaved file is in the overlay alone.
type unsaved string

func (u unsaved) Name() string             { return string(u) }
func (unsaved) IsDir() bool                { return false }
func (unsaved) Type() fs.FileMode          { return 0 }
func (unsaved) Info() (fs.FileInfo, error) { return nil, fs.ErrNotExist }

// GoFiles picks the Go files of a directory, but those that the go command
// never looks at.
func GoFiles(entries []fs.DirEntry) []fs.DirEntry {
	return slices.DeleteFunc(slices.Clone(entries), func(e fs.DirEntry) bool {
		return e.IsDir() || !strings.HasSuffix(e.Name(), ".go") || e.Name()[0] == '_' || e.Name()[0] == '.'
	})
}
