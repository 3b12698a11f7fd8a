package source

import (
	"cmp"
	"fmt"
	"go/version"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"

	"github.com/scopelint/scopelint/analyzer/above"
	"github.com/scopelint/scopelint/catalog/regular"
)

// A Module is a module of the build list.
type Module struct {
	Path      string
	Version   string // "" for one that is worked on
	Dir       string // "" if it is not in the module cache
	GoVersion string // "1.26", "" if it is not known
	Main      bool   // it is worked on, in the sense of the go command

	ignored []string          // directories that the module's patterns leave out
	overlay map[string][]byte // of the workspace
}

// A Workspace is the modules that the go command sees in a directory: those
// worked on, and those that they need, in the versions that it would choose.
// Nothing is downloaded. Its methods are safe for concurrent use.
type Workspace struct {
	*Build
	Root  string // of the module or of go.work
	Main  []*Module
	Store Store // of what takes long to find out, or nil

	// Cancelled reports whether a check may end without a result; nil for never.
	Cancelled func() bool

	modules  []*Module // all, the longest path first
	work     string    // the file go.work in force, or ""
	vendor   string    // the directory that the others' packages are in, or ""
	overlay  map[string][]byte
	imports  *Borrowed // nil if nothing is kept
	resolved sync.Map  // from an import path to a *place
}

// Open finds the workspace around a directory. Overlay has the contents of files
// that stand otherwise on disk.
func Open(dir string, b *Build, overlay map[string][]byte) (*Workspace, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	ws := &Workspace{Build: b, overlay: overlay}
	list := &buildList{ws: ws, versions: make(map[string]string), goVersions: make(map[string]string)}
	if work := b.WorkFile(dir); work != "" {
		err = list.addWork(work)
	} else if root, ok := FindAbove(dir, "go.mod"); ok {
		ws.Root = root
		err = list.addMain(root)
	} else {
		err = noModule(dir)
	}
	if err != nil {
		return nil, err
	}
	list.finish()
	return ws, nil
}

func (ws *Workspace) cancelled() bool { return ws.Cancelled != nil && ws.Cancelled() }

// noModule says what to do in a directory that is in no module. It may be one
// of several modules that stand below it.
func noModule(dir string) error {
	var below []string
	for _, pattern := range []string{"*/go.mod", "*/*/go.mod"} {
		files, _ := fs.Glob(os.DirFS(dir), pattern)
		for _, file := range files {
			below = append(below, "./"+path.Dir(file))
		}
	}
	if len(below) == 0 {
		return fmt.Errorf("%s is in no module: go.mod is neither there nor above; \"go mod init\" makes one", dir)
	}
	more := ""
	if len(below) > maxBelow {
		below, more = below[:maxBelow], " …"
	}
	return fmt.Errorf("%s is in no module, but modules stand below it: go to one of them, or join them with \"go work init %s%s\"", dir, strings.Join(below, " "), more)
}

// maxBelow is how many modules are named.
const maxBelow = 5

// WorkFile returns the go.work file in force in a directory, or "".
func (b *Build) WorkFile(dir string) string {
	switch work := b.env.get("GOWORK"); work {
	case "off":
		return ""
	case "":
		if root, ok := FindAbove(dir, "go.work"); ok && filepath.Clean(root) != filepath.Clean(b.Root) {
			return filepath.Join(root, "go.work")
		}
		return ""
	default:
		return work
	}
}

// FindAbove returns the nearest directory at or above dir that has a file
// called name.
func FindAbove(dir, name string) (string, bool) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", false
	}
	return above.Find(abs, name)
}

// A buildList selects the versions of modules.
type buildList struct {
	ws         *Workspace
	versions   map[string]string // by module path
	goVersions map[string]string // by module path, where vendor/modules.txt says it
	replaced   []*modfile.Replace
	bases      []string        // that their directories are relative to
	excluded   map[string]bool // "path version"
	shallow    bool            // a main module is older than Go 1.17 and does not list all that it needs
}

func (l *buildList) addWork(file string) error {
	data, err := regular.ReadFile(file)
	if err != nil {
		return err
	}
	work, err := modfile.ParseWork(file, data, nil)
	if err != nil {
		return err
	}
	l.ws.work, l.ws.Root = file, filepath.Dir(file)
	l.replace(l.ws.Root, work.Replace)
	for _, use := range work.Use {
		if err := l.addMain(under(l.ws.Root, use.Path)); err != nil {
			return fmt.Errorf("%s:%d: %w", file, use.Syntax.Start.Line, err)
		}
	}
	goVersion := ""
	if work.Go != nil {
		goVersion = work.Go.Version
	}
	l.useVendor(goVersion, "go1.22")
	return nil
}

// addMain adds a module that is worked on.
func (l *buildList) addMain(root string) error {
	file := filepath.Join(root, "go.mod")
	mod, err := l.ws.parseMod(file)
	if err != nil {
		return err
	}
	if mod.Module == nil {
		return fmt.Errorf("%s has no module line", file)
	}
	m := &Module{Path: mod.Module.Mod.Path, Dir: root, Main: true, overlay: l.ws.overlay}
	if mod.Go != nil {
		m.GoVersion = mod.Go.Version
		l.ws.raise("go" + mod.Go.Version)
	}
	if mod.Toolchain != nil {
		l.ws.raise(mod.Toolchain.Name)
	}
	for _, ig := range mod.Ignore {
		m.ignored = append(m.ignored, filepath.FromSlash(ig.Path))
	}
	l.ws.Main = append(l.ws.Main, m)
	l.replace(root, mod.Replace)
	l.exclude(mod)
	l.require(mod)
	if version.Compare("go"+m.GoVersion, "go1.17") < 0 {
		l.shallow = true
	}
	if l.ws.Root == root {
		l.useVendor(m.GoVersion, "go1.14")
	}
	return nil
}

func (ws *Workspace) parseMod(file string) (*modfile.File, error) {
	data, err := regular.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return modfile.Parse(file, data, nil)
}

func (l *buildList) replace(base string, list []*modfile.Replace) {
	for _, r := range list {
		l.replaced = append(l.replaced, r)
		l.bases = append(l.bases, base)
	}
}

func (l *buildList) exclude(mod *modfile.File) {
	for _, e := range mod.Exclude {
		if l.excluded == nil {
			l.excluded = make(map[string]bool)
		}
		l.excluded[e.Mod.Path+" "+e.Mod.Version] = true
	}
}

// require raises the versions of what a module requires, and reports whether
// there was one to raise.
func (l *buildList) require(mod *modfile.File) (raised []module.Version) {
	for _, r := range mod.Require {
		if l.excluded[r.Mod.Path+" "+r.Mod.Version] {
			continue
		}
		if have, ok := l.versions[r.Mod.Path]; !ok || semver.Compare(have, r.Mod.Version) < 0 {
			l.versions[r.Mod.Path] = r.Mod.Version
			raised = append(raised, r.Mod)
		}
	}
	return raised
}

// useVendor uses the directory vendor where the go command would.
func (l *buildList) useVendor(goVersion, since string) {
	if l.ws.mod != "" && l.ws.mod != "vendor" {
		return
	}
	dir := filepath.Join(l.ws.Root, "vendor")
	if _, err := os.Stat(filepath.Join(dir, "modules.txt")); err != nil {
		return
	}
	if l.ws.mod == "vendor" || version.Compare("go"+goVersion, since) >= 0 {
		l.ws.vendor = dir
	}
}

// finish turns versions into modules with directories.
func (l *buildList) finish() {
	ws := l.ws
	if l.shallow && ws.vendor == "" {
		l.deepen()
	}
	ws.modules = slices.Clone(ws.Main)
	if ws.vendor == "" {
		for _, path := range slices.Sorted(maps.Keys(l.versions)) {
			if !slices.ContainsFunc(ws.Main, func(m *Module) bool { return m.Path == path }) {
				ws.modules = append(ws.modules, l.module(path, l.versions[path]))
			}
		}
	}
	slices.SortStableFunc(ws.modules, func(a, b *Module) int { return cmp.Compare(len(b.Path), len(a.Path)) })
}

