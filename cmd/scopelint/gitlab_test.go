package main

import (
	"bytes"
	"encoding/json"
	"path"
	"slices"
	"testing"

	"github.com/xeipuuv/gojsonschema"
)

// gitlabSchema is what GitLab asks of an entry before it shows it; others make
// the whole report void (app/validators/json_schemas/codeclimate.json of
// gitlab-org/gitlab, commit f986ce9ffa56 of its mirror, and the severities of
// lib/gitlab/ci/reports/codequality_reports.rb). check_name is asked for by its
// documentation alone.
const gitlabSchema = `{"type": "array", "items": {
	"type": "object",
	"required": ["description", "check_name", "fingerprint", "severity", "location"],
	"properties": {
		"description": {"type": "string", "minLength": 1},
		"check_name": {"type": "string", "minLength": 1},
		"fingerprint": {"type": "string", "minLength": 1},
		"severity": {"enum": ["blocker", "critical", "major", "minor", "info"]},
		"location": {
			"type": "object",
			"required": ["path", "lines"],
			"properties": {
				"path": {"type": "string", "minLength": 1},
				"lines": {"type": "object", "required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}}
			}
		}
	}
}}`

func TestGitLab(t *testing.T) {
	one := finding{
		Rule: "unknown-scope", Severity: "error", Message: `unknown scope "a:b"`, Package: "example.com/a", Scope: "a:b",
		Location: location{File: "a/ü b.go", Line: 1, Column: 2, EndLine: 1, EndColumn: 4},
	}
	again := one // a finding that only its line tells from the first
	again.Location.Line, again.Location.EndLine = 9, 9
	warning := one
	warning.Rule, warning.Severity = "redundant-scope", "warning"
	waived := one
	waived.Waived = "for a reason"
	r := &report{dir: t.TempDir(), Findings: []finding{one, again, warning, waived}}
	var out bytes.Buffer
	if err := printGitLab(&out, r); err != nil {
		t.Fatal(err)
	}
	result, err := gojsonschema.Validate(gojsonschema.NewStringLoader(gitlabSchema), gojsonschema.NewBytesLoader(out.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range result.Errors() {
		t.Error(e)
	}
	var issues []gitlabIssue
	if err := json.Unmarshal(out.Bytes(), &issues); err != nil {
		t.Fatal(err)
	}
	var prints []string
	for _, i := range issues {
		prints = append(prints, i.Fingerprint)
		if path.IsAbs(i.Location.Path) {
			t.Errorf("path %s: GitLab wants it from the root of the repository", i.Location.Path)
		}
	}
	slices.Sort(prints)
	if prints = slices.Compact(prints); len(prints) != 3 { // GitLab keeps one entry a fingerprint
		t.Errorf("%d fingerprints, want 3: %s", len(prints), &out)
	}
	if out.Reset(); printGitLab(&out, &report{dir: r.dir}) != nil || out.String() != "[]\n" {
		t.Errorf("without findings it is %q, want an empty list", out.String())
	}
}
