package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/term"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/analyzer/source"
	"github.com/scopelint/scopelint/catalog/regular"
	"github.com/scopelint/scopelint/catalog/visible"
)

// errNothing says that the patterns lead to no file that a build would take.
var errNothing = errors.New("nothing to judge")

// A load is directories to look at, in one workspace.
type load struct {
	*source.Workspace
	dirs  []source.Directory
	whole bool // they are all of the workspace

	leftOut []string // files that were named and that neither the build nor a pattern takes in
}

// prepare finds the directories that the patterns name, and reads and checks
// the configurations of their modules, so that mistakes show before the work.
func prepare(o *common, overlay map[string][]byte) ([]load, []*analyzer.Config, error) {
	here, err := o.here()
	if err != nil {
		return nil, nil, err
	}
	if _, err := o.findConfig(here); err != nil {
		return nil, nil, err
	}
	build, err := source.NewBuild(o.tags)
	if err != nil {
		return nil, nil, err
	}
	groups, err := groupPatterns(here, o.patterns)
	if err != nil {
		return nil, nil, err
	}
	var loads []load
	var configs []*analyzer.Config
	seen := make(map[string]bool) // "./... main.go" names a directory twice
	for _, g := range groups {
		l, err := g.load(build, overlay)
		if err != nil {
			return nil, nil, err
		}
		l.Store = o.store
		if o.opened != nil {
			o.opened(l.Workspace)
		}
		l.dirs = slices.DeleteFunc(l.dirs, func(d source.Directory) bool { return seen[d.Path] })
		for _, d := range l.dirs {
			seen[d.Path] = true
		}
		loads = append(loads, l)
		checked, err := o.checkConfigs(l.dirs)
		if err != nil {
			return nil, nil, err
		}
		for _, cfg := range checked {
			if !slices.Contains(configs, cfg) {
				configs = append(configs, cfg)
			}
		}
	}
	return loads, configs, nil
}

// A patternGroup is patterns that are looked for from one directory.
type patternGroup struct {
	dir      string
	patterns []string

	files []string // if these were named; the patterns are their directories
	from  string   // the directory that they were named in
}

func (g patternGroup) load(build *source.Build, overlay map[string][]byte) (load, error) {
	ws, err := source.Open(g.dir, build, overlay)
	if err != nil {
		return load{}, err
	}
	dirs, err := ws.Directories(g.dir, g.patterns)
	if none := new(source.NoMatch); errors.As(err, &none) {
		if root := strings.TrimSuffix(none.Pattern, "..."); root != "" && filepath.IsLocal(root) && !strings.HasPrefix(root, ".") {
			if _, statErr := os.Stat(filepath.Join(g.dir, root)); statErr == nil {
				return load{}, fmt.Errorf("%w: %w; a directory is written ./%s", errNothing, err, none.Pattern)
			}
		}
		return load{}, fmt.Errorf("%w: %w", errNothing, err)
	}
	rel, relErr := filepath.Rel(g.dir, ws.Root)
	l := load{Workspace: ws, dirs: dirs, whole: slices.Contains(g.patterns, "./...") && relErr == nil && filepath.IsLocal(rel)}
	if len(g.files) > 0 {
		l.dirs = slices.DeleteFunc(dirs, func(d source.Directory) bool { return d.LeftOut(g.from) })
		l.leftOut = slices.DeleteFunc(slices.Clone(g.files), l.takes)
	}
	return l, err
}

// takes reports whether a file belongs to a package of the load.
func (l load) takes(file string) bool {
	dir, name := filepath.Split(file)
	i := slices.IndexFunc(l.dirs, func(d source.Directory) bool { return d.Path == filepath.Clean(dir) })
	if i < 0 || !slices.ContainsFunc(l.dirs[i].Files, func(e fs.DirEntry) bool { return e.Name() == name }) {
		return false
	}
	data, err := l.Read(file)
	if err != nil {
		return true // which is told
	}
	_, ok := l.Head(l.dirs[i].Path, name, data)
	return ok
}

// groupPatterns replaces files in a list of patterns by their directories,
// module by module: a commit hook knows the files that change, and a rule needs
// the whole package. Files below testdata, vendor and the like are then left
// out, as a pattern would.
func groupPatterns(here string, patterns []string) ([]patternGroup, error) {
	var rest []string
	named := make(map[string]*patternGroup) // by module
	for _, p := range patterns {
		if !strings.HasSuffix(p, ".go") {
			rest = append(rest, p)
			continue
		}
		info, err := os.Stat(p)
		if err != nil && (filepath.IsLocal(p) || filepath.IsAbs(p)) {
			return nil, err
		}
		if err != nil || info.IsDir() {
			rest = append(rest, p) // a package whose name ends so
			continue
		}
		dir, err := filepath.Abs(filepath.Dir(p))
		if err != nil {
			return nil, err
		}
		root, ok := analyzer.ModuleRoot(dir)
		if !ok {
			root = dir
		}
		g := named[root]
		if g == nil {
			g = &patternGroup{dir: root, from: here}
			named[root] = g
		}
		name := filepath.Base(p)
		g.files = append(g.files, filepath.Join(dir, name))
		if ignored := name[0] == '_' || name[0] == '.'; !ignored && !slices.Contains(g.patterns, dir) { // a directory may have no other files
			g.patterns = append(g.patterns, dir)
		}
	}
	var groups []patternGroup
	if len(rest) > 0 {
		groups = append(groups, patternGroup{dir: here, patterns: rest})
	}
	for _, root := range sortedKeys(named) {
		groups = append(groups, *named[root])
	}
	return groups, nil
}

