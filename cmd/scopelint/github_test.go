package main

import (
	"strings"
	"testing"
)

func TestPrintGitHub(t *testing.T) {
	dir := t.TempDir()
	r := &report{dir: dir, Findings: []finding{
		{Rule: "unknown-scope", Severity: "error", Message: "100% wrong:\r\na,b", Location: location{File: "a,b:c%.go", Line: 3, Column: 5, EndLine: 3, EndColumn: 9}},
		{Rule: "broad-scope", Severity: "warning", Message: "m", Location: location{File: "d.go", Line: 3, Column: 5, EndLine: 4, EndColumn: 2}},
		{Rule: "broad-scope", Severity: "warning", Message: "waived", Waived: "so"},
		{Rule: "broad-scope", Severity: "warning", Message: "old", Old: oldBaseline},
	}, Problems: []problem{{"p", "does\nnot load"}}}
	var b strings.Builder
	if err := printGitHub(&b, r); err != nil {
		t.Fatal(err)
	}
	want := `::error title=unknown-scope,file=a%2Cb%3Ac%25.go,line=3,endLine=3,col=5,endColumn=9::100%25 wrong:%0D%0Aa,b [unknown-scope]
::warning title=broad-scope,file=d.go,line=3::m [broad-scope]
::error title=scopelint::does%0Anot load
`
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", &b, want)
	}

	b.Reset()
	for range githubShown {
		r.Findings = append(r.Findings, r.Findings[0])
	}
	if err := printGitHub(&b, r); err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(b.String(), "\nGitHub shows 10 of these 12 annotations of kind error.\n") {
		t.Errorf("the limit is not told:\n%s", &b)
	}
}
