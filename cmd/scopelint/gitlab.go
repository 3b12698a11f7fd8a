package main

import (
	"fmt"
	"io"
)

// A gitlabIssue is an entry of GitLab's code quality report. Its documentation,
// "Code Quality report format", has the form.
type gitlabIssue struct {
	Description string         `json:"description"`
	CheckName   string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"` // of no other issue of the report
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

// printGitLab prints a code quality report, which GitLab shows in merge
// requests.
func printGitLab(w io.Writer, r *report) error {
	issues := []gitlabIssue{}
	prints := make(fingerprints)
	names := newRepositoryNames(r.dir)
	for _, f := range r.Findings {
		if !f.counts() {
			continue
		}
		issues = append(issues, gitlabIssue{
			Description: fmt.Sprintf("%s [%s]", f.Message, f.Rule), CheckName: f.Rule, Fingerprint: prints.of(f),
			Severity: gitlabSeverities[f.Severity],
			Location: gitlabLocation{names.of(f.Location.File), gitlabLines{f.Location.Line, f.Location.EndLine}},
		})
	}
	return printIndented(w, issues)
}
