package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReplaceChanged: a file that somebody has changed since it was linted keeps
// the change, and the others are mended.
func TestReplaceChanged(t *testing.T) {
	dir := t.TempDir()
	changed, mended := filepath.Join(dir, "a.go"), filepath.Join(dir, "b.go")
	writeFile(t, changed, "package a // changed")
	writeFile(t, mended, "package a")
	was := map[string][]byte{changed: []byte("package a"), mended: []byte("package a")}
	next := map[string][]byte{changed: []byte("package b"), mended: []byte("package b")}
	var said strings.Builder
	r := &report{dir: dir}
	if refused := r.replace(was, next, "fixed", &said); refused != 1 {
		t.Errorf("%d files are refused", refused)
	}
	if want := "scopelint: a.go is left as it is: it has changed meanwhile: run scopelint again\nscopelint: fixed b.go\n"; said.String() != want {
		t.Errorf("said:\n%s", &said)
	}
	for file, want := range map[string]string{changed: "package a // changed", mended: "package b"} {
		if got, err := os.ReadFile(file); err != nil || string(got) != want {
			t.Errorf("%s: %q, %v", file, got, err)
		}
	}
}
