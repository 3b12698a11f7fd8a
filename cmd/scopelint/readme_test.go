package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scopelint/scopelint/analyzer"
)

const readme = "../../README.md"

// The README's table of rules is written from the rules.
func TestREADMERules(t *testing.T) {
	const begin, end = "|---|---|---|\n", "<!-- end -->"
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), begin)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatal("the README has no table of rules")
	}
	var rows strings.Builder
	for _, r := range analyzer.Rules() {
		fmt.Fprintf(&rows, "| [`%s`](%s) | %s | %s |\n", r.ID, r.URL(), r.Severity, r.Summary)
	}
	want := before + begin + rows.String() + end + after
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(readme, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if diff := cmp.Diff(want, string(text)); diff != "" {
		t.Errorf("stale: run UPDATE=1 go test ./cmd/scopelint (-want +got):\n%s", diff)
	}
}

// The README's examples print what the README says.
func TestREADMEExample(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir("../..")
	for command, want := range map[string]int{"lint": exitFindings, "routes": exitClean} {
		var out, errs bytes.Buffer
		if status := run([]string{command, "./testdata/src/example"}, &out, &errs); status != want {
			t.Errorf("%s: status %d, %s", command, status, &errs)
		}
		if !strings.Contains(string(text), "```\n"+out.String()+"```\n") {
			t.Errorf("the README does not show what %s prints:\n%s", command, &out)
		}
	}
}
