package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
)

// checkout changes files as git does when another branch is checked out.
func (b *driftBench) checkout(files map[string]version) error {
	if _, err := os.Stat(b.gitDir()); err != nil {
		if err := b.git(nil, "init", "--quiet"); err != nil {
			return err
		}
	}
	for _, args := range [][]string{
		{"add", "--all", "--force", "."},
		{"-c", "user.name=drift", "-c", "user.email=drift@example.com", "commit", "--quiet", "--allow-empty", "--message=before"},
	} {
		if err := b.git(nil, args...); err != nil {
			return err
		}
	}
	var commit bytes.Buffer
	fmt.Fprint(&commit, "commit refs/heads/other\ncommitter drift <drift@example.com> 0 +0000\ndata 0\nfrom HEAD^0\n")
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if v := files[name]; v.gone {
			fmt.Fprintf(&commit, "D %s\n", name)
		} else {
			fmt.Fprintf(&commit, "M 100644 inline %s\ndata %d\n%s\n", name, len(v.text), v.text)
		}
	}
	if err := b.git(commit.Bytes(), "fast-import", "--quiet", "--force"); err != nil {
		return err
	}
	return b.git(nil, "checkout", "--quiet", "--force", "--detach", "other")
}

// gitDir is not among the modules, so that nothing there depends on it.
func (b *driftBench) gitDir() string { return filepath.Join(b.temp, "git") }

func (b *driftBench) git(input []byte, args ...string) error {
	cmd := exec.Command("git", args...)
	cmd.Dir = b.dir
	cmd.Env = append(os.Environ(), "GIT_DIR="+b.gitDir(), "GIT_WORK_TREE="+b.dir, "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL="+os.DevNull)
	cmd.Stdin = bytes.NewReader(input)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("git %q: %w\n%s", args, err, out)
	}
	return nil
}
