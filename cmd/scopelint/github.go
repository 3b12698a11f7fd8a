package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/scopelint/scopelint/catalog/visible"
)

// githubShown is how many errors, and how many warnings, of a step GitHub shows
// beside the code; the rest is in its log alone.
const githubShown = 10

// printGitHub prints workflow commands, which GitHub Actions turns into
// annotations of a pull request.
func printGitHub(w io.Writer, r *report) error {
	c := newSARIFConverter(r.dir)
	var out strings.Builder
	shown := make(map[string]int)
	for _, f := range r.counting() {
		l := f.Location
		shown[f.Severity]++
		fmt.Fprintf(&out, "::%s file=%s,line=%d,endLine=%d", f.Severity, githubProperty(c.fromRoot(l.File)), l.Line, l.EndLine)
		if l.Line == l.EndLine && l.Column > 0 { // GitHub knows columns within one line only
			fmt.Fprintf(&out, ",col=%d,endColumn=%d", c.column(l.File, l.Line, l.Column), c.column(l.File, l.EndLine, l.EndColumn))
		}
		fmt.Fprintf(&out, ",title=%s::%s\n", githubProperty(f.Rule), githubText(f.Message))
	}
	for _, p := range r.Problems {
		shown["error"]++
		fmt.Fprintf(&out, "::error title=not judged::%s\n", githubText(p.Message))
	}
	for _, g := range r.Gone {
		shown["warning"]++
		fmt.Fprintf(&out, "::warning title=baseline::%s\n", githubText(g.Message))
	}
	if shown["error"] > githubShown || shown["warning"] > githubShown {
		fmt.Fprintf(&out, "::notice title=scopelint::GitHub shows %d errors and %d warnings of a step; all %d are in its log, and -format markdown makes a job summary of them\n",
			githubShown, githubShown, shown["error"]+shown["warning"])
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// The escapes are those of actions/toolkit, packages/core/src/command.ts, which also
// has some for line breaks: those are shown here.
var (
	githubEscapes         = strings.NewReplacer("%", "%25")
	githubPropertyEscapes = strings.NewReplacer("%", "%25", ":", "%3A", ",", "%2C")
)

func githubText(text string) string     { return githubEscapes.Replace(visible.Text(text)) }
func githubProperty(text string) string { return githubPropertyEscapes.Replace(visible.Text(text)) }
