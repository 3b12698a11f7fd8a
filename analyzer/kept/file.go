// Package kept keeps between runs what takes long to find out: files in the
// user's cache directory, bounded in size and age, and answers about whole
// modules that hold as long as nothing below these changes.
package kept

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// Read returns what a file keeps. One that is damaged keeps nothing.
func Read(file string) []byte {
	data, err := os.ReadFile(file)
	if err != nil || len(data) < sha256.Size {
		return nil
	}
	sum, data := data[:sha256.Size], data[sha256.Size:]
	if want := sha256.Sum256(data); !bytes.Equal(sum, want[:]) {
		return nil
	}
	return data
}

// Write replaces a file in one step, so that runs at the same time see a whole
// one. It is a help and no more: if the file cannot be written, the next run
// takes longer.
func Write(file string, data []byte) {
	if len(data) > maxFile {
		return
	}
	dir := filepath.Dir(file)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return
	}
	tmp, err := os.CreateTemp(dir, "index-*.tmp")
	if err != nil {
		return
	}
	defer os.Remove(tmp.Name()) // fails once it has been renamed
	sum := sha256.Sum256(data)
	_, err = tmp.Write(append(sum[:], data...))
	if err = cmp.Or(err, tmp.Close()); err == nil && os.Rename(tmp.Name(), file) == nil {
		prune(dir, time.Now())
	}
}

const (
	maxFile = 64 << 20  // bytes of one file; a larger one is not written
	maxAll  = 256 << 20 // bytes of all of them
	maxAge  = 30 * 24 * time.Hour
)

// prune removes files that nobody has written for long, and the oldest ones of
// too many.
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
		if total += f.Size(); total > maxAll || now.Sub(f.ModTime()) > maxAge {
			_ = os.Remove(filepath.Join(dir, f.Name()))
		}
	}
}
