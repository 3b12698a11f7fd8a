// Package vettool runs an analyzer as a vet tool, for one package at a time.
//
// It does what golang.org/x/tools/go/analysis/unitchecker does for analyzers
// without facts, and leaves out what those do not need: dependencies are not
// type-checked, and a package is not parsed whose bytes show that there is
// nothing to report. What the go command passes from a package to those that
// import it, its "vetx" file, has the constants that make those relevant that
// name them.
package vettool

import (
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"go/types"
	"io"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/scopelint/scopelint/analyzer/source"
	"github.com/scopelint/scopelint/catalog/visible"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/prefilter"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/vetx"
)

// A Tool is an analyzer and what is known of it beforehand.
type Tool struct {
	Analyzer *analysis.Analyzer // without facts
	Filter   prefilter.Finder
}

// A unit is the description of a package that the go command writes, as far as
// it matters; see vetConfig in cmd/go/internal/work.
type unit struct {
	ID            string
	Dir           string
	ImportPath    string
	GoVersion     string
	GoFiles       []string
	NonGoFiles    []string
	IgnoredFiles  []string
	ModulePath    string
	ModuleVersion string
	ImportMap     map[string]string // from import paths to packages
	PackageFile   map[string]string // what the compiler exports of packages
	Standard      map[string]bool
	PackageVetx   map[string]string
	VetxOnly      bool // nothing is to be reported
	VetxOutput    string
	Stdout        string // the file to write to instead
	FixArchive    string // the zip file for mended files

	filter   prefilter.Filter
	importer types.Importer // see imports
}

// The flags that unitchecker has for every analyzer.
type flags struct {
	json, fix, diff bool
	context         int
}

// Main runs the tool with the arguments that the go command gives it for a
// unit, and returns the exit status.
func (t *Tool) Main(args []string) int {
	log.SetFlags(0)
	log.SetPrefix("scopelint: ")
	var f flags
	set := flag.NewFlagSet("scopelint", flag.ExitOnError)
	set.BoolVar(&f.json, "json", false, "")
	set.BoolVar(&f.fix, "fix", false, "")
	set.BoolVar(&f.diff, "diff", false, "")
	set.IntVar(&f.context, "c", -1, "")
	on := set.Bool(t.Analyzer.Name, true, "")
	t.Analyzer.Flags.VisitAll(func(f *flag.Flag) { set.Var(f.Value, t.Analyzer.Name+"."+f.Name, f.Usage) })
	for _, old := range []string{"source", "v", "all"} { // without effect since long
		set.Bool(old, false, "")
	}
	set.String("tags", "", "")
	_ = set.Parse(args) // exits
	status, err := t.run(set.Arg(0), f, *on)
	if err != nil {
		log.Print(visible.Lines(err.Error()))
		return 1
	}
	return status
}

func (t *Tool) run(file string, f flags, on bool) (int, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return 0, err
	}
	u := new(unit)
	if err := json.Unmarshal(data, u); err != nil {
		return 0, fmt.Errorf("%s: %w", file, err)
	}
	if u.Stdout != "" {
		if os.Stdout, err = os.Create(u.Stdout); err != nil {
			return 0, err
		}
	}
	standard := u.ModulePath == "" && u.VetxOnly
	if !on || standard {
		return 0, u.pass(f, nil)
	}
	u.filter = t.Filter(u.Dir)
	files, ok := u.read()
	if ok && !u.relevant(files) {
		return 0, u.pass(f, u.filter.Written(files))
	}
	pkg, err := u.load()
	if err != nil {
		return 0, err
	}
	constants := u.filter.Constants(pkg.Types)
	if u.foreign() {
		return 0, u.writeVetx(constants)
	}
	status, clean, err := t.analyze(u, pkg, f)
	if err == nil && clean {
		err = u.writeVetx(constants)
	}
	return status, err
}

// foreign reports whether the unit is a dependency from the module cache or a
// directory vendor: only its constants matter. Of others the go command may be
// asked later, and its key for what it remembers does not tell (as of Go 1.26)
// whether a package was asked for or only imported. So of these no unit is remembered of which
// there is something to report.
func (u *unit) foreign() bool {
	dir := filepath.ToSlash(u.Dir) + "/"
	return u.VetxOnly && (strings.Contains(dir, "@v") || strings.Contains(dir, "/vendor/"))
}

// pass writes what is expected of a unit of which there is nothing to report.
func (u *unit) pass(f flags, constants []string) error {
	switch {
	case u.VetxOnly:
	case f.fix && u.FixArchive != "":
		if err := writeArchive(u, nil); err != nil {
			return err
		}
	case f.json && !f.fix:
		fmt.Println("{}")
	}
	return u.writeVetx(constants)
}

