package standalone

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/gob"
	"os"
	"path/filepath"
	"slices"

	"github.com/scopelint/scopelint/analyzer/kept"
	"github.com/scopelint/scopelint/analyzer/source"
	"github.com/scopelint/scopelint/catalog/regular"
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

// writeIndex keeps what the run found, unless files have changed while it looked
// at them: what it read when is not known then.
func (r *run) writeIndex() {
	if !r.stood() {
		return
	}
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

// stood reports whether all files still are those that the run found.
func (r *run) stood() bool {
	for _, d := range r.dirs {
		entries, _ := os.ReadDir(d.Path) // what is not there has no files
		now := r.stamps(d.Path, source.GoFiles(entries))
		if !slices.EqualFunc(now, d.Files, func(now, found kept.File) bool {
			return now.Name == found.Name && (now.Remembered(found, r.started) || sameNow(filepath.Join(d.Path, now.Name), found))
		}) {
			return false
		}
	}
	return true
}

// sameNow reports whether a file has the contents that were found, or still cannot
// be read.
func sameNow(path string, found kept.File) bool {
	data, err := regular.ReadFile(path)
	if err != nil {
		return len(found.Hash) == 0
	}
	hash := sha256.Sum256(data)
	return bytes.Equal(hash[:], found.Hash)
}
