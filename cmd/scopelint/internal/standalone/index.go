package standalone

import (
	"bytes"
	"cmp"
	"encoding/gob"
	"slices"

	"github.com/scopelint/scopelint/analyzer/kept"
)

// An index is what one run leaves for the next one.
type index struct {
	Key         string // under another key it says nothing
	Directories []*directory
	Foreign     []*foreign

	byPath map[string]*directory
}

func (ix *index) directory(path string) *directory { return ix.byPath[path] }

// readIndex reads an index. One that is damaged, or not of this key, is as good
// as none.
func readIndex(file, key string) *index {
	empty := &index{Key: key}
	data := kept.Read(file)
	if data == nil {
		return empty
	}
	ix := new(index)
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(ix); err != nil || ix.Key != key {
		return empty
	}
	ix.byPath = make(map[string]*directory, len(ix.Directories))
	for _, d := range ix.Directories {
		ix.byPath[d.Path] = d
	}
	return ix
}

// gone reports whether the index has directories that are there no more.
func (r *run) gone() bool {
	return slices.ContainsFunc(r.ix.Directories, func(d *directory) bool { return r.dirs[d.Path] == nil })
}

// writeIndex keeps what the run found.
func (r *run) writeIndex() {
	ix := &index{Key: r.Key, Foreign: r.ix.Foreign}
	for _, d := range r.dirs {
		ix.Directories = append(ix.Directories, d)
	}
	for _, d := range r.ix.Directories {
		if r.dirs[d.Path] == nil && !r.Whole {
			ix.Directories = append(ix.Directories, d)
		}
	}
	slices.SortFunc(ix.Directories, func(a, b *directory) int { return cmp.Compare(a.Path, b.Path) })
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(ix); err == nil {
		kept.Write(r.Index, buf.Bytes())
	}
}
