package source

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// File is where a file of a module of the build list stands, by the module's
// path in front of the file's: "example.com/policy/strict.toml".
func (ws *Workspace) File(path string) (string, error) {
	if ws.vendor != "" && !slices.ContainsFunc(ws.Main, func(m *Module) bool { return below(m.Path, path) }) {
		return filepath.Join(ws.vendor, filepath.FromSlash(path)), nil
	}
	i := slices.IndexFunc(ws.modules, func(m *Module) bool { return below(m.Path, path) })
	if i < 0 {
		return "", fmt.Errorf("no module of go.mod has %s", path)
	}
	m := ws.modules[i]
	if _, err := os.Stat(m.Dir); err != nil {
		return "", fmt.Errorf("module %s %s is not in the module cache: \"go mod download\" gets it", m.Path, m.Version)
	}
	return filepath.Join(m.Dir, filepath.FromSlash(strings.TrimPrefix(path, m.Path))), nil
}

// below reports whether a path is a module's or below it.
func below(module, path string) bool { return path == module || strings.HasPrefix(path, module+"/") }

// Has reports whether a file is one of the modules' in the cache, which anybody can
// read: not of a module that is worked on, or that a directory stands for, where
// there may be private files beside its packages.
func (ws *Workspace) Has(file string) bool {
	return slices.ContainsFunc(ws.modules, func(m *Module) bool {
		rel, err := filepath.Rel(m.Dir, file)
		return !m.Local() && m.Dir != "" && err == nil && filepath.IsLocal(rel)
	})
}
