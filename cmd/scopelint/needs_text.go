package main

import (
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/scopelint/scopelint/analyzer/needs"
	"github.com/scopelint/scopelint/catalog/visible"
)

// printNeedsText prints each program's set, ready to paste, and the proof of
// each scope: the request that asks for it and the calls that lead there.
func printNeedsText(w io.Writer, a *needsAnswer) error {
	p := &needsText{w: w}
	for i, program := range a.Programs {
		if i > 0 {
			p.printf("\n")
		}
		p.program(program)
	}
	return p.err
}

type needsText struct {
	w   io.Writer
	err error
}

func (p *needsText) printf(format string, args ...any) {
	if p.err == nil {
		_, p.err = visible.Fprintf(p.w, format, args...)
	}
}

func (p *needsText) program(program needsProgram) {
	p.printf("%s\n", verdict(program.Program))
	if len(program.Scopes) > 0 {
		p.printf("\n\t%s\n", strings.Join(program.Scopes, ","))
	}
	if len(program.Closure) > 0 {
		p.printf("\nThe form for a new token also ticks\n\n\t%s\n", strings.Join(program.Closure, ","))
	}
	for _, path := range program.Paths {
		p.printf("\n%s: %s%s\n", path.Scope, path.Operation, because(path.Reason, path.Where))
		p.steps(path.Steps)
	}
	for _, m := range program.Maybe {
		p.printf("\nmaybe %s: %s%s\n", strings.Join(m.Scopes, ","), m.Operation, because(m.Reason, m.Where))
		p.steps(m.Steps)
	}
	for _, u := range program.Unresolved {
		if u.Kind == needs.LoadError {
			p.printf("\n%s does not load: %s\n", u.File, u.Reason)
			continue
		}
		p.printf("\nunresolved: %s: %s\n", u.Request, u.Reason)
		p.steps(u.Steps)
	}
}

// verdict says in a sentence what a program needs.
func verdict(p needs.Program) string {
	switch {
	case p.Complete && len(p.Scopes) == 0:
		return p.Package + " needs no scope."
	case p.Complete:
		return fmt.Sprintf("%s needs exactly %s:", p.Package, count(len(p.Scopes), "scope"))
	case len(p.Scopes) == 0:
		return fmt.Sprintf("%s: no scope is known to be needed, but %s.", p.Package, gaps(p))
	default:
		return fmt.Sprintf("%s needs at least %s (%s):", p.Package, count(len(p.Scopes), "scope"), gaps(p))
	}
}

// gaps says why the answer for a program is "at least".
func gaps(p needs.Program) string {
	requests, packages := 0, make(map[string]bool)
	for _, u := range p.Unresolved {
		if u.Kind == needs.LoadError {
			packages[u.File] = true
		} else {
			requests++
		}
	}
	var all []string
	if requests > 0 {
		all = append(all, count(requests, "request")+" could not be resolved")
	}
	switch n := len(packages); n {
	case 0:
	case 1:
		all = append(all, "1 package does not load")
	default:
		all = append(all, count(n, "package")+" do not load")
	}
	return strings.Join(all, ", ")
}

func because(reason string, where *needs.Place) string {
	if reason == "" {
		return ""
	}
	if where == nil {
		return " (" + reason + ")"
	}
	return fmt.Sprintf(" (%s at %s)", reason, at(*where))
}

func (p *needsText) steps(steps []needs.Step) {
	width := 0
	for _, s := range steps {
		width = max(width, len(at(s.Place)))
	}
	for _, s := range steps {
		p.printf("\t%-*s  %s\n", width, at(s.Place), shortName(s.Function))
	}
}

// importDirs matches the directories of an import path in a function's name.
var importDirs = regexp.MustCompile(`[\w.~-]+(?:/[\w.~-]+)*/`)

// shortName names a function as a reader of its file would: without the
// directories of its package.
func shortName(function string) string { return importDirs.ReplaceAllString(function, "") }

func at(p needs.Place) string { return position(p.File, p.Line, p.Column) }
