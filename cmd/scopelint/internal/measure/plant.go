package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/scopelint/scopelint/cmd/scopelint/internal/edits"
)

// planted are what takes the place of strings: a slip in a resource that proves
// itself, one in a resource that the code around it has to prove, and a scope.
var planted = []string{`"droplet:raed"`, `"image:raed"`, `"tag:create"`}

// plantScopes makes strings that are handed to functions scopes, in every n-th
// file of a module, so that there is something to find in it. Whether it is
// found depends on the types of these functions.
//
//	measure plant DIR N
func plantScopes(w io.Writer, args []string) error {
	usage := errors.New("usage: measure plant DIR N")
	if len(args) != 2 {
		return usage
	}
	n, err := strconv.Atoi(args[1])
	if err != nil || n < 1 {
		return usage
	}
	files, strs := 0, 0
	err = filepath.WalkDir(args[0], func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		if files++; files%n != 0 {
			return nil
		}
		made, err := plantIn(path)
		strs += made
		return err
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%d strings of %d files are scopes now\n", strs, files/n)
	return err
}

// plantIn makes the strings of one file scopes, and counts them.
func plantIn(path string) (int, error) {
	src, err := os.ReadFile(path)
	if err != nil {
		return 0, err
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, src, parser.SkipObjectResolution)
	if err != nil {
		return 0, nil // a test of a parser
	}
	var list []edits.Edit
	ast.Inspect(file, func(node ast.Node) bool {
		call, ok := node.(*ast.CallExpr)
		if !ok {
			return true
		}
		for _, arg := range call.Args {
			if lit, ok := arg.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				at := func(p token.Pos) int { return fset.Position(p).Offset }
				list = append(list, edits.Edit{From: at(lit.Pos()), To: at(lit.End()), New: planted[len(list)%len(planted)]})
			}
		}
		return true
	})
	text, err := edits.Apply(src, edits.Choose(list))
	if err != nil {
		return 0, fmt.Errorf("%s: %w", path, err)
	}
	return len(list), os.WriteFile(path, text, 0o666)
}
