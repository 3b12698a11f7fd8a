package kept

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/scopelint/scopelint/catalog/regular"
)

// An Answer is about all Go files below some directories. It holds as long as
// these are the same: which of them it rests on is not asked.
type Answer struct {
	file string
	dirs []string
	now  answer
	old  answer
}

// An answer is what is written.
type answer struct {
	Key   string // all that decides beside the files
	Tree  tree
	Value []byte
}

// A tree is the files below some directories, as they were at a time.
type tree struct {
	Files []File
	Read  int64 // when reading them began, in nanoseconds
	Whole bool  // no file is missing here
}

// About prepares an answer about the Go files and modules below directories, which is kept
// in a file under a key.
func About(dirs []string, file, key string) *Answer {
	a := &Answer{file: file, dirs: dirs, now: answer{Key: key}}
	if data := Read(file); data != nil {
		if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&a.old); err != nil {
			a.old = answer{}
		}
	}
	a.now.Tree = readTree(dirs, a.old.Tree)
	return a
}

// Get returns the answer that was kept, if it holds.
func (a *Answer) Get() ([]byte, bool) {
	if a.old.Key != a.now.Key || !a.now.Tree.same(a.old.Tree) {
		return nil, false
	}
	if a.now.Tree.spares(a.old.Tree) {
		a.now.Value = a.old.Value
		a.write()
	}
	return a.old.Value, true
}

// Put keeps an answer that was found after [About], unless files have changed
// since.
func (a *Answer) Put(value []byte) {
	if !a.now.Tree.same(readTree(a.dirs, a.now.Tree)) {
		return
	}
	a.now.Value = value
	a.write()
}

func (a *Answer) write() {
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(a.now); err == nil {
		Write(a.file, buf.Bytes())
	}
}

// readTree reads the files that are not those of an earlier tree by their
// stamps.
func readTree(dirs []string, earlier tree) tree {
	t := tree{Read: time.Now().UnixNano(), Whole: true}
	stamper := new(Stamper)
	for _, dir := range dirs {
		err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error { return t.take(stamper, path, e, err) })
		if err != nil {
			t.Whole = false
		}
	}
	slices.SortFunc(t.Files, byName)
	t.Files = slices.CompactFunc(t.Files, func(a, b File) bool { return a.Name == b.Name })
	for i := range t.Files {
		f := &t.Files[i]
		if j, ok := slices.BinarySearchFunc(earlier.Files, *f, byName); ok && f.Remembered(earlier.Files[j], earlier.Read) {
			f.Hash = earlier.Files[j].Hash
		} else if data, err := regular.ReadFile(f.Name); err == nil {
			hash := sha256.Sum256(data)
			f.Hash = hash[:]
		}
	}
	return t
}

func byName(a, b File) int { return strings.Compare(a.Name, b.Name) }

func (t *tree) take(stamper *Stamper, path string, e fs.DirEntry, err error) error {
	switch {
	case err != nil:
		return err
	case e.IsDir() && e.Name() == ".git":
		return filepath.SkipDir
	case e.Type()&fs.ModeSymlink == 0 && !counts(path):
		return nil
	}
	info, err := os.Stat(path)
	if err != nil { // a link to nothing
		return nil
	}
	if info.IsDir() && e.Type()&fs.ModeSymlink != 0 {
		t.Whole = false // what is behind the link is not walked
	}
	switch {
	case info.IsDir() || !counts(path):
	case info.Mode().IsRegular():
		t.Files = append(t.Files, File{Name: path, Stamp: stamper.Stamp(path, info)})
	default: // a pipe or a device, which each run has to name
		t.Whole = false
	}
	return nil
}

// counts reports whether answers may depend on a file: go.mod makes a directory
// a module of its own.
func counts(path string) bool {
	return strings.HasSuffix(path, ".go") || filepath.Base(path) == "go.mod"
}

// same reports whether two trees are known to be of the same contents.
func (t tree) same(other tree) bool {
	return t.Whole && other.Whole && slices.EqualFunc(t.Files, other.Files, File.SameContents)
}

// spares reports whether a tree lets the next run leave files unread that had
// to be read in spite of an earlier tree of the same files.
func (t tree) spares(earlier tree) bool {
	for i, f := range t.Files {
		if f.Remembered(f, t.Read) && !f.Remembered(earlier.Files[i], earlier.Read) {
			return true
		}
	}
	return false
}
