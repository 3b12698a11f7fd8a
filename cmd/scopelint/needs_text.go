package main

import (
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/scopelint/scopelint/analyzer/needs"
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
		_, p.err = fmt.Fprintf(p.w, format, args...)
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
		p.printf("\nunresolved: %s: %s\n", u.Request, u.Reason)
		if len(u.Steps) == 0 {
			p.printf("\t%s\n", at(u.Place))
		}
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
		return fmt.Sprintf("%s: no scope is known to be needed, but %s could not be resolved.", p.Package, count(len(p.Unresolved), "request"))
	default:
		return fmt.Sprintf("%s needs at least %s (%s could not be resolved):", p.Package, count(len(p.Scopes), "scope"), count(len(p.Unresolved), "request"))
	}
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

func at(p needs.Place) string { return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column) }
