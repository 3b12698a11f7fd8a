package main

import (
	"fmt"
	"io"
	"strings"
)

// githubShown is how many annotations of each severity GitHub shows for a step.
const githubShown = 10

// printGitHub prints workflow commands, which GitHub Actions shows as
// annotations of the changed lines. Its documentation, "Workflow commands for
// GitHub Actions", has their form.
func printGitHub(w io.Writer, r *report) error {
	var b strings.Builder
	shown := make(map[string]int)
	command := func(severity, properties, message string) {
		shown[severity]++
		fmt.Fprintf(&b, "::%s %s::%s\n", severity, properties, githubData.Replace(message))
	}
	names := newRepositoryNames(r.dir)
	for _, f := range r.Findings {
		if !f.counts() {
			continue
		}
		l := f.Location
		properties := fmt.Sprintf("title=%s,file=%s,line=%d", f.Rule, githubProperty.Replace(names.of(l.File)), l.Line)
		if l.EndLine == l.Line { // columns of several lines are refused
			properties += fmt.Sprintf(",endLine=%d,col=%d,endColumn=%d", l.EndLine, l.Column, l.EndColumn)
		}
		command(f.Severity, properties, fmt.Sprintf("%s [%s]", f.Message, f.Rule))
	}
	for _, p := range r.Problems {
		command("error", "title=scopelint", p.Message)
	}
	for _, g := range r.Gone {
		command("warning", "title=scopelint", g.Message)
	}
	for _, severity := range sortedKeys(shown) {
		if n := shown[severity]; n > githubShown {
			fmt.Fprintf(&b, "GitHub shows %d of these %d annotations of kind %s.\n", githubShown, n, severity)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// What GitHub's own toolkit escapes in the message and in the properties of a command.
var (
	githubData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	githubProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
