package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"io/fs"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/analyzer/source"
)

// tryFiles runs the analyzer over every file below dirs that parses, each as a
// package of its own, well-typed or not. It is for compiler tests; a panic is
// what it is looking for.
func tryFiles(w io.Writer, dirs []string) error {
	fset := token.NewFileSet()
	imports := importer.ForCompiler(fset, "source", nil)
	files, found := 0, 0
	for _, dir := range dirs {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
				return err
			}
			n, err := tryFile(fset, imports, path)
			if errors.Is(err, errNoParse) {
				return nil
			}
			files++
			found += n
			return err
		})
		if err != nil {
			return err
		}
	}
	fmt.Fprintf(w, "%d files, %d findings, no panic\n", files, found)
	return nil
}

var errNoParse = errors.New("does not parse")

// wrongScopes makes every string of a file a misspelt scope, so that there is
// something to judge in it.
func wrongScopes(file *ast.File) {
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.Field:
			n.Tag = nil
		case *ast.BasicLit:
			if n.Kind == token.STRING {
				n.Value = `"droplet:raed"`
			}
		}
		return true
	})
}

func tryFile(fset *token.FileSet, imports types.Importer, path string) (findings int, err error) {
	file, err := parser.ParseFile(fset, path, nil, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return 0, errNoParse
	}
	wrongScopes(file)
	info := source.NewInfo()
	conf := types.Config{Importer: imports, Error: func(error) {}, FakeImportC: true}
	pkg, _ := conf.Check(file.Name.Name, fset, []*ast.File{file}, info) // wrong on purpose, many of them
	graph, err := checker.Analyze([]*analysis.Analyzer{analyzer.Analyzer}, []*packages.Package{{
		ID: path, PkgPath: pkg.Path(), Name: file.Name.Name, Fset: fset, Syntax: []*ast.File{file},
		Types: pkg, TypesInfo: info, TypesSizes: types.SizesFor("gc", "amd64"), IllTyped: true,
	}}, nil)
	if err != nil {
		return 0, err
	}
	if err := graph.Roots[0].Err; err != nil {
		return 0, fmt.Errorf("%s: %w", path, err)
	}
	return len(graph.Roots[0].Result.(*analyzer.Result).Findings), nil
}