// deepen adds what the required modules require themselves, as far as the
// module cache knows.
func (l *buildList) deepen() {
	var todo []module.Version
	for path, v := range l.versions {
		todo = append(todo, module.Version{Path: path, Version: v})
	}
	for len(todo) > 0 {
		mod := l.modFile(todo[0])
		todo = todo[1:]
		if mod != nil {
			todo = append(todo, l.require(mod)...)
		}
	}
}

// modFile reads the go.mod of a required module; it is nil if there is none.
func (l *buildList) modFile(v module.Version) *modfile.File {
	m := l.module(v.Path, v.Version)
	file := filepath.Join(m.Dir, "go.mod")
	if m.Version != "" {
		path, err1 := module.EscapePath(m.Path)
		ver, err2 := module.EscapeVersion(m.Version)
		if err1 != nil || err2 != nil {
			return nil
		}
		file = filepath.Join(l.ws.ModCache, "cache", "download", path, "@v", ver+".mod")
	}
	data, err := regular.ReadFile(file)
	if err != nil {
		return nil
	}
	mod, err := modfile.ParseLax(file, data, nil)
	if err != nil {
		return nil
	}
	return mod
}

// module finds a required module: in the directory or the version that
// replaces it, or in the module cache.
func (l *buildList) module(path, ver string) *Module {
	m := &Module{Path: path, Version: ver}
	from := module.Version{Path: path, Version: ver}
	if i := l.replacement(path, ver); i >= 0 {
		r := l.replaced[i]
		if modfile.IsDirectoryPath(r.New.Path) {
			m.Version, m.Dir = "", under(l.bases[i], r.New.Path)
			return m
		}
		from = r.New
	}
	escaped, err1 := module.EscapePath(from.Path)
	escapedVersion, err2 := module.EscapeVersion(from.Version)
	if err1 == nil && err2 == nil {
		m.Dir = filepath.Join(l.ws.ModCache, filepath.FromSlash(escaped)+"@"+escapedVersion)
	}
	return m
}

// replacement finds the line that replaces a version of a module, or -1: one for
// that version before one for all, and one of go.work before one of go.mod.
func (l *buildList) replacement(path, ver string) int {
	for _, want := range []string{ver, ""} {
		if i := slices.IndexFunc(l.replaced, func(r *modfile.Replace) bool { return r.Old.Path == path && r.Old.Version == want }); i >= 0 {
			return i
		}
	}
	return -1
}

// Governing lists the files that decide which modules there are, in which
// versions: go.work, go.mod and vendor/modules.txt.
func (ws *Workspace) Governing() []string {
	var files []string
	if ws.work != "" {
		files = append(files, ws.work)
	}
	for _, m := range ws.Local() {
		files = append(files, filepath.Join(m.Dir, "go.mod"))
	}
	if ws.vendor != "" {
		files = append(files, filepath.Join(ws.vendor, "modules.txt"))
	}
	return files
}

// Vendor is the directory that packages of other modules are taken from, "" if
// they are taken from the module cache.
func (ws *Workspace) Vendor() string { return ws.vendor }

// Local lists the modules whose files may change without a version: those
// worked on, and those in directories that replace others.
func (ws *Workspace) Local() []*Module {
	return slices.DeleteFunc(slices.Clone(ws.modules), func(m *Module) bool { return !m.Local() })
}

// Local reports whether files of a module may change without its version.
func (m *Module) Local() bool { return m.Version == "" }

func under(base, path string) string {
	path = filepath.FromSlash(path)
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(base, path)
}

// contains reports whether an import path is at or below a module's.
func (m *Module) contains(path string) bool {
	return path == m.Path || strings.HasPrefix(path, m.Path+"/") || m.Path == "std"
}