// widen returns the load of all packages of the modules that the directories
// are in: what guards a route of one may stand in another. It is complete
// unless "./..." leaves out one of these directories, which stay among them.
func (l load) widen() (wide load, complete bool, err error) {
	wide, complete = l, true
	byPath := func(a, b source.Directory) int { return strings.Compare(a.Path, b.Path) }
	if l.whole { // there are no others
		wide.dirs = slices.SortedFunc(slices.Values(l.dirs), byPath)
		return wide, !slices.ContainsFunc(l.dirs, func(d source.Directory) bool { return d.LeftOut(d.Module.Dir) }), nil
	}
	seen := make(map[*source.Module]bool)
	for _, d := range l.dirs {
		if d.LeftOut(d.Module.Dir) {
			complete = false
			continue
		}
		if seen[d.Module] {
			continue
		}
		seen[d.Module] = true
		all, err := l.Directories(d.Module.Dir, []string{"./..."})
		if err != nil {
			return load{}, false, err
		}
		wide.dirs = append(wide.dirs[:len(wide.dirs):len(wide.dirs)], all...)
	}
	slices.SortFunc(wide.dirs, byPath)
	wide.dirs = slices.CompactFunc(wide.dirs, func(a, b source.Directory) bool { return a.Path == b.Path })
	return wide, complete, nil
}

// units makes the directories of a load into what is judged at once.
func (l load) units(tests bool) ([]*source.Unit, error) {
	var all []*source.Unit
	for _, d := range l.dirs {
		units, err := l.Workspace.Units(d, tests)
		if err != nil {
			return nil, err
		}
		all = append(all, units...)
	}
	return all, nil
}

// sources reads the Go files of a package but its tests, whatever build they are
// for. It is not ok for the standard library, which has nothing of a module's.
func (l load) sources(path string) (contents [][]byte, ok bool) {
	pkg := l.Imported(path)
	if pkg == nil {
		return nil, false
	}
	pkg.Contents(func(ws *source.Workspace, file string) []byte {
		if data, err := ws.Read(file); err == nil {
			contents = append(contents, data)
		}
		return nil
	})
	return contents, true
}

// goWorkspace is the workspace that the go command works on in dir; nil if only the
// go command can make something of it.
func goWorkspace(o *common, dir string) *source.Workspace {
	build, err := source.NewBuild(o.tags)
	if err != nil {
		return nil
	}
	ws, err := source.Open(dir, build, nil)
	if err != nil {
		return nil
	}
	ws.Store = o.store
	return ws
}

