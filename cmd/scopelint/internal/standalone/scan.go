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

	"github.com/scopelint/scopelint/analyzer/kept"
	"github.com/scopelint/scopelint/analyzer/source"
)

// A directory is what is known of one. The exported fields are kept in the
// index.
type directory struct {
	Path     string
	Files    []kept.File
	Looked   int64    // when the run began that read the files, in nanoseconds
	Imports  []string // local directories that its files import, tests left out
	Declared []byte   // see declared; nil if nobody has asked
	Read     bool     // Units are those of Files
	Units    []*unit
	Hollow   bool     // it has no file that others import: none, or tests alone, or none that the build takes
	Idle     []string // import paths of tests alone that are excluded: whether these are here matters to nothing

	Again []string // import paths to be looked at in each run, see foreign

	module *source.Module
	paths  []string // that its units import, if they were read in this run
	behind []string // local directories that those may have constants of
}

// A unit is what is known of a [source.Unit].
type unit struct {
	Path     string
	External bool
	Judged   int
	Shows    bool              // by its own bytes it may matter
	Written  []string          // the constants that its bytes show, if they show nothing else
	Adds     bool              // its bytes add something to constants
	Names    bool              // it names constants that matter
	Guards   bool              // its bytes show what guards put scopes together from
	Asked    [sha256.Size]byte // the set of constants that Names is about
	Imports  []string          // local directories

	Checked   bool // what follows is known
	Record    []byte
	Constants []string          // that make others relevant
	Unknown   []string          // see [Judgement]; nil once all types are known
	Bodies    bool              // likewise
	Depended  [sha256.Size]byte // what it depended on, see [run.dependencies]
	Until     int64             // when Record is true no more, in nanoseconds; 0 for never

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
	if !r.Exact {
		r.scanSupport()
	}
}

// scanSupport looks at the packages that those asked for depend on, for their
// constants.
func (r *run) scanSupport() {
	var visit func(dirs []string)
	visit = func(dirs []string) {
		for _, dir := range dirs {
			if r.dirs[dir] != nil {
				continue
			}
			at, ok := r.Workspace.DirectoryOf(dir)
			if !ok {
				continue // of a module that is not worked on
			}
			d := r.scanOne(at)
			r.dirs[dir] = d
			r.support = append(r.support, d)
			visit(d.Imports)
		}
	}
	for _, d := range r.named {
		for _, u := range d.Units {
			visit(u.Imports)
			r.missHollow(d, u.Imports)
		}
	}
}

// missHollow notes packages of the workspace that a directory imports and that
// are not there.
func (r *run) missHollow(d *directory, imports []string) {
	for _, dir := range imports {
		if to := r.dirs[dir]; to != nil && to.Hollow {
			r.miss(d, source.Directory{Path: dir, Module: to.module}.ImportPath())
		}
	}
}

// miss notes packages that a directory imports, or what it imports does, and that
// are not there.
func (r *run) miss(d *directory, paths ...string) {
	for _, path := range paths {
		if !slices.Contains(d.Idle, path) {
			r.missing = append(r.missing, path)
		}
	}
}

func (r *run) scanOne(at source.Directory) *directory {
	buf := buffers.Get().(*buffer)
	defer buf.done()
	d, contents := r.look(at.Path, at.Files, buf)
	d.module = at.Module
	if !d.Read {
		r.touch()
		if contents == nil {
			contents = r.heads(d, r.readFiles(d, buf))
		}
		r.makeUnits(d, contents)
	}
	for _, u := range d.Units {
		u.dir = d
	}
	return d
}

// A content is a file that was read.
type content struct {
	data  []byte // nil if it could not be read
	head  source.File
	taken bool // by the build
}

// look compares a directory with the index: what is the same there is taken
// over. If it had to read files that were not the same, it returns their contents.
func (r *run) look(path string, entries []fs.DirEntry, buf *buffer) (*directory, []content) {
	d := &directory{Path: path, Files: r.stamps(path, entries), Looked: r.started}
	old := r.ix.directory(path)
	if old != nil && slices.EqualFunc(d.Files, old.Files, old.remembers) {
		return old, nil
	}
	data := r.readFiles(d, buf)
	for i, data := range data {
		if data != nil {
			hash := sha256.Sum256(data)
			d.Files[i].Hash = hash[:]
		}
	}
	if old != nil && slices.EqualFunc(d.Files, old.Files, kept.File.SameContents) { // another checkout, or only touched
		if slices.ContainsFunc(d.Files, func(f kept.File) bool { return f.Vouches(r.started) }) {
			r.touch() // so that the next run need not read them
		}
		old.Files, old.Looked = d.Files, r.started
		return old, nil
	}
	r.touch()
	contents := r.heads(d, data)
	for _, c := range contents {
		if c.taken && !c.head.Test {
			d.Imports = append(d.Imports, r.localDirs(c.head.Imports)...)
		}
	}
	slices.Sort(d.Imports)
	d.Imports = slices.Compact(d.Imports)
	return d, contents
}

