package standalone

import (
	"crypto/sha256"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/scopelint/scopelint/analyzer/source"
)

// A directory is what is known of one. The exported fields are kept in the
// index.
type directory struct {
	Path  string
	Files []stamp
	Read  bool // Units are those of Files
	Units []*unit

	module  *source.Module
	imports []string // of its units, if they were read in this run
}

// A stamp tells whether a file is the one that was read.
type stamp struct {
	Name string
	Size int64
	Time int64  // of its last change, in nanoseconds
	Hash []byte // SHA-256 of the content; empty if it could not be read
}

func (s stamp) test() bool { return strings.HasSuffix(s.Name, "_test.go") }

// A unit is what is known of a [source.Unit].
type unit struct {
	Path     string
	External bool
	Judged   int
	Shows    bool              // by its own bytes it may matter
	Names    bool              // it names constants that matter
	Asked    [sha256.Size]byte // the set of constants that Names is about

	Checked   bool // what follows is known
	Record    []byte
	Constants []string // that make others relevant
	Deps      []string // local directories that it depends on
	DepsSum   [sha256.Size]byte
	Until     int64 // when Record is true no more, in nanoseconds; 0 for never

	dir    *directory
	source *source.Unit // once it is needed
	fresh  bool         // checked in this run
}

// scan looks at the directories that were asked for.
func (r *run) scan() {
	r.named = make([]*directory, len(r.Directories))
	next := make(chan int)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				r.named[i] = r.scanOne(r.Directories[i])
			}
		})
	}
	for i := range r.Directories {
		next <- i
	}
	close(next)
	wg.Wait()
	for _, d := range r.named {
		r.dirs[d.Path] = d
	}
}

func (r *run) scanOne(at source.Directory) *directory {
	d, contents := r.look(at.Path, at.Files)
	d.module = at.Module
	if !d.Read {
		r.touch()
		r.read(d, contents)
	}
	for _, u := range d.Units {
		u.dir = d
	}
	return d
}

// look compares a directory with the index: what is the same there is taken
// over. If it had to read the files, it returns their contents.
func (r *run) look(path string, entries []fs.DirEntry) (*directory, [][]byte) {
	files := make([]stamp, len(entries))
	for i, e := range entries {
		files[i].Name = e.Name()
		if info, err := fileInfo(path, e); err == nil {
			files[i].Size, files[i].Time = info.Size(), info.ModTime().UnixNano()
		}
	}
	old := r.ix.directory(path)
	if old != nil && slices.EqualFunc(old.Files, files, r.same) {
		return old, nil
	}
	r.touch()
	contents := make([][]byte, len(files))
	for i := range files {
		data, err := r.Workspace.Read(filepath.Join(path, files[i].Name))
		if err != nil {
			continue // the parser will tell, if it matters
		}
		hash := sha256.Sum256(data)
		files[i].Hash, contents[i] = hash[:], data
	}
	if old != nil && slices.EqualFunc(old.Files, files, sameContent) { // another checkout, or only touched
		old.Files = files
		return old, contents
	}
	return &directory{Path: path, Files: files}, contents
}

// same reports whether a file is the one that the index knows. One that was
// changed just before the index was written may have changed once more, within
// one tick of the file system's clock.
func (r *run) same(old, now stamp) bool {
	return old.Name == now.Name && old.Size == now.Size && old.Time == now.Time &&
		len(old.Hash) > 0 && r.ix.Saved-now.Time > int64(2*time.Second)
}

func sameContent(a, b stamp) bool {
	return a.Name == b.Name && len(a.Hash) > 0 && string(a.Hash) == string(b.Hash)
}

func fileInfo(dir string, e fs.DirEntry) (fs.FileInfo, error) {
	if e.Type()&fs.ModeSymlink != 0 {
		return os.Stat(filepath.Join(dir, e.Name()))
	}
	return e.Info()
}

// read makes the units of a directory.
func (r *run) read(d *directory, contents [][]byte) {
	data := make(map[string][]byte)
	for i, s := range d.Files {
		if contents == nil {
			data[s.Name], _ = r.Workspace.Read(filepath.Join(d.Path, s.Name))
		} else {
			data[s.Name] = contents[i]
		}
	}
	d.Read, d.Units = true, nil
	for _, su := range r.units(d, data) {
		u := &unit{Path: su.Path, External: su.External, source: su}
		var files [][]byte
		for _, f := range su.Files {
			files = append(files, data[f.Name])
			if r.judge.Counts(d.module, filepath.Join(d.Path, f.Name), data[f.Name]) {
				u.Judged++
			}
		}
		u.Shows = r.judge.Relevant(d.module, files)
		d.Units = append(d.Units, u)
		d.imports = append(d.imports, su.Imports()...)
	}
}

// units makes the files of a directory into units.
func (r *run) units(d *directory, data map[string][]byte) []*source.Unit {
	var files []source.File
	for _, s := range d.Files {
		if f, ok := r.Workspace.Head(d.Path, s.Name, data[s.Name]); ok {
			files = append(files, f)
		}
	}
	return source.Units(d.module, d.Path, files, r.Tests)
}

// source returns the unit for the type checker.
func (r *run) source(u *unit) (*source.Unit, error) {
	if u.source != nil {
		return u.source, nil
	}
	data := make(map[string][]byte)
	for _, s := range u.dir.Files {
		text, err := r.Workspace.Read(filepath.Join(u.dir.Path, s.Name))
		if err != nil {
			return nil, err
		}
		data[s.Name] = text
	}
	for _, su := range r.units(u.dir, data) {
		if su.External == u.External {
			u.source = su
		}
	}
	return u.source, nil
}

// contents reads the files of a unit again.
func (r *run) contents(u *unit) [][]byte {
	var files [][]byte
	for _, s := range u.dir.Files { // those of its neighbour do no harm
		if data, err := r.Workspace.Read(filepath.Join(u.dir.Path, s.Name)); err == nil {
			files = append(files, data)
		}
	}
	return files
}

// directory returns a local directory, asked for or not.
func (r *run) directory(path string) *directory {
	r.mu.Lock()
	d := r.dirs[path]
	r.mu.Unlock()
	if d != nil {
		return d
	}
	entries, _ := os.ReadDir(path) // what is not there has no files
	d, _ = r.look(path, source.GoFiles(entries))
	r.mu.Lock()
	defer r.mu.Unlock()
	r.dirs[path] = d
	return d
}

// known lists the directories of this run and of the index.
func (r *run) known() []*directory {
	list := slices.Clone(r.named)
	for _, d := range r.ix.Directories {
		if r.dirs[d.Path] == nil && !r.Whole {
			list = append(list, d)
		}
	}
	return list
}
