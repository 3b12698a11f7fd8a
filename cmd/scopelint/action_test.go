package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The GitHub action hands each of its inputs over as an environment variable of
// the same name, which a script reads; an expression within a command would make
// code of it.
func TestAction(t *testing.T) {
	read := func(file string) string {
		text, err := os.ReadFile("../../" + file)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	action := read("action.yml")
	scripts := read(".ci/action/install") + read(".ci/action/lint")
	head, steps, ok := strings.Cut(action, "\nruns:\n")
	inputs, _, ok2 := strings.Cut(head, "\noutputs:\n")
	if !ok || !ok2 {
		t.Fatal("action.yml has another form")
	}
	var declared []string
	for _, m := range regexp.MustCompile(`(?m)^  ([a-z-]+):$`).FindAllStringSubmatch(inputs, -1) {
		declared = append(declared, m[1])
		env := "INPUT_" + strings.ToUpper(strings.ReplaceAll(m[1], "-", "_"))
		handed := strings.Contains(steps, "  "+env+": ${{ inputs."+m[1]+" }}\n") && strings.Contains(scripts, "$"+env)
		if !handed && m[1] != "working-directory" {
			t.Errorf("the input %s does not get to a script as $%s", m[1], env)
		}
	}
	if len(declared) < 5 {
		t.Errorf("only the inputs %q were found", declared)
	}
	for _, m := range regexp.MustCompile(`inputs\.([a-z-]+)`).FindAllStringSubmatch(steps, -1) {
		if !slices.Contains(declared, m[1]) {
			t.Errorf("no input %s", m[1])
		}
	}
	if bad := regexp.MustCompile(`(?m)^ +run: .*\$\{\{.*`).FindString(steps); bad != "" || strings.Contains(steps, "run: |") {
		t.Errorf("an expression may become code: %s", bad)
	}
}
