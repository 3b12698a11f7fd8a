package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/analyzer/source"
	"github.com/scopelint/scopelint/catalog"
)

// measureRecall mutates each scope of the built-in catalog in the string
// literals of the packages in dirs, tests included, one at a time, and counts
// how many mutations the analyzer reports.
func measureRecall(w io.Writer, dirs []string) error {
	found, made := make(map[string]int), make(map[string]int)
	for _, dir := range dirs {
		pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax | packages.NeedForTest, Dir: dir, Tests: true}, "./...")
		if err != nil {
			return err
		}
		seen := make(map[string]bool) // files
		for _, pkg := range withoutCopies(pkgs) {
			for i, file := range pkg.CompiledGoFiles {
				if seen[file] || !strings.HasSuffix(file, ".go") {
					continue
				}
				seen[file] = true
				src, err := os.ReadFile(file)
				if err != nil {
					return err
				}
				for _, at := range scopesIn(src) {
					name, _ := filepath.Rel(dir, file)
					if err := tryMutations(w, pkg, i, name, src, at, made, found); err != nil {
						return err
					}
				}
			}
		}
	}
	fmt.Fprintln(w, "\n| mutation | made | found |\n|---|---:|---:|")
	var allMade, allFound int
	for _, mut := range mutations {
		fmt.Fprintf(w, "| %s | %d | %s |\n", mut.kind, made[mut.kind], percent(found[mut.kind], made[mut.kind]))
		allMade += made[mut.kind]
		allFound += found[mut.kind]
	}
	fmt.Fprintf(w, "| all | %d | %s |\n", allMade, percent(allFound, allMade))
	fmt.Fprintf(w, "| %s, not counted | %d | %s |\n", inProse, made[inProse], percent(found[inProse], made[inProse]))
	return nil
}

// withoutCopies drops the test mains, and each package that is there a second
// time with its test files.
func withoutCopies(pkgs []*packages.Package) []*packages.Package {
	withTests := make(map[string]bool)
	for _, p := range pkgs {
		if p.ForTest == p.PkgPath {
			withTests[p.PkgPath] = true
		}
	}
	return slices.DeleteFunc(pkgs, func(p *packages.Package) bool {
		testMain := p.Name == "main" && strings.HasSuffix(p.ID, ".test")
		return testMain || p.ForTest == "" && withTests[p.PkgPath]
	})
}

// An occurrence is a scope in the source, from and to in bytes.
type occurrence struct {
	scope    catalog.Scope
	from, to int
	line     int
	prose    bool // in a literal that is no list of scopes and no JSON: a help text, a table
}

// inProse is the row for all mutations of scopes in help texts and tables.
const inProse = "any, in prose"

var word = regexp.MustCompile(`[A-Za-z0-9_-]+:[A-Za-z0-9_-]+`)

// scopesIn finds the known scopes in the string literals of a file.
func scopesIn(src []byte) []occurrence {
	var list []occurrence
	var s scanner.Scanner
	fset := token.NewFileSet()
	file := fset.AddFile("", fset.Base(), len(src))
	s.Init(file, src, nil, 0)
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			return list
		}
		if tok != token.STRING {
			continue
		}
		start := file.Offset(pos)
		for _, m := range word.FindAllStringIndex(lit, -1) {
			if scope, ok := catalog.DigitalOcean().Lookup(lit[m[0]:m[1]]); ok {
				list = append(list, occurrence{scope, start + m[0], start + m[1], file.Line(file.Pos(start + m[0])), isProse(lit, m)})
			}
		}
	}
}

// isProse reports whether the text at m of a literal stands among other words.
func isProse(lit string, m []int) bool {
	if strings.HasPrefix(lit, "`") && lit[m[0]-1] == '"' || strings.HasSuffix(lit[:m[0]], `\"`) {
		return false // a JSON string
	}
	bare := word.ReplaceAllString(strings.Trim(lit, "`\""), "")
	return strings.Trim(strings.NewReplacer(`\n`, " ", `\t`, " ").Replace(bare), ", \t\n") != ""
}

// tryMutations makes one mutation of each kind of an occurrence.
func tryMutations(w io.Writer, pkg *packages.Package, file int, name string, src []byte, at occurrence, made, found map[string]int) error {
	for _, mut := range mutations {
		wrong := ""
		for _, m := range mut.wrongs(at.scope.Resource, at.scope.Action) {
			if _, known := catalog.DigitalOcean().Lookup(m); !known {
				wrong = m
			}
		}
		if wrong == "" {
			continue
		}
		mutated := string(src[:at.from]) + wrong + string(src[at.to:])
		findings, err := analyze(pkg, file, mutated)
		if err != nil {
			return err
		}
		kind := mut.kind
		if at.prose {
			kind = inProse
		}
		made[kind]++
		if reports(findings, wrong) {
			found[kind]++
		} else if !at.prose {
			fmt.Fprintf(w, "missed (%s): %s:%d: %q for %q\n", mut.kind, name, at.line, wrong, at.scope.Name)
		}
	}
	return nil
}

func reports(findings []analyzer.Finding, wrong string) bool {
	for _, f := range findings {
		if strings.TrimSpace(f.Scope) == strings.TrimSpace(wrong) && f.Rule == "unknown-scope" {
			return true
		}
	}
	return false
}

// analyze type-checks a package anew with another text for one file, and
// returns the findings.
func analyze(pkg *packages.Package, file int, src string) ([]analyzer.Finding, error) {
	mutated, err := parser.ParseFile(pkg.Fset, pkg.CompiledGoFiles[file], src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	files := append([]*ast.File(nil), pkg.Syntax...)
	files[file] = mutated
	info := source.NewInfo()
	conf := types.Config{
		Sizes: pkg.TypesSizes,
		Error: func(error) {},
		Importer: importerFunc(func(path string) (*types.Package, error) {
			if path == "unsafe" {
				return types.Unsafe, nil
			}
			if imp := pkg.Imports[path]; imp != nil && imp.Types != nil {
				return imp.Types, nil
			}
			return nil, fmt.Errorf("no package %s", path)
		}),
	}
	tpkg, _ := conf.Check(pkg.PkgPath, pkg.Fset, files, info) // as good as the original
	again := *pkg
	again.Syntax, again.Types, again.TypesInfo = files, tpkg, info
	graph, err := checker.Analyze([]*analysis.Analyzer{analyzer.Analyzer}, []*packages.Package{&again}, nil)
	if err != nil {
		return nil, err
	}
	if err := graph.Roots[0].Err; err != nil {
		return nil, err
	}
	return graph.Roots[0].Result.(*analyzer.Result).Findings, nil
}

type importerFunc func(path string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }
