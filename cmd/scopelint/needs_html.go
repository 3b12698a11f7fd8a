package main

import (
	_ "embed"
	"html/template"
	"io"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/analyzer/needs"
)

//go:embed needs.html
var needsPage string

// printNeedsHTML prints a page for people, which needs no other file and no
// script, with every call path folded away.
func printNeedsHTML(w io.Writer, a *needsAnswer) error {
	return printPage(w, needsPage, template.FuncMap{
		"at":      at,
		"join":    strings.Join,
		"short":   shortName,
		"verdict": verdict,
		"byScope": byScope,
	}, a)
}

// scopePaths are the paths of one scope.
type scopePaths struct {
	Scope      string
	Operations []string // each once
	Paths      []needs.Path
}

// byScope groups paths that stand together already.
func byScope(paths []needs.Path) []scopePaths {
	var groups []scopePaths
	for _, p := range paths {
		if n := len(groups); n == 0 || groups[n-1].Scope != p.Scope {
			groups = append(groups, scopePaths{Scope: p.Scope})
		}
		last := &groups[len(groups)-1]
		last.Paths = append(last.Paths, p)
		if !slices.Contains(last.Operations, p.Operation) {
			last.Operations = append(last.Operations, p.Operation)
		}
	}
	return groups
}
