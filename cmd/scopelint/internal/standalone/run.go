// Package standalone drives an analysis over the modules of a workspace without
// a build: files that cannot matter are not parsed, packages that may matter are
// type-checked from source, and of what has not changed since the last run the
// result is remembered.
//
// # How
//
// The directories that were asked for are looked at (scan.go). Files that stand
// as the index (index.go) knows them are not read; of the others a
// [prefilter.Filter] tells from their bytes which packages may matter. Such a
// package is type-checked with the declarations of what it imports directly (check.go).
// Where that leaves no doubt that there is nothing to judge, it is done.
// Otherwise it is checked again with the declarations of all that it depends
// on, so that whatever is reported rests on the types that a compiler would
// see. Constants carry what matters from one package into others
// (constants.go), so the packages that name them follow.
package standalone

import (
	"crypto/sha256"
	"slices"
	"sync"
	"time"

	"github.com/scopelint/scopelint/analyzer/kept"
	"github.com/scopelint/scopelint/analyzer/source"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/prefilter"
)

// A Judge judges a package. It is called by several goroutines at a time.
type Judge func(*source.Checked) (Judgement, error)

// A Judgement is what an analysis says of a package.
type Judgement struct {
	Record  []byte    // to be kept for the next run; nil if there is nothing to remember
	Settled bool      // types that are missing could make no difference, but for constants of
	Unknown []string  // packages of which it names some without a known value
	Until   time.Time // when the record is true no more; zero for never
	Bodies  bool      // it rests on the function bodies of what is imported, too
}

// Options say what to run over.
type Options struct {
	Workspace   *source.Workspace
	Directories []source.Directory
	Whole       bool   // these are all of the workspace
	Tests       bool   // test files too
	Exact       bool   // check every package, with all types
	Index       string // the file that remembers; "" for none
	Frozen      bool   // it is read and not written
	Key         string // all that decides about records beside the sources
}

// An Outcome is what a run found.
type Outcome struct {
	Units   []Unit   // in the order of the directories
	Missing []string // imports whose source is not here, so that nothing is known of their constants
}

// A Unit is what is known of a package with its tests, or of external tests.
type Unit struct {
	Path   string // its import path, with "_test" behind it for external tests
	Dir    string
	Module *source.Module
	Judged int    // files that count
	Guards bool   // it shows what guards of routes put scopes together from
	Record []byte // nil if there is nothing to remember
}

// Run judges the packages of the directories, in their order.
func Run(o Options, find prefilter.Finder, judge Judge) (*Outcome, error) {
	r := &run{Options: o, find: find, judge: judge, ix: new(index), dirs: make(map[string]*directory), closures: make(map[closureOf][sha256.Size]byte), started: time.Now().UnixNano()}
	if o.Index != "" {
		r.ix = readIndex(o.Index, o.Key)
	}
	r.scan()
	r.readForeign()
	for {
		known := r.constants()
		todo := r.pending(known)
		if len(todo) == 0 {
			break
		}
		if err := r.check(todo, known); err != nil {
			return nil, err
		}
	}
	if o.Index != "" && !o.Frozen && (r.changed || r.Whole && r.gone()) {
		r.writeIndex()
	}
	slices.Sort(r.missing)
	out := &Outcome{Missing: slices.Compact(r.missing)}
	for _, d := range r.named {
		for _, u := range d.Units {
			out.Units = append(out.Units, Unit{u.Path, d.Path, d.module, u.Judged, u.Guards, u.Record})
		}
	}
	return out, nil
}

// A run is one execution.
type run struct {
	Options
	find    prefilter.Finder
	judge   Judge
	ix      *index
	named   []*directory // those asked for, in order
	support []*directory // others of the workspace that these depend on, for their constants

	stamper kept.Stamper
	started int64 // in nanoseconds; files may have changed since
	missing []string

	dirs     map[string]*directory // by path: named, and local ones that those depend on
	closures map[closureOf][sha256.Size]byte

	mu      sync.Mutex
	changed bool // the index has to be written
}

func (r *run) filter(m *source.Module) prefilter.Filter { return r.find(m.Dir) }

func (r *run) touch() {
	r.mu.Lock()
	r.changed = true
	r.mu.Unlock()
}
