package standalone

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/gob"
	"os"
	"path/filepath"
	"slices"
	"time"
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
	data, err := os.ReadFile(file)
	if err != nil || len(data) < sha256.Size {
		return empty
	}
	sum, data := data[:sha256.Size], data[sha256.Size:]
	if want := sha256.Sum256(data); !bytes.Equal(sum, want[:]) {
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

// writeIndex replaces the index in one step, so that runs at the same time see
// a whole one. It is a help and no more: if it cannot be written, the next run
// takes longer.
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
	buf.Write(make([]byte, sha256.Size))
	if err := gob.NewEncoder(&buf).Encode(ix); err != nil || buf.Len() > maxIndex {
		return
	}
	sum := sha256.Sum256(buf.Bytes()[sha256.Size:])
	copy(buf.Bytes(), sum[:])
	dir := filepath.Dir(r.Index)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return
	}
	tmp, err := os.CreateTemp(dir, "index-*.tmp")
	if err != nil {
		return
	}
	defer os.Remove(tmp.Name()) // fails once it has been renamed
	_, err = tmp.Write(buf.Bytes())
	if err = cmp.Or(err, tmp.Close()); err == nil && os.Rename(tmp.Name(), r.Index) == nil {
		prune(dir, time.Now())
	}
}

const (
	maxIndex = 64 << 20  // bytes of one index; a larger one is not written
	maxCache = 256 << 20 // bytes of all of them
	maxAge   = 30 * 24 * time.Hour
)

// prune removes indexes that nobody has written for long, and the oldest ones
// of too many.
func prune(dir string, now time.Time) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	var files []os.FileInfo
	for _, e := range entries {
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() {
			files = append(files, info)
		}
	}
	slices.SortFunc(files, func(a, b os.FileInfo) int { return b.ModTime().Compare(a.ModTime()) })
	var total int64
	for _, f := range files {
		if total += f.Size(); total > maxCache || now.Sub(f.ModTime()) > maxAge {
			_ = os.Remove(filepath.Join(dir, f.Name()))
		}
	}
}
