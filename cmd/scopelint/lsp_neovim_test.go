package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// TestNeovim: a real editor opens, types, completes, asks, mends, saves and
// switches to another branch.
func TestNeovim(t *testing.T) {
	nvim, err := exec.LookPath("nvim")
	if err != nil {
		t.Skip("Neovim is not installed")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	scopelint := filepath.Join(t.TempDir(), "scopelint") // by this name the test is the command
	if err := os.Symlink(self, scopelint); err != nil {
		t.Skip(err)
	}
	script, err := filepath.Abs("testdata/neovim.lua")
	if err != nil {
		t.Fatal(err)
	}
	dir, out := t.TempDir(), filepath.Join(t.TempDir(), "out")
	write(t, filepath.Join(dir, "go.mod"), "module example.com/widgets\n\ngo 1.24\n")
	write(t, filepath.Join(dir, ".scopelint.toml"), sessionConfig)
	write(t, filepath.Join(dir, "widgets.toml"), sessionCatalog)
	write(t, filepath.Join(dir, "main.go"), sessionCode)
	cmd := exec.Command(nvim, "--headless", "-u", "NONE", "-i", "NONE", "-n", "-c", "luafile "+script)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "OUT="+out, "SCOPELINT="+scopelint, "XDG_CACHE_HOME="+t.TempDir(), "XDG_STATE_HOME="+t.TempDir())
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	got, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	const want = `open: ok
5:50 unknown scope "widget:raed": did you mean "widget:read"? [unknown-scope]
routes: ok
type: ok
5:50 unknown scope "widget:creat": did you mean "widget:create"? [unknown-scope]
complete: widget:read widget:create widget:delete
hover: widget:read: Look at widgets
fix and save: ok

another branch: ok
3:24 unknown scope "gadget:raed": did you mean "gadget:read"? [unknown-scope]
`
	if diff := gocmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
}
