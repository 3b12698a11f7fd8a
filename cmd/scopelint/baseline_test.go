package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestParseBaseline(t *testing.T) {
	tests := map[string]struct{ text, want string }{
		"no version":    {"[[finding]]\nrule = \"broad-scope\"\npackage = \"p\"\n", "f:1:1: this baseline has no version: write version = 1 at the top"},
		"other version": {"version = 2\n", "f:1:1: a baseline of version 2"},
		"unknown rule":  {"version = 1\n[[finding]]\nrule = \"broad-scope\"\npackage = \"p\"\n[[finding]]\nrule = \"broad-scop\"\npackage = \"p\"\n", `f:6:1: unknown rule "broad-scop": did you mean "broad-scope"?`},
		"no package":    {"version = 1\n[[finding]]\nrule = \"broad-scope\"\n", "f:2:3: this finding has no package"},
		"a count":       {"version = 1\n[[finding]]\nrule = \"broad-scope\"\npackage = \"p\"\ncount = -1\n", "f:5:1: -1 findings cannot be"},
		"unknown key":   {"version = 1\n[[finding]]\nrules = \"broad-scope\"\n", `did you mean "rule"?`},
		"no TOML":       {"version = 1\n[[finding\n", "f:2:"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := parseBaseline("f", []byte(test.text))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
}

// Findings that are alike are counted, and lines do not matter.
func TestBaselineMark(t *testing.T) {
	one := finding{Rule: "broad-scope", Package: "p", Within: "f", Scope: "api:write"}
	moved, elsewhere, waived := one, one, one
	moved.Location.Line = 7
	elsewhere.Within = "g"
	waived.Waived = "why"
	b := newBaseline(&report{Findings: []finding{waived, one, one}}, finding.Counts)

	now := &report{Findings: []finding{waived, moved, elsewhere}}
	if diff := cmp.Diff([]int{1}, b.mark(now, oldBaseline)); diff != "" {
		t.Errorf("missing (-want +got):\n%s", diff)
	}
	more := &report{Findings: []finding{one, moved, one}}
	b.mark(more, oldBaseline)
	got := []string{now.Findings[0].Old, now.Findings[1].Old, now.Findings[2].Old, more.Findings[1].Old, more.Findings[2].Old}
	if diff := cmp.Diff([]string{"", oldBaseline, "", oldBaseline, ""}, got); diff != "" {
		t.Errorf("old (-want +got):\n%s", diff)
	}
}

// Whatever a baseline holds, it is read back as it was written.
func FuzzBaseline(f *testing.F) {
	f.Add("version = 1\n[[finding]]\nrule = \"broad-scope\"\npackage = \"p\"\nwithin = \"f\"\nscope = \"a:b\"\nroute = \"GET /\"\ncount = 3\n")
	f.Add("version = 1\nfinding = [{rule = 'unknown-scope', package = \"\\u00e9\"}]")
	f.Fuzz(func(t *testing.T, text string) {
		b, err := parseBaseline("f", []byte(text))
		if err != nil {
			return
		}
		want := append([]baselineEntry(nil), b.Findings...)
		out, err := b.text()
		if err != nil {
			t.Fatal(err)
		}
		again, err := parseBaseline("f", out)
		if err != nil {
			t.Fatalf("%v in\n%s", err, out)
		}
		if diff := cmp.Diff(want, again.Findings, cmp.AllowUnexported(baselineEntry{}), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("(-read +written)\n%s", diff)
		}
	})
}
