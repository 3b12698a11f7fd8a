package main

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scopelint/scopelint/analyzer"
)

// completed lists what completes the last of the words, without descriptions,
// and what else may stand there.
func completed(t *testing.T, words ...string) (list []string, rest string) {
	t.Helper()
	var out bytes.Buffer
	if status := run(append([]string{completeCommand}, words...), &out, &out); status != exitClean {
		t.Fatalf("%q: status %d, %s", words, status, &out)
	}
	rest, lines, _ := strings.Cut(out.String(), "\n")
	for line := range strings.Lines(lines) {
		word, _, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		list = append(list, word)
	}
	return list, rest
}

// flagLine is a flag in the help of a command.
var flagLine = regexp.MustCompile(`(?m)^  (-[a-zA-Z-]+)`)

// The flags of every command are those that its help lists.
func TestCompletionFlags(t *testing.T) {
	var names [][]string
	for _, cmd := range subcommands() {
		switch cmd.name {
		case "catalog":
			for _, verb := range catalogVerbs() {
				names = append(names, []string{"catalog", verb.name})
			}
		case "help", "version", completeCommand: // without flags of their own
		default:
			names = append(names, []string{cmd.name})
		}
	}
	for _, name := range names {
		var help bytes.Buffer
		if status := run(append(slices.Clone(name), "-help"), &help, &help); status != exitClean {
			t.Errorf("%q has no help: %s", name, &help)
			continue
		}
		var want []string
		for _, m := range flagLine.FindAllStringSubmatch(help.String(), -1) {
			want = append(want, m[1])
		}
		got, _ := completed(t, append(slices.Clone(name), "-")...)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-help +completed):\n%s", name, diff)
		}
	}
}

// Every command is completed, explained in the general help, and every rule is
// completed where rules are named.
func TestCompletionWords(t *testing.T) {
	words, _ := completed(t, "")
	for _, cmd := range subcommands() {
		if cmd.summary == "" {
			continue
		}
		if !slices.Contains(words, cmd.name) {
			t.Errorf("%s is not completed", cmd.name)
		}
		if cmd.name != "lint" && cmd.name != "help" && !strings.Contains(usage, "scopelint "+cmd.name) {
			t.Errorf("the help does not tell of %s", cmd.name)
		}
	}
	verbs, _ := completed(t, "catalog", "")
	for _, verb := range catalogVerbs() {
		if !slices.Contains(verbs, verb.name) || !strings.Contains(catalogUsage, "scopelint catalog "+verb.name) {
			t.Errorf("catalog %s is not completed, or not in the help", verb.name)
		}
	}
	explained, _ := completed(t, "explain", "")
	ruled, _ := completed(t, "-rules", "")
	for _, id := range analyzer.RuleIDs() {
		if !slices.Contains(explained, id) || !slices.Contains(ruled, id) {
			t.Errorf("%s is not completed behind explain and -rules", id)
		}
	}
}

func TestCompletionValues(t *testing.T) {
	for _, tt := range []struct {
		words []string
		want  []string
		rest  string
	}{
		{[]string{"expl"}, []string{"explain"}, ":dirs"},
		{[]string{"-format", "s"}, []string{"sarif"}, ":words"},
		{[]string{"routes", "--format=h"}, []string{"--format=html"}, ":words"},
		{[]string{"--fail-o"}, []string{"--fail-on"}, ":words"},
		{[]string{"-rules", "unknown-scope,-broad"}, []string{"unknown-scope,-broad-scope"}, ":words"},
		{[]string{"-fix", "./."}, []string{"./..."}, ":dirs"}, // a bool takes no word
		{[]string{"-tests=f"}, []string{"-tests=false"}, ":words"},
		{[]string{"-o", ""}, nil, ":files"},
		{[]string{"-config="}, nil, ":files"},
		{[]string{"needs", "-C", ""}, nil, ":dirs"},
		{[]string{"-nosuch=x"}, nil, ":words"},
		{[]string{"explain", "vpc_peering:d"}, []string{"vpc_peering:delete"}, ":words"},
		{[]string{"catalog", "diff", "dig"}, []string{"digitalocean"}, ":files"},
		{[]string{"catalog", "nosuch", "x"}, nil, ":words"},
		{[]string{"completion", "z"}, []string{"zsh"}, ":words"},
		{[]string{"version", "x"}, nil, ":words"},
		{nil, []string{"lint"}, ":dirs"},
	} {
		got, rest := completed(t, tt.words...)
		if tt.words == nil {
			got = got[:1]
		}
		if diff := cmp.Diff(tt.want, got); diff != "" || rest != tt.rest {
			t.Errorf("%q: rest %q (-want +got):\n%s", tt.words, rest, diff)
		}
	}
}
