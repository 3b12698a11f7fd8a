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

// list lists the packages that the patterns name.
func list(o *options, overlay map[string][]byte) ([]*packages.Package, error) {
	listed, err := source.List(source.Config{
		Patterns: directories(o.patterns), Tests: o.tests, BuildFlags: o.buildFlags(), Overlay: overlay,
	})
	if err != nil {
		return nil, err
	}
	if len(listed) == 0 {
		return nil, fmt.Errorf("%w %s", errNothing, strings.Join(o.patterns, " "))
	}
	return source.WithoutCopies(listed), nil
}

// problems tells what is wrong with a package.
func problems(pkg *packages.Package) []problem {
	var list []problem
	for _, e := range pkg.Errors {
		list = append(list, problem{Package: pkg.PkgPath, Message: strings.TrimPrefix(e.Error(), "-: ")})
	}
	return list
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

// checkConfigs reads the configuration of every module that the packages are
// in, before one of them is judged by default rules.
func checkConfigs(pkgs []*packages.Package) ([]*analyzer.Config, error) {
	var configs []*analyzer.Config
	for _, pkg := range pkgs {
		if len(pkg.GoFiles) == 0 {
			continue
		}
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
