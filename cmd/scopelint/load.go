package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/analyzer/source"
)

var errNothing = errors.New("nothing to judge: no packages match")

// prepare lists the packages that the patterns name, and reads and checks their
// configurations, so that mistakes show before the work.
func prepare(o *common, tests bool, overlay map[string][]byte) ([]*packages.Package, []*analyzer.Config, error) {
	if _, err := analyzer.FindConfig("."); err != nil {
		return nil, nil, err
	}
	pkgs, err := list(o, tests, overlay)
	if err != nil {
		return nil, nil, err
	}
	configs, err := checkConfigs(pkgs)
	return pkgs, configs, err
}

// list lists the packages that the patterns name.
func list(o *common, tests bool, overlay map[string][]byte) ([]*packages.Package, error) {
	groups, err := groupPatterns(o.patterns)
	if err != nil {
		return nil, err
	}
	var all []*packages.Package
	for _, g := range groups {
		listed, err := source.List(source.Config{
			Dir: g.dir, Patterns: g.patterns, Tests: tests, BuildFlags: o.buildFlags(), Overlay: overlay,
		})
		if err != nil {
			return nil, err
		}
		if g.files { // such as one that only other platforms build
			listed = slices.DeleteFunc(listed, func(p *packages.Package) bool { return len(p.GoFiles) == 0 })
		} else if len(listed) == 0 {
			return nil, fmt.Errorf("%w %s", errNothing, strings.Join(g.patterns, " "))
		}
		all = append(all, source.WithoutCopies(listed)...)
	}
	return all, nil
}

// A patternGroup is patterns for one run of the go command.
type patternGroup struct {
	dir      string // "" for the working directory
	files    bool   // made of file names
	patterns []string
}

// groupPatterns replaces files in a list of patterns by their directories,
// module by module: a commit hook knows the files that change, and a rule needs
// the whole package.
func groupPatterns(patterns []string) ([]patternGroup, error) {
	var rest []string
	dirs := make(map[string][]string) // by module
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
		if !slices.Contains(dirs[root], dir) {
			dirs[root] = append(dirs[root], dir)
		}
	}
	var groups []patternGroup
	if len(rest) > 0 {
		groups = append(groups, patternGroup{patterns: rest})
	}
	for _, root := range sortedKeys(dirs) {
		groups = append(groups, patternGroup{dir: root, files: true, patterns: dirs[root]})
	}
	return groups, nil
}

// problems tells what is wrong with a package.
func problems(pkg *packages.Package) []problem {
	var list []problem
	for _, e := range pkg.Errors {
		list = append(list, problem{Package: pkg.PkgPath, Message: strings.TrimPrefix(e.Error(), "-: ")})
	}
	return list
}

// checkConfigs reads the configuration of every module that the packages are
// in, before one of them is judged by default rules.
func checkConfigs(pkgs []*packages.Package) ([]*analyzer.Config, error) {
	var configs []*analyzer.Config
	for _, pkg := range pkgs {
		if len(pkg.GoFiles) == 0 {
			continue
		}
		dir := filepath.Dir(pkg.GoFiles[0])
		if err := checkNested(dir); err != nil {
			return nil, err
		}
		cfg, err := analyzer.FindConfig(dir)
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
func checkNested(dir string) error {
	file := filepath.Join(dir, analyzer.ConfigName)
	if root, ok := analyzer.ModuleRoot(dir); !ok || root == dir {
		return nil
	}
	if _, err := os.Stat(file); err != nil {
		return nil // as it should be
	}
	return fmt.Errorf("%s is not read: a configuration belongs at the root of the module; move it there, and use [[override]] for a part of it", file)
}

// checkCoverage reports a run over a whole module that judges nothing: all is
// excluded, or a catalog that the configuration names has no scope in the code,
// so that a name, a path or a grammar must be wrong.
func checkCoverage(o *options, r *report, configs []*analyzer.Config) error {
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
		for _, name := range cfg.CatalogNames() {
			if r.scopes[name] == 0 {
				return fmt.Errorf("%s: no scope of the catalog %q is in the code: nothing is compared with it; correct the catalog, or take it out", cfg.File(), name)
			}
		}
	}
	return nil
}

// stages shows on a terminal what long work is at; an empty stage ends it.
func stages(stderr io.Writer) func(stage string) {
	if !isTerminal(stderr) || os.Getenv("TERM") == "dumb" {
		return func(string) {}
	}
	return func(stage string) {
		fmt.Fprint(stderr, "\r\x1b[K")
		if stage != "" {
			fmt.Fprintf(stderr, "scopelint: %s …", stage)
		}
	}
}
