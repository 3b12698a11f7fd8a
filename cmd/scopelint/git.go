package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// revision returns the commit that a flag names.
func revision(flag, rev string) (commit string, err error) {
	if _, err := git("rev-parse", "--git-dir"); err != nil {
		return "", fmt.Errorf("%s: %w", flag, err)
	}
	commit, err = git("rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{commit}")
	if err != nil {
		return "", fmt.Errorf("%s: %q is no revision of this repository", flag, rev)
	}
	return commit, nil
}

// checkOut checks a commit out beside the repository and returns the
// directory in it that corresponds to the working directory.
func checkOut(commit string) (dir string, remove func(), err error) {
	prefix, err := git("rev-parse", "--show-prefix")
	if err != nil {
		return "", nil, err
	}
	tmp, err := os.MkdirTemp("", "scopelint-base-")
	if err != nil {
		return "", nil, err
	}
	remove = func() {
		_, _ = git("worktree", "remove", "--force", tmp) // best effort: it is a temporary directory
		os.RemoveAll(tmp)
	}
	if _, err := git("worktree", "add", "--detach", "--force", tmp, commit); err != nil {
		remove()
		return "", nil, err
	}
	return filepath.Join(tmp, filepath.FromSlash(prefix)), remove, nil
}

func git(args ...string) (string, error) {
	cmd := exec.Command("git", args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("git %s: %w: %s", args[0], err, strings.TrimSpace(stderr.String()))
	}
	return strings.TrimSpace(string(out)), nil
}