// checkFiles reports a Go file of the packages that may have no end: the go command,
// which "scopelint needs" asks, would wait for it. Patterns that only the go command
// understands are left to it.
func checkFiles(ws *source.Workspace, dir string, patterns []string) error {
	dirs, err := ws.Directories(dir, patterns)
	if err != nil {
		return nil
	}
	for _, d := range dirs {
		for _, e := range d.Files {
			if e.Type().IsRegular() {
				continue
			}
			if err := regular.Check(filepath.Join(d.Path, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// problems tells what is wrong with a package.
func problems(c *source.Checked) []problem {
	var list []problem
	for _, text := range c.Unit.Problems {
		list = append(list, problem{Package: c.PkgPath, Message: text})
	}
	for _, e := range c.Errors {
		list = append(list, problem{Package: c.PkgPath, Message: strings.TrimPrefix(e.Error(), "-: ")})
	}
	if text := source.Outdated(c.Unit.Module.Path, c.Unit.Module.GoVersion); text != "" && len(list) > 0 {
		list = append(list, problem{Package: c.PkgPath, Message: text, Cause: true})
	}
	return list
}

// inJSON is where the problems that are not told are.
const inJSON = ", which -format json lists"

// mostProblems is how many problems are told. More follow from each other: of a
// module whose dependencies were never downloaded nothing type-checks.
const mostProblems = 20

// tellProblems prints what does not load or type-check: of many problems one of
// each package, if there is one an import, for others follow from it. Rest says
// where the others are.
func tellProblems(w io.Writer, all []problem, rest string) {
	told := all
	if len(all) > mostProblems {
		imports := slices.DeleteFunc(slices.Clone(all), func(p problem) bool { return !strings.Contains(p.Message, "could not import ") })
		causes := slices.DeleteFunc(slices.Clone(all), func(p problem) bool { return !p.Cause })
		told = append(sortedProblems(causes), firstOfEach(append(imports, all...))...)
		told = told[:min(len(told), mostProblems)]
	}
	for _, p := range told {
		fmt.Fprintln(w, visible.Lines(p.Message))
	}
	if more := len(all) - len(told); more > 0 {
		visible.Fprintf(w, "and %s%s\n", count(more, "more problem"), rest)
	}
}

// firstOfEach lists the first problem of each package, by their messages.
func firstOfEach(all []problem) []problem {
	var list []problem
	seen := make(map[string]bool)
	for _, p := range all {
		if !seen[p.Package] {
			list = append(list, p)
		}
		seen[p.Package] = true
	}
	return sortedProblems(list)
}

// sortedProblems orders problems by their messages, each once.
func sortedProblems(all []problem) []problem {
	slices.SortStableFunc(all, func(a, b problem) int { return cmp.Compare(a.Message, b.Message) })
	return slices.CompactFunc(all, func(a, b problem) bool { return a.Message == b.Message })
}

// checkConfigs reads the configuration of every module that the directories are
// in, before one of them is judged by default rules.
func (o *common) checkConfigs(dirs []source.Directory) ([]*analyzer.Config, error) {
	var configs []*analyzer.Config
	for _, d := range dirs {
		if err := checkNested(d); err != nil {
			return nil, err
		}
		cfg, err := o.findConfig(d.Module.Dir)
		if err != nil {
			return nil, err
		}
		if slices.Contains(configs, cfg) || cfg.File() == "" {
			continue
		}
		if err := cfg.CheckPaths(); err != nil {
			return nil, err
		}
		configs = append(configs, cfg)
	}
	return configs, nil
}

// checkNested reports a configuration file in the directory of a package that
// is not the root of its module: nothing reads it, and go vet could not notice
// it.
func checkNested(d source.Directory) error {
	if d.Path == d.Module.Dir {
		return nil
	}
	file := filepath.Join(d.Path, analyzer.ConfigName)
	if _, err := os.Stat(file); err != nil {
		return nil // as it should be
	}
	return fmt.Errorf("%s is not read: a configuration belongs at the root of the module; move it there, and use [[override]] for a part of it", file)
}

// checkCoverage reports a run that judges nothing: of a whole module where all
// is excluded, or where none of the catalogs that the configuration names has a
// scope in the code, so that a name, a path or a grammar must be wrong. One of
// several without a scope is noted: a configuration may be for many modules.
func checkCoverage(o *options, r *report, loads []load, configs []*analyzer.Config) error {
	if !slices.Contains(o.patterns, "./...") || len(r.Problems) > 0 {
		return nil
	}
	if r.Coverage.Files == 0 {
		return errors.New("nothing to judge: every file is excluded or generated")
	}
	for _, cfg := range configs {
		if filepath.Dir(cfg.File()) != r.dir {
			continue
		}
		if o.tests {
			if err := cfg.CheckAllowed(r.allowed); err != nil {
				return err
			}
		}
		if err := cfg.CheckGuards(loads[0].sources); err != nil {
			return err
		}
		names := cfg.CatalogNames()
		unused := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return r.scopes[name] > 0 })
		for _, name := range unused {
			note := fmt.Sprintf("%s: no scope of the catalog %q is in the code: nothing is compared with it", cfg.File(), name)
			if len(unused) == len(names) && !cfg.Shareable() && len(r.Findings) == 0 { // a misspelt one is reason enough for it
				return fmt.Errorf("%s; correct the catalog, or take it out", note)
			}
			r.notes = append(r.notes, note)
		}
	}
	return nil
}

// stages shows on a terminal what long work is at; an empty stage ends it.
func stages(stderr io.Writer) func(stage string) {
	if !isTerminal(stderr) || os.Getenv("TERM") == "dumb" {
		return func(string) {}
	}
	terminal := stderr.(*os.File)
	return func(stage string) {
		width, _, err := term.GetSize(int(terminal.Fd()))
		if err != nil || width == 0 { // nobody has told the terminal
			width = 80
		}
		fmt.Fprint(terminal, stageLine(stage, width))
	}
}

// stageLine replaces the line of the last stage; it must not reach the last column,
// for what is in two lines is erased in one.
func stageLine(stage string, width int) string {
	const erase = "\r\x1b[K"
	if stage == "" {
		return erase
	}
	line := []rune("scopelint: " + visible.Text(stage))
	return erase + string(line[:min(len(line), max(0, width-3))]) + " …"
}
