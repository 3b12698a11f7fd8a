//go:build unix

package edits

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
)

func TestReplaceKeeps(t *testing.T) {
	dir := t.TempDir()
	file, link := filepath.Join(dir, "a.go"), filepath.Join(dir, "b.go")
	write(t, file, "before")
	if err := os.Symlink("a.go", link); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(file, 0o640|os.ModeSetgid); err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() == 0 {
		if err := os.Chown(file, 12, 34); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(file, 0o640|os.ModeSetgid); err != nil {
			t.Fatal(err)
		}
	}
	before := stat(t, file)
	if err := Replace(link, []byte("before"), []byte("after")); err != nil {
		t.Fatal(err)
	}
	after := stat(t, file)
	if got := read(t, file); got != "after" || after.Mode != before.Mode || after.Uid != before.Uid || after.Gid != before.Gid {
		t.Errorf("%q, mode %o, owner %d:%d; want %o, %d:%d", got, after.Mode, after.Uid, after.Gid, before.Mode, before.Uid, before.Gid)
	}
	if target, err := os.Readlink(link); err != nil || target != "a.go" {
		t.Errorf("the link leads to %q, %v", target, err)
	}
	only(t, dir, "a.go", "b.go")
}

func TestReplaceRefuses(t *testing.T) {
	for name, spoil := range map[string]func(file string) error{
		"it has changed": func(file string) error { return os.WriteFile(file, []byte("before and more"), 0o666) },
		"2 hard links":   func(file string) error { return os.Link(file, file+".bak") },
	} {
		file := filepath.Join(t.TempDir(), "a.go")
		write(t, file, "before")
		if err := spoil(file); err != nil {
			t.Fatal(err)
		}
		held := read(t, file)
		if err := Replace(file, []byte("before"), []byte("after")); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
		if got := read(t, file); got != held {
			t.Errorf("%s: the file holds %q", name, got)
		}
		if left, _ := filepath.Glob(filepath.Join(filepath.Dir(file), ".a.go*")); len(left) > 0 {
			t.Errorf("%s: left %q", name, left)
		}
	}
}

// TestSwap: what somebody writes between the comparison and the replacement is
// back in its place.
func TestSwap(t *testing.T) {
	dir := t.TempDir()
	file, old := filepath.Join(dir, "a.go"), filepath.Join(dir, ".a.go"+oldMark)
	write(t, file, "before and more")
	write(t, old, "after")
	err := swap(file, old, []byte("before"), []byte("after"))
	if err == nil && read(t, file) == "after" {
		t.Skip("files cannot be exchanged here")
	}
	if !errors.Is(err, ErrChanged) || read(t, file) != "before and more" {
		t.Errorf("%v, %q", err, read(t, file))
	}
	only(t, dir, "a.go")
}

// TestAppended: of lines that are appended while the file is replaced again and
// again none is lost.
func TestAppended(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("who has a file open is not known here")
	}
	file := filepath.Join(t.TempDir(), "a.go")
	write(t, file, "first\n")
	const lines = 2000
	cmd := exec.Command("sh", "-c", `i=0; while [ $i -lt 2000 ]; do echo line >>"$0"; i=$((i+1)); done`, file)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error)
	go func() { ended <- cmd.Wait() }()
	replaced, refused := 0, 0
	for {
		select {
		case err := <-ended:
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Count(read(t, file), "line\n"); got != lines {
				t.Errorf("%d of %d lines are left, after %d replacements and %d refusals", got, lines, replaced, refused)
			}
			only(t, filepath.Dir(file), "a.go")
			t.Logf("%d replacements, %d refusals", replaced, refused)
			return
		default:
		}
		was := []byte(read(t, file))
		switch err := Replace(file, was, append([]byte("x"), was...)); {
		case err == nil:
			replaced++
		case errors.Is(err, ErrChanged):
			refused++
		default:
			t.Fatal(err)
		}
	}
}

// TestSweep: what a killed run leaves goes, but for what somebody may miss.
func TestSweep(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a.go")
	info := func() os.FileInfo { write(t, file, "before"); i, _ := os.Stat(file); return i }()
	if _, err := writeBeside(file, info, []byte("after")); err != nil { // killed here
		t.Fatal(err)
	}
	harmless := beside(file, oldMark+hexes("before", "after"))
	precious := beside(file, oldMark+hexes("older", "after"))
	write(t, harmless, "before")
	write(t, precious, "older and more")
	write(t, filepath.Join(dir, ".hidden"), "the user's")
	held, err := Sweep(dir)
	if err != nil || !slices.Equal(held, []string{precious}) {
		t.Errorf("held %q, %v", held, err)
	}
	only(t, dir, filepath.Base(precious), ".hidden", "a.go")
}

// TestWriteFileWrites: a report goes where it is asked for, links or not.
func TestWriteFileWrites(t *testing.T) {
	file := filepath.Join(t.TempDir(), "report")
	write(t, file, "before")
	if err := os.Link(file, file+"2"); err != nil {
		t.Fatal(err)
	}
	if err := WriteFile(file, []byte("after")); err != nil || read(t, file) != "after" || read(t, file+"2") != "after" {
		t.Errorf("%v, %q, %q", err, read(t, file), read(t, file+"2"))
	}
}

func hexes(was, data string) string {
	return strings.Join([]string{fmt.Sprintf("%x", sum([]byte(was))), fmt.Sprintf("%x", sum([]byte(data)))}, "-")
}

func only(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if !slices.Equal(names, want) {
		t.Errorf("there are %q, want %q", names, want)
	}
}

func stat(t *testing.T, file string) *syscall.Stat_t {
	t.Helper()
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	return info.Sys().(*syscall.Stat_t)
}

func read(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