// remembers reports whether a file still is the one that was read.
func (d *directory) remembers(now, old kept.File) bool { return now.Remembered(old, d.Looked) }

// stamps names the files of a directory as they are now.
func (r *run) stamps(dir string, entries []fs.DirEntry) []kept.File {
	files := make([]kept.File, len(entries))
	for i, e := range entries {
		files[i].Name = e.Name()
		if r.Workspace.Overlaid(filepath.Join(dir, e.Name())) {
			continue // of what is read there the file system says nothing
		}
		if info, err := fileInfo(dir, e); err == nil {
			files[i].Stamp = r.stamper.Stamp(filepath.Join(dir, e.Name()), info)
		}
	}
	return files
}

// readFiles reads the files of a directory; the contents are nil of those that
// it cannot read.
func (r *run) readFiles(d *directory, buf *buffer) [][]byte {
	data := make([][]byte, len(d.Files))
	for i, f := range d.Files {
		data[i] = buf.read(r.Workspace, filepath.Join(d.Path, f.Name))
	}
	return data
}

// heads reads the beginnings of files whose contents are known.
func (r *run) heads(d *directory, data [][]byte) []content {
	contents := make([]content, len(d.Files))
	for i, f := range d.Files {
		c := content{data: data[i], head: source.File{Name: f.Name, Test: isTest(f)}, taken: true}
		if c.data != nil { // else the parser tells why
			c.head, c.taken = r.Workspace.Head(d.Path, f.Name, c.data)
		}
		contents[i] = c
	}
	return contents
}

func isTest(f kept.File) bool { return strings.HasSuffix(f.Name, "_test.go") }

// localDirs resolves import paths, as far as they mean local packages.
func (r *run) localDirs(paths []string) []string {
	var dirs []string
	for _, path := range paths {
		if dir, ok := r.Workspace.LocalDir(path); ok {
			dirs = append(dirs, dir)
		}
	}
	return dirs
}

func fileInfo(dir string, e fs.DirEntry) (fs.FileInfo, error) {
	if e.Type()&fs.ModeSymlink != 0 {
		return os.Stat(filepath.Join(dir, e.Name()))
	}
	return e.Info()
}

// makeUnits makes the units of a directory.
func (r *run) makeUnits(d *directory, contents []content) {
	data := make(map[string][]byte)
	for i, s := range d.Files {
		data[s.Name] = contents[i].data
	}
	d.Read, d.Units, d.Idle = true, nil, nil
	d.Hollow = !slices.ContainsFunc(contents, func(c content) bool { return c.taken && !c.head.Test })
	filter := r.filter(d.module)
	var needed []string
	for _, su := range r.units(d, contents) {
		paths := su.Imports()
		u := &unit{Path: su.Path, External: su.External, Imports: r.localDirs(paths), source: su}
		var files, serving [][]byte
		for _, f := range su.Files {
			files = append(files, data[f.Name])
			if !f.Test {
				serving = append(serving, data[f.Name])
			}
			judged := filter.Judges(filepath.Join(d.Path, f.Name), data[f.Name])
			if judged {
				u.Judged++
			}
			if judged || !f.Test {
				needed = append(needed, f.Imports...)
			}
		}
		u.Guards = filter.Guards(serving)
		unread := slices.ContainsFunc(files, func(data []byte) bool { return data == nil })
		if u.Shows = unread || filter.Package(files); !u.Shows {
			u.Written = filter.Written(files)
			u.Adds = filter.Adds(files, nil)
		}
		d.Units = append(d.Units, u)
		d.paths = append(d.paths, paths...)
	}
	d.Idle = slices.DeleteFunc(slices.Clone(d.paths), func(path string) bool { return slices.Contains(needed, path) })
}

func (r *run) units(d *directory, contents []content) []*source.Unit {
	var files []source.File
	for _, c := range contents {
		if c.taken {
			files = append(files, c.head)
		}
	}
	return source.Units(d.module, d.Path, files, r.Tests)
}

// source returns the unit for the type checker. It is nil if the files have
// changed since they were looked at.
func (r *run) source(u *unit) *source.Unit {
	if u.source == nil {
		buf := buffers.Get().(*buffer)
		defer buf.done()
		for _, su := range r.units(u.dir, r.heads(u.dir, r.readFiles(u.dir, buf))) {
			if su.External == u.External {
				u.source = su
			}
		}
	}
	return u.source
}

// directory returns a local directory, asked for or not.
func (r *run) directory(path string) *directory {
	d, ok := r.dirs[path]
	if !ok {
		entries, _ := os.ReadDir(path) // what is not there has no files
		buf := buffers.Get().(*buffer)
		d, _ = r.look(path, source.GoFiles(entries), buf)
		buf.done()
		r.dirs[path] = d
	}
	return d
}

// known lists the directories whose constants are known.
func (r *run) known() []*directory { return slices.Concat(r.named, r.support) }
