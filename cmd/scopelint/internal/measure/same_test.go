package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestPlant(t *testing.T) {
	dir := t.TempDir()
	for i := range 7 {
		file := filepath.Join(dir, fmt.Sprintf("p%d", i%2), fmt.Sprintf("f%d.go", i))
		if err := writeText(file, "package p\n"); err != nil {
			t.Fatal(err)
		}
	}
	if err := writeText(filepath.Join(dir, "p0", "notes.txt"), "none"); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := plantScopes(&out, []string{dir, "3"}); err != nil {
		t.Fatal(err)
	}
	if want := "2 of 7 files have scopes now\n"; out.String() != want {
		t.Errorf("said %q, want %q", &out, want)
	}
	found, err := filepath.Glob(filepath.Join(dir, "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	var changed []string
	for _, file := range found {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(data), "droplet:raed") {
			changed = append(changed, filepath.Base(file))
		}
	}
	if want := []string{"f4.go", "f3.go"}; !slices.Equal(changed, want) {
		t.Errorf("changed %v, want %v", changed, want)
	}
}

// TestFindings: what drivers print comes to the same, and what they could not
// see is no finding.
func TestFindings(t *testing.T) {
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("there is no shell to print what a driver does")
	}
	dir := t.TempDir()
	want := []string{
		`a/b.go:3:4: unknown scope "droplet:raed" [unknown-scope]`,
		`c d.go:5:6: unknown scope "tag:crate" [unknown-scope]`,
	}
	for name, test := range map[string]struct{ prints, failure string }{
		"standalone": {want[1] + "\n" + want[0] + "\nexit 1", ""},
		"go vet":     {"# example.com/m\n./" + want[0] + "\n" + dir + "/" + want[1] + "\n./" + want[0] + "\nexit status 1\nexit 1", ""},
		"broken":     {want[0] + "\n" + want[1] + "\nd.go:1:1: expected declaration\nexit 2", "d.go:1:1: expected declaration"},
	} {
		lines := strings.Split(test.prints, "\n")
		script := "cat <<'END'\n" + strings.Join(lines[:len(lines)-1], "\n") + "\nEND\n" + lines[len(lines)-1]
		list, failure := findings(dir, os.Environ(), []string{"sh", "-c", script})
		if !slices.Equal(list, want) || failure != test.failure {
			t.Errorf("%s: %q and the failure %q", name, list, failure)
		}
	}
	if list, failure := findings(dir, os.Environ(), []string{"sh", "-c", "exit 2"}); len(list) > 0 || failure != "exit status 2" {
		t.Errorf("a tool that says nothing: %q and the failure %q", list, failure)
	}
}

func TestTell(t *testing.T) {
	var out bytes.Buffer
	list := make([]string, 22)
	for i := range list {
		list[i] = fmt.Sprint("f", i)
	}
	if n := tell(&out, "not here", without(list, []string{"f0"})); n != 21 {
		t.Errorf("counted %d", n)
	}
	lines := strings.Split(out.String(), "\n")
	if len(lines) != 22 || lines[0] != "\tnot here: f1" || lines[20] != "\tnot here: 1 more" {
		t.Errorf("printed\n%s", &out)
	}
}
