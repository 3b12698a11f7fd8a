package main

import (
	"bytes"
	"strings"
	"testing"
)

// No text ends a workflow command or one of its properties early, and what
// GitHub leaves out is said.
func TestGitHub(t *testing.T) {
	r := &report{dir: t.TempDir()}
	for range githubShown + 1 {
		r.Findings = append(r.Findings, finding{
			Rule: "a,b:c", Severity: "error", Message: "100%\r\n::error::x, y",
			Location: location{File: "a,b:c%.go", Line: 1, Column: 2, EndLine: 3, EndColumn: 4},
		})
	}
	var out bytes.Buffer
	if err := printGitHub(&out, r); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	want := `::error file=a%2Cb%3Ac%25.go,line=1,endLine=3,title=a%2Cb%3Ac::100%25\r\n::error::x, y`
	if len(lines) != githubShown+2 || lines[0] != want {
		t.Errorf("%d lines, the first %q, want %q", len(lines), lines[0], want)
	}
	if last := lines[len(lines)-1]; !strings.HasPrefix(last, "::notice ") || !strings.Contains(last, "all 11 are in its log") {
		t.Errorf("last line %q", last)
	}
}
