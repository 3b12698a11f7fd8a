package source

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"fmt"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/gcexportdata"
)

// A Store keeps data between runs, by the name of a file. What it does not have
// it reads as nil, and what it cannot write it forgets.
type Store interface {
	Read(name string) []byte
	Write(name string, data []byte)
}

// std is the declarations of the standard library's packages, in the form of
// export data. They change with the Go installation and the build only, and to
// type-check those behind net/http takes longer than most modules do.
type std struct {
	store Store
	name  string
	data  map[string][]byte // by import path
}

// openStd reads what earlier runs have stored. There is none without a store,
// or where the standard library is what is worked on.
func openStd(ws *Workspace) *std {
	if ws.Store == nil || ws.worksOnStd() {
		return nil
	}
	h := sha256.New()
	fmt.Fprintln(h, ws.Key(), ws.context.ReleaseTags, stdFormat)
	s := &std{store: ws.Store, name: fmt.Sprintf("std-%x", h.Sum(nil)[:16]), data: make(map[string][]byte)}
	if data := s.store.Read(s.name); data != nil {
		if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&s.data); err != nil {
			s.data = make(map[string][]byte) // as if it had never been stored
		}
	}
	return s
}

// stdFormat tells what is stored from what other versions of this program store.
const stdFormat = 1

// ready gives nodes their types, if those of all of them are stored: types of
// packages that are checked are not those of packages that are stored.
func (u *universe) ready(s *std, nodes []*node) bool {
	if slices.ContainsFunc(nodes, func(n *node) bool { return s.data[n.path] == nil }) {
		return false
	}
	imports := make(map[string]*types.Package)
	for _, n := range nodes {
		pkg, err := gcexportdata.Read(bytes.NewReader(s.data[n.path]), u.fset, imports, n.path)
		if err != nil {
			return false
		}
		n.types, n.exports, n.stored = pkg, pkg, true
	}
	return true
}

// keep stores what packages declare, beside what is stored.
func (s *std) keep(u *universe, nodes []*node) {
	all := maps.Clone(s.data)
	for _, n := range nodes {
		var b bytes.Buffer
		if n.types == nil || len(n.missing) > 0 || gcexportdata.Write(&b, u.fset, n.types) != nil {
			continue
		}
		all[n.path] = b.Bytes()
	}
	var b bytes.Buffer
	if len(all) > len(s.data) && gob.NewEncoder(&b).Encode(all) == nil {
		s.store.Write(s.name, b.Bytes())
	}
}
