package main

import (
	"io"

	"github.com/scopelint/scopelint/catalog/visible"
)

// A gitlabIssue is an entry of GitLab's code quality report
// (docs.gitlab.com/ci/testing/code_quality, "Code quality report format").
type gitlabIssue struct {
	Description string         `json:"description"`
	CheckName   string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string      `json:"path"` // from the root of the repository
	Lines gitlabLines `json:"lines"`
}

type gitlabLines struct {
	Begin int `json:"begin"`
	End   int `json:"end"`
}

var gitlabSeverities = map[string]string{"error": "major", "warning": "minor"}

// printGitLab prints a code quality report.
func printGitLab(w io.Writer, r *report) error {
	c := newSARIFConverter(r.dir)
	issues := []gitlabIssue{}
	for _, f := range r.counting() {
		issues = append(issues, gitlabIssue{
			Description: visible.Text(f.Message), CheckName: f.Rule, Fingerprint: c.prints.of(f), Severity: gitlabSeverities[f.Severity],
			Location: gitlabLocation{c.fromRoot(f.Location.File), gitlabLines{f.Location.Line, f.Location.EndLine}},
		})
	}
	return printIndented(w, issues)
}
