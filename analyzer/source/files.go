package source

import (
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/scopelint/scopelint/catalog/regular"
)

// A File is a Go file of a package.
type File struct {
	Name    string // in its directory
	Package string // by its package clause, "" if that does not parse
	Test    bool   // its name ends with _test.go
	Imports []string
}

// External reports whether a file belongs to the external tests.
func (f File) External() bool { return f.Test && strings.HasSuffix(f.Package, "_test") }

// Head reads what the beginning of a file says. It is not ok if the build
// leaves the file out.
func (ws *Workspace) Head(dir, name string, data []byte) (f File, ok bool) {
	f = File{Name: name, Test: strings.HasSuffix(name, "_test.go")}
	if !ws.matches(dir, name, data) {
		return f, false
	}
	syntax, _ := parser.ParseFile(token.NewFileSet(), name, data, parser.ImportsOnly|parser.SkipObjectResolution)
	if syntax == nil || syntax.Name == nil {
		return f, true // what is wrong with it shows when it is parsed whole
	}
	if f.Package = syntax.Name.Name; f.Package == "documentation" {
		return f, false
	}
	for _, spec := range syntax.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue
		}
		if path == "C" && !ws.context.CgoEnabled {
			return f, false
		}
		if !slices.Contains(f.Imports, path) {
			f.Imports = append(f.Imports, path)
		}
	}
	return f, true
}

// Read reads a file, as it stands on disk or in the overlay.
func (ws *Workspace) Read(file string) ([]byte, error) {
	if data, ok := ws.overlay[file]; ok {
		return data, nil
	}
	return regular.ReadFile(file)
}

// Overlaid reports whether a file is in the overlay.
func (ws *Workspace) Overlaid(file string) bool {
	_, ok := ws.overlay[file]
	return ok
}

// ReadTo appends a file to a buffer.
func (ws *Workspace) ReadTo(buf []byte, file string) ([]byte, error) {
	if data, ok := ws.overlay[file]; ok {
		return append(buf, data...), nil
	}
	if err := regular.Check(file); err != nil {
		return buf, err
	}
	f, err := os.Open(file)
	if err != nil {
		return buf, err
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil {
		buf = slices.Grow(buf, int(info.Size())+1) // and one to see the end
	}
	for {
		n, err := f.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if errors.Is(err, io.EOF) {
			return buf, nil
		}
		if err != nil {
			return buf, err
		}
		if len(buf) == cap(buf) {
			buf = slices.Grow(buf, 512)
		}
	}
}

// A Unit is what is judged at once: a package with its tests, or its external
// tests.
type Unit struct {
	Path     string // import path, with "_test" behind it for external tests
	Name     string // of the package
	Dir      string
	Module   *Module
	External bool // the external tests
	Files    []File
	Problems []string // what is wrong with the files together
}

// Units makes the files of a directory into units. Without tests, their files
// are left out.
func Units(m *Module, dir string, files []File, tests bool) []*Unit {
	base := &Unit{Path: m.importPath(dir), Dir: dir, Module: m}
	external := &Unit{Path: base.Path + "_test", Dir: dir, Module: m, External: true}
	for _, f := range files {
		switch {
		case f.Test && !tests:
		case f.External():
			external.add(f)
		default:
			base.add(f)
		}
	}
	return slices.DeleteFunc([]*Unit{base, external}, func(u *Unit) bool { return len(u.Files) == 0 })
}

func (u *Unit) add(f File) {
	if u.Name == "" {
		u.Name = f.Package
	}
	if f.Package != u.Name && f.Package != "" {
		u.Problems = append(u.Problems, fmt.Sprintf("%s: package %s stands beside package %s", filepath.Join(u.Dir, f.Name), f.Package, u.Name))
	}
	u.Files = append(u.Files, f)
}

// Imports lists what the files of the unit import, each once.
func (u *Unit) Imports() []string {
	var all []string
	for _, f := range u.Files {
		all = append(all, f.Imports...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Units reads the heads of a directory's files and makes the files into units.
func (ws *Workspace) Units(d Directory, tests bool) ([]*Unit, error) {
	var files []File
	for _, e := range d.Files {
		data, err := ws.Read(filepath.Join(d.Path, e.Name()))
		if err != nil {
			return nil, err
		}
		if f, ok := ws.Head(d.Path, e.Name(), data); ok {
			files = append(files, f)
		}
	}
	return Units(d.Module, d.Path, files, tests), nil
}

// UnitOf makes files of a directory, which somebody else has chosen, into a
// unit.
func (ws *Workspace) UnitOf(dir, path string, names []string) (*Unit, error) {
	u := &Unit{Path: path, Dir: dir, Module: ws.moduleOf(dir), External: strings.HasSuffix(path, "_test")}
	if u.Module == nil {
		u.Module = &Module{Dir: dir}
	}
	for _, name := range names {
		data, err := ws.Read(filepath.Join(dir, name))
		if err != nil {
			return nil, err
		}
		f, _ := ws.Head(dir, name, data)
		u.add(f)
	}
	return u, nil
}

// heads reads the heads of a package's files that the build takes.
func (ws *Workspace) heads(dir string, tests bool) []File {
	entries, err := readDir(dir, ws.overlay)
	if err != nil {
		return nil
	}
	var files []File
	for _, e := range GoFiles(entries) {
		if !tests && strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		data, err := ws.Read(filepath.Join(dir, e.Name()))
		if err != nil {
			continue
		}
		if f, ok := ws.Head(dir, e.Name(), data); ok && !f.External() {
			files = append(files, f)
		}
	}
	return files
}