// read reads the unit's files. What cannot be read the parser tells.
func (u *unit) read() (files [][]byte, ok bool) {
	for _, name := range u.GoFiles {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, false
		}
		files = append(files, data)
	}
	return files, true
}

// relevant reports whether a unit has to be parsed: for what it shows by
// itself, or for constants that it names.
func (u *unit) relevant(files [][]byte) bool {
	if u.filter.Package(files) {
		return true
	}
	imports, err := u.imported()
	if err != nil {
		return true
	}
	var all []string
	for _, constants := range imports {
		all = append(all, constants...)
	}
	if len(all) == 0 {
		return false
	}
	adding := u.filter.Adds(files, all)
	for path, constants := range imports {
		if len(constants) > 0 && u.filter.Names(files, path, constants, adding) {
			return true
		}
	}
	return false
}

// imported lists the constants that matter of what the unit imports, by import
// path. What its own configuration says of a package is known if the package
// is under the same one.
func (u *unit) imported() (map[string][]string, error) {
	all := make(map[string][]string)
	for path, pkg := range u.ImportMap {
		if u.Standard[pkg] || pkg == "unsafe" {
			continue
		}
		rules, constants := u.readVetx(pkg)
		if rules != u.filter.Rules() || !u.remembers(pkg) {
			imported, err := u.imports().Import(path)
			if err != nil {
				return nil, err
			}
			constants = u.filter.Constants(imported)
		}
		all[path] = constants
	}
	return all, nil
}

// remembers reports whether the go command remembers an imported package: there
// was nothing to report of it.
func (u *unit) remembers(pkg string) bool { return u.PackageVetx[pkg] != "" || pkg == "unsafe" }

// writeVetx writes what others may want to know of the package. The go command
// remembers nothing of a unit without this file.
func (u *unit) writeVetx(constants []string) error {
	if u.VetxOutput == "" {
		return nil
	}
	rules := ""
	if u.filter != nil {
		rules = u.filter.Rules()
	}
	text := vetx.Encode(rules, constants)
	if len(u.PackageFile) == 0 && len(u.ImportMap) > 0 {
		// What the compiler exports is not in the go command's key then: so
		// that dependents are looked at again, the sources are, or nothing is
		// remembered.
		for _, pkg := range u.ImportMap {
			if !u.remembers(pkg) && !u.Standard[pkg] {
				return nil
			}
		}
		text = fmt.Appendf(text, "#%x\n", u.sum())
	}
	return os.WriteFile(u.VetxOutput, text, 0o666)
}

func (u *unit) readVetx(pkg string) (rules string, constants []string) {
	data, _ := os.ReadFile(u.PackageVetx[pkg]) // unsafe has no such file
	return vetx.Decode(data)
}

// analyze runs the analyzer and prints what it reports, unless the unit is a
// dependency. It is clean if there is nothing to report.
func (t *Tool) analyze(u *unit, pkg *packages.Package, f flags) (status int, clean bool, err error) {
	graph, err := analyzePackage(t.Analyzer, pkg)
	if err != nil {
		return 0, false, err
	}
	root := graph.Roots[0]
	if clean = len(pkg.Errors) == 0 && root.Err == nil && len(root.Diagnostics) == 0; u.VetxOnly {
		return 0, clean, nil
	}
	status, err = print(u, pkg, graph, f)
	return status, clean, err
}

func print(u *unit, pkg *packages.Package, graph *checker.Graph, f flags) (status int, err error) {
	root := graph.Roots[0]
	if len(pkg.Errors) > 0 { // a status of 0 would be remembered as clean
		for _, e := range pkg.Errors {
			fmt.Fprintln(os.Stderr, visible.Lines(strings.TrimPrefix(e.Error(), "-: ")))
		}
		if text := source.Outdated(u.ModulePath, u.GoVersion); text != "" {
			fmt.Fprintln(os.Stderr, visible.Lines(text))
		}
		defer func() { status = max(status, 1) }()
	}
	switch {
	case f.fix:
		return 0, fix(u, pkg, root.Diagnostics, f.diff)
	case f.json:
		return 0, graph.PrintJSON(os.Stdout)
	case root.Err != nil:
		return 1, root.Err
	}
	if len(root.Diagnostics) == 0 {
		return 0, nil
	}
	var out strings.Builder
	if err := graph.PrintText(&out, f.context); err != nil {
		return 1, err
	}
	_, err = io.WriteString(os.Stderr, visible.Lines(out.String())) // for the names of files
	return 1, err
}

func generated(pkg *packages.Package, name string) bool {
	return slices.ContainsFunc(pkg.Syntax, func(file *ast.File) bool {
		return pkg.Fset.File(file.FileStart).Name() == name && ast.IsGenerated(file)
	})
}
