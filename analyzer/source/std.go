package source

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"fmt"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/tools/go/gcexportdata"
)

// A Store keeps data between runs, by the name of a file. What it does not have
// it reads as nil, and what it cannot write it forgets.
type Store interface {
	Read(name string) []byte
	Write(name string, data []byte)
}

// Std is the declarations of the standard library's packages, in the form of
// export data. They change with the Go installation and the build only, and to
// type-check those behind net/http takes longer than most modules do.
type Std struct {
	store Store
	name  string
	data  map[string][]byte // by import path
}

// Std reads what earlier runs have stored of the standard library. It is nil
// without a store, or where the standard library is what is worked on.
func (ws *Workspace) Std() *Std {
	if ws.Store == nil || ws.worksOnStd() {
		return nil
	}
	if _, err := os.Stat(filepath.Join(ws.Build.Root, "VERSION")); err != nil {
		return nil // a checkout of Go's sources, which change without their version
	}
	h := sha256.New()
	fmt.Fprintln(h, ws.Key(), ws.context.ReleaseTags, stdFormat)
	s := &Std{store: ws.Store, name: fmt.Sprintf("std-%x", h.Sum(nil)[:16]), data: make(map[string][]byte)}
	if data := s.store.Read(s.name); data != nil {
		if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&s.data); err != nil {
			s.data = make(map[string][]byte) // as if it had never been stored
		}
	}
	return s
}

// Key tells the Go installation and the build from others; "" for none.
func (s *Std) Key() string {
	if s == nil {
		return ""
	}
	return s.name
}

// stdFormat tells what is stored from what other versions of this program store.
const stdFormat = 1

// Packages returns packages by their import paths. It is nil unless all of them
// are stored: the types of one that is checked are not those that the others
// were stored with.
func (s *Std) Packages(fset *token.FileSet, paths []string) map[string]*types.Package {
	if s == nil || slices.ContainsFunc(paths, func(path string) bool { return s.data[path] == nil }) {
		return nil
	}
	all := make(map[string]*types.Package)
	for _, path := range paths {
		if _, err := gcexportdata.Read(bytes.NewReader(s.data[path]), fset, all, path); err != nil {
			return nil
		}
	}
	return all
}

// Keep stores what packages declare, beside what is stored.
func (s *Std) Keep(fset *token.FileSet, pkgs []*types.Package) {
	if s == nil {
		return
	}
	all := maps.Clone(s.data)
	for _, pkg := range pkgs {
		var b bytes.Buffer
		if gcexportdata.Write(&b, fset, pkg) == nil {
			all[pkg.Path()] = b.Bytes()
		}
	}
	var b bytes.Buffer
	if len(all) > len(s.data) && gob.NewEncoder(&b).Encode(all) == nil {
		s.data = all
		s.store.Write(s.name, b.Bytes())
	}
}

// loadLibrary gives nodes of the standard library their types, if these are stored.
func (u *universe) loadLibrary(library []*node) bool {
	paths := make([]string, len(library))
	for i, n := range library {
		paths[i] = n.path
	}
	pkgs := u.std.Packages(u.fset, paths)
	for _, n := range library {
		if n.stored = pkgs != nil; n.stored {
			n.types, n.exports = pkgs[n.path], pkgs[n.path]
		}
	}
	return pkgs != nil
}

// keepLibrary stores what was read of the standard library.
func (u *universe) keepLibrary() {
	var pkgs []*types.Package
	for _, n := range u.fromSource {
		if len(n.missing) == 0 {
			pkgs = append(pkgs, n.types)
		}
	}
	if len(pkgs) > 0 {
		u.std.Keep(u.fset, pkgs)
	}
}

// readLibrary finds the nodes that some of the standard library lead to.
func (u *universe) readLibrary(library []*node) {
	first := len(u.todo)
	for _, n := range library {
		n.files = u.ws.heads(n.dir, false)
		u.read(n)
	}
	for i := first; i < len(u.todo); i++ {
		n := u.todo[i]
		n.files = u.ws.heads(n.dir, false)
		u.read(n)
	}
	u.fromSource = append(library, u.todo[first:]...)
}
