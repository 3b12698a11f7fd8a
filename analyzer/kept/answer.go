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
)

// An Answer is about all Go files below some directories. It holds as long as
// these are the same: what of them it rests on is not asked.
type Answer struct {
	file  string
	now   answer
	old   *answer
	known bool // every file below the directories is among now.Files
}

// An answer is what is written.
type answer struct {
	Key   string // all that decides beside the files
	Files []stamp
	Value []byte
}

// A stamp tells whether a file is the one that was read.
type stamp struct {
	Path string
	Size int64
	Time int64 // of its last change, in nanoseconds
	Hash [sha256.Size]byte
}

// About prepares an answer about the Go files and modules below directories, which is kept
// in a file under a key.
func About(dirs []string, file, key string) *Answer {
	a := &Answer{file: file, now: answer{Key: key}, known: true}
	if data := Read(file); data != nil {
		old := new(answer)
		if err := gob.NewDecoder(bytes.NewReader(data)).Decode(old); err == nil && old.Key == key {
			a.old = old
		}
	}
	for _, dir := range dirs {
		if err := filepath.WalkDir(dir, a.take); err != nil {
			a.known = false
		}
	}
	slices.SortFunc(a.now.Files, func(a, b stamp) int { return strings.Compare(a.Path, b.Path) })
	a.now.Files = slices.CompactFunc(a.now.Files, func(a, b stamp) bool { return a.Path == b.Path })
	return a
}

func (a *Answer) take(path string, e fs.DirEntry, err error) error {
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
		a.known = false // what is behind the link is not walked
	}
	if info.Mode().IsRegular() && counts(path) {
		a.now.Files = append(a.now.Files, stamp{Path: path, Size: info.Size(), Time: info.ModTime().UnixNano()})
	}
	return nil
}

// counts reports whether answers may depend on a file: go.mod makes a directory
// a module of its own.
func counts(path string) bool {
	return strings.HasSuffix(path, ".go") || filepath.Base(path) == "go.mod"
}

// Get returns the answer that was kept, if it holds. Files that have other
// times are compared by their contents: a checkout makes all of them new.
func (a *Answer) Get() ([]byte, bool) {
	if a.old == nil || !a.known || len(a.old.Files) != len(a.now.Files) {
		return nil, false
	}
	touched := false
	for i, now := range a.now.Files {
		was := a.old.Files[i]
		if was.Path != now.Path || was.Size != now.Size {
			return nil, false
		}
		if was.Time != now.Time {
			touched = true
			if hash, ok := now.read(); !ok || hash != was.Hash {
				return nil, false
			}
		}
		a.now.Files[i].Hash = was.Hash
	}
	if touched {
		a.now.Value = a.old.Value
		a.write()
	}
	return a.old.Value, true
}

// Put keeps an answer that was found after [About], unless files have changed
// since, or so shortly before that their times would not tell.
func (a *Answer) Put(value []byte) {
	if !a.known {
		return
	}
	for i, s := range a.now.Files {
		hash, ok := s.read()
		if !ok || time.Since(time.Unix(0, s.Time)) < 2*time.Second {
			return
		}
		a.now.Files[i].Hash = hash
	}
	a.now.Value = value
	a.write()
}

// read returns the sum of a file's content, if it still is what the stamp says.
func (s stamp) read() (sum [sha256.Size]byte, ok bool) {
	data, err := os.ReadFile(s.Path)
	if err != nil {
		return sum, false
	}
	info, err := os.Stat(s.Path)
	return sha256.Sum256(data), err == nil && info.Size() == s.Size && info.ModTime().UnixNano() == s.Time
}

func (a *Answer) write() {
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(a.now); err == nil {
		Write(a.file, buf.Bytes())
	}
}
