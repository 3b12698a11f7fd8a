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
)

// loadMode is what the analyzer needs of the packages named; of their
// dependencies the export data is enough.
const loadMode = packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports |
	packages.NeedTypes | packages.NeedTypesSizes | packages.NeedSyntax | packages.NeedTypesInfo |
	packages.NeedModule | packages.NeedForTest

var errNothing = errors.New("nothing to judge: no packages match")

// load loads the packages that the patterns name, with overlay in place of the
// files that it has, and tells what is wrong with them.
func load(o *options, overlay map[string][]byte) ([]*packages.Package, []problem, error) {
	cfg := &packages.Config{Mode: loadMode, Tests: o.tests, Overlay: overlay, BuildFlags: o.buildFlags()}
	loaded, err := packages.Load(cfg, directories(o.patterns)...)
	if err != nil {
		return nil, nil, err
	}
	var pkgs []*packages.Package
	var problems []problem
	for _, pkg := range withoutCopies(loaded) {
		for _, e := range ownErrors(pkg.Errors) {
			problems = append(problems, problem{Package: pkg.PkgPath, Message: strings.TrimPrefix(e.Error(), "-: ")})
		}
		if len(pkg.Syntax) > 0 {
			pkgs = append(pkgs, pkg)
		}
	}
	if len(pkgs) == 0 && len(problems) == 0 {
		return nil, nil, fmt.Errorf("%w %s", errNothing, strings.Join(o.patterns, " "))
	}
	return pkgs, problems, nil
}

// ownErrors leaves out what the compiler said about a package, if the type
// checker says it too.
func ownErrors(errs []packages.Error) []packages.Error {
	if !slices.ContainsFunc(errs, func(e packages.Error) bool { return e.Kind != packages.ListError }) {
		return errs
	}
	return slices.DeleteFunc(slices.Clone(errs), func(e packages.Error) bool { return e.Kind == packages.ListError })
}

// directories replaces files in a list of patterns by their directories: a
// commit hook knows the files that change, and a rule needs the whole package.
func directories(patterns []string) []string {
	var dirs []string
	for _, p := range patterns {
		if strings.HasSuffix(p, ".go") {
			p = filepath.Dir(p)
			if !filepath.IsAbs(p) {
				p = "." + string(filepath.Separator) + p
			}
		}
		if !slices.Contains(dirs, p) {
			dirs = append(dirs, p)
		}
	}
	return dirs
}

// withoutCopies drops the test mains, and each package that is there a second
// time with its test files: that copy is the one which go vet judges too.
func withoutCopies(pkgs []*packages.Package) []*packages.Package {
	withTests := make(map[string]bool)
	for _, pkg := range pkgs {
		if pkg.ForTest == pkg.PkgPath {
			withTests[pkg.PkgPath] = true
		}
	}
	return slices.DeleteFunc(pkgs, func(pkg *packages.Package) bool {
		testMain := pkg.Name == "main" && strings.HasSuffix(pkg.ID, ".test")
		return testMain || pkg.ForTest == "" && withTests[pkg.PkgPath]
	})
}

// checkConfigs reads the configuration of every module that the packages are
// in, before one of them is judged by default rules.
func checkConfigs(pkgs []*packages.Package) ([]*analyzer.Config, error) {
	var configs []*analyzer.Config
	for _, pkg := range pkgs {
		cfg, err := analyzer.FindConfig(filepath.Dir(pkg.GoFiles[0]))
		if err != nil {
			return nil, err
		}
		if !slices.Contains(configs, cfg) && cfg.File() != "" {
			configs = append(configs, cfg)
		}
	}
	return configs, nil
}

// checkCatalogs reports a catalog that a configuration names and none of whose
// scopes is in the code: then a name, a path or a grammar is wrong, and nothing
// is compared with it. Only a run over a whole module can tell.
func checkCatalogs(o *options, r *report, configs []*analyzer.Config) error {
	if !slices.Contains(o.patterns, "./...") || len(r.Problems) > 0 {
		return nil
	}
	for _, cfg := range configs {
		if filepath.Dir(cfg.File()) != r.dir {
			continue
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
