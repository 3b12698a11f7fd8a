package main

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/analyzer/needs"
	"github.com/scopelint/scopelint/catalog/visible"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/found"
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

// printNeedsList prints the scopes alone, as the form for a token and the command line
// take them; of several programs each behind its name.
func printNeedsList(w io.Writer, a *needsAnswer) error {
	p := &needsText{w: w}
	for _, program := range a.Programs {
		if len(a.Programs) > 1 {
			p.printf("%s\t", program.Package)
		}
		p.printf("%s\n", strings.Join(program.Scopes, ","))
	}
	return p.err
}

// warnOfGaps says of which programs a list is not complete.
func (a *needsAnswer) warnOfGaps(w io.Writer) {
	for _, p := range a.Programs {
		if !p.Complete {
			visible.Fprintf(w, "scopelint: %s needs these scopes at least: %s\n", p.Package, gaps(p.Program))
		}
	}
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
		p.printf("\nunresolved: %s: %s%s\n", u.Request, u.Reason, times(u.Count))
		p.steps(u.Steps)
	}
}

// verdict says in a sentence what a program needs.
func verdict(p needs.Program) string {
	perhaps := ""
	if n := len(possible(p)); n > 0 {
		perhaps = fmt.Sprintf(", and %d more under conditions that the code leaves open", n)
	}
	switch {
	case p.Complete && len(p.Scopes) == 0 && perhaps == "":
		return p.Package + " needs no scope."
	case p.Complete && len(p.Scopes) == 0:
		return fmt.Sprintf("%s needs no scope in any case%s:", p.Package, perhaps)
	case p.Complete:
		return fmt.Sprintf("%s needs exactly %s%s:", p.Package, count(len(p.Scopes), "scope"), perhaps)
	case len(p.Scopes) == 0:
		return fmt.Sprintf("%s: no scope is known to be needed, but %s.", p.Package, gaps(p))
	default:
		return fmt.Sprintf("%s needs at least %s (%s):", p.Package, count(len(p.Scopes), "scope"), gaps(p))
	}
}

// possible lists the scopes that a program needs under conditions alone.
func possible(p needs.Program) []string {
	var all []string
	for _, m := range p.Maybe {
		all = append(all, m.Scopes...)
	}
	slices.Sort(all)
	return slices.DeleteFunc(slices.Compact(all), func(s string) bool {
		return strings.HasPrefix(s, "<") || slices.Contains(p.Scopes, s) // of a resource that the request names
	})
}

// gaps says why the answer for a program is "at least".
func gaps(p needs.Program) string {
	requests, others, packages := 0, 0, make(map[string]bool)
	for _, u := range p.Unresolved {
		switch u.Kind {
		case needs.LoadError:
			packages[u.File] = true
		case needs.UnknownRequest, needs.UnknownOperation:
			requests++
		default:
			others++
		}
	}
	var all []string
	if requests > 0 {
		all = append(all, count(requests, "request")+" could not be resolved")
	}
	if others > 0 {
		all = append(all, count(others, "place")+" may make more")
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

// times says at how many places the same is.
func times(n int) string {
	if n < 2 {
		return ""
	}
	return fmt.Sprintf(" (at %d places)", n)
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

func at(p needs.Place) string { return found.Position(p.File, p.Line, p.Column) }
