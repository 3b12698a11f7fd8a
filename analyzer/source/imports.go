package source

import (
	"bytes"
	"crypto/sha256"
	"go/token"
	"go/types"
	"path/filepath"
	"sync"
)

// Imports keeps what packages import, type-checked, from one check to the next:
// for programs that check the same packages again and again. A package is kept
// for as long as its declarations and those of all that it imports stay the
// same, and its versions are taken from the same places. It is for workspaces of
// one build, and safe for concurrent use.
type Imports struct {
	mu    sync.Mutex
	fset  *token.FileSet
	kept  map[string]*keptPackage
	heads map[string][]File // of directories that do not change without a version

	lent    int           // how many have borrowed them
	retired []*token.File // that nobody needs once all is returned
}

// A keptPackage is one that was checked, and what it was checked with.
type keptPackage struct {
	types    *types.Package
	declared [sha256.Size]byte
	imports  map[string]*types.Package // by import path as written
	files    []*token.File
}

// NewImports returns imports of which none is kept yet.
func NewImports() *Imports {
	return &Imports{fset: token.NewFileSet(), kept: make(map[string]*keptPackage), heads: make(map[string][]File)}
}

// Borrowed is imports in the hands of one workspace. Packages that are checked
// whole there are not kept; their positions hold until [Borrowed.Return].
type Borrowed struct{ *Imports }

// Borrow has a workspace take from what is kept, and keep.
func (i *Imports) Borrow(ws *Workspace) *Borrowed {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.lent++
	ws.imports = &Borrowed{i}
	return ws.imports
}

// Return ends the use of what was borrowed.
func (b *Borrowed) Return() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.lent--; b.lent > 0 {
		return
	}
	for _, f := range b.retired {
		b.fset.RemoveFile(f)
	}
	b.retired = nil
}

// Borrows reports whether the workspace has borrowed imports.
func (ws *Workspace) Borrows() bool { return ws.imports != nil }

// note notes the files of a package that is not kept.
func (b *Borrowed) note(n *node) {
	if b == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.retired = append(b.retired, n.parsed...)
}

// headsOf reads the heads of an imported package's files.
func (i *Imports) headsOf(ws *Workspace, p *place) []File {
	if mayChange(p) {
		return ws.heads(p.dir, false)
	}
	i.mu.Lock()
	files, ok := i.heads[p.dir]
	i.mu.Unlock()
	if ok {
		return files
	}
	files = ws.heads(p.dir, false)
	i.mu.Lock()
	defer i.mu.Unlock()
	i.heads[p.dir] = files
	return files
}

// mayChange reports whether files may change without a version.
func mayChange(p *place) bool {
	return p.module != nil && (p.module.Local() || p.module == vendored)
}

// checkOrTake type-checks a package that is imported alone, or takes it from what
// is kept. Several workspaces may check one at a time: of what one of them sees
// all is from one check, and what is kept twice is kept once.
func (b *Borrowed) checkOrTake(u *universe, n *node) {
	declared := u.declared(n)
	b.mu.Lock()
	k := b.kept[n.key()]
	b.mu.Unlock()
	if k != nil && k.declared == declared && k.holds(n) {
		n.types, n.exports = k.types, k.types
		return
	}
	u.check(n, nil)
	now := &keptPackage{types: n.types, declared: declared, imports: make(map[string]*types.Package), files: n.parsed}
	for path, to := range n.imports {
		now.imports[path] = to.exports
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if before := b.kept[n.key()]; before != nil {
		b.retired = append(b.retired, before.files...)
	}
	b.kept[n.key()] = now
}

// holds reports whether a package was checked with what a node imports.
func (k *keptPackage) holds(n *node) bool {
	if len(k.imports) != len(n.imports) {
		return false
	}
	for path, to := range n.imports {
		if to.exports == nil || k.imports[path] != to.exports {
			return false
		}
	}
	return true
}

// key tells packages apart that have one path.
func (n *node) key() string { return n.path + "\n" + n.dir }

// declared identifies what a package declares: by its place, if that says it.
func (u *universe) declared(n *node) [sha256.Size]byte {
	if !mayChange(n.place) {
		return sha256.Sum256([]byte(n.dir))
	}
	var all bytes.Buffer
	for _, f := range n.files {
		data, err := u.ws.Read(filepath.Join(n.dir, f.Name))
		if err != nil {
			continue // which the parser tells
		}
		all.WriteString(f.Name)
		all.WriteByte(0)
		all.Write(Declarations(data))
	}
	return sha256.Sum256(all.Bytes())
}
