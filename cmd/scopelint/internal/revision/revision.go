// Package revision reads other revisions of the git repository around a
// directory and leaves that repository as it is: no worktree is registered, no
// index is touched and no hook runs.
package revision

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// A Repository is the git repository around a directory.
type Repository struct {
	dir    string   // where git runs
	env    []string // of git
	gitDir string
	prefix string // of dir in the working tree: "" or "cmd/"
}

// local are the variables that "git rev-parse --local-env-vars" lists, but for
// configuration. A git command sets them for its hooks and aliases, whose
// index, for one, is not the repository's.
var local = []string{
	"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_IMPLICIT_WORK_TREE", "GIT_INTERNAL_SUPER_PREFIX",
	"GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_SHALLOW_FILE", "GIT_GRAFT_FILE", "GIT_NO_REPLACE_OBJECTS", "GIT_REPLACE_REF_BASE",
}

// Find finds the repository around a directory. If the environment names
// another one with GIT_DIR, that counts where somebody has set it on purpose:
// with GIT_WORK_TREE, or outside of what git runs, or where no repository is
// around. Hooks of linked worktrees and of submodules get GIT_DIR as well, and
// then git takes any directory that it is called in for the top.
func Find(dir string, environ []string) (*Repository, error) {
	around := &Repository{dir: dir, env: without(environ, local...)}
	err := around.open()
	if !has(environ, "GIT_DIR") {
		return around, err
	}
	named := &Repository{dir: dir, env: without(environ, "GIT_INDEX_FILE", "GIT_PREFIX")}
	namedErr := named.open()
	onPurpose := has(environ, "GIT_WORK_TREE") || !has(environ, "GIT_PREFIX") && around.gitDir != named.gitDir
	if err == nil && !onPurpose {
		return around, nil
	}
	return named, namedErr
}

func (r *Repository) open() error {
	out, err := r.git("rev-parse", "--git-dir")
	if err != nil {
		return err
	}
	if r.gitDir = filepath.FromSlash(out); !filepath.IsAbs(r.gitDir) {
		r.gitDir = filepath.Join(r.dir, r.gitDir)
	}
	r.gitDir, err = filepath.EvalSymlinks(r.gitDir) // to compare
	if err != nil {
		return err
	}
	r.prefix, err = r.git("rev-parse", "--show-prefix")
	return err
}

// Commit returns the commit that a revision is; it is not ok if there is none.
func (r *Repository) Commit(rev string) (commit string, ok bool) {
	commit, err := r.git("rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{commit}")
	return commit, err == nil
}

// ForkPoint returns the last commit that a commit and HEAD have in common; it
// is not ok if there is none.
func (r *Repository) ForkPoint(commit string) (base string, ok bool) {
	base, err := r.git("merge-base", commit, "HEAD")
	return base, err == nil
}

func (r *Repository) git(args ...string) (string, error) {
	cmd := exec.Command("git", args...)
	cmd.Dir, cmd.Env = r.dir, r.env
	out, err := output(cmd, args[0])
	return strings.TrimRight(out, "\r\n"), err
}

// A Tree is the files of a commit, in a directory of their own.
type Tree struct {
	// Dir is the directory that corresponds to the repository's.
	Dir string
	tmp *tempDir
}

// Remove removes the files.
func (t *Tree) Remove() { t.tmp.remove() }

// unhooked is what git is configured with to make files of a commit and nothing
// else: no hook or monitor runs, the index is one file, and submodules, whose
// configuration would be rewritten, stay as they are.
var unhooked = []string{
	"core.hooksPath=" + os.DevNull, "core.fsmonitor=false", "core.untrackedCache=false", "core.splitIndex=false", "submodule.recurse=false",
}

// Extract makes the files of a commit as a checkout would, attributes and
// filters included, by an index of their own.
func (r *Repository) Extract(commit string) (*Tree, error) {
	tmp, err := newTempDir()
	if err != nil {
		return nil, err
	}
	top := filepath.Join(tmp.path, "tree")
	err = tmp.use(func(ctx context.Context) error {
		if err := os.Mkdir(top, 0o700); err != nil {
			return err
		}
		var args []string
		for _, setting := range unhooked {
			args = append(args, "-c", setting)
		}
		cmd := exec.CommandContext(ctx, "git", append(args, "read-tree", "-m", "-u", commit)...)
		cmd.Dir = top
		cmd.Env = append(without(r.env, "GIT_DIR", "GIT_WORK_TREE"), "GIT_DIR="+r.gitDir, "GIT_WORK_TREE="+top, "GIT_INDEX_FILE="+filepath.Join(tmp.path, "index"),
			"GIT_LFS_SKIP_SMUDGE=1") // downloads nothing, and takes what is here
		cmd.WaitDelay = time.Second // a filter may hold on to git's output
		tmp.outlive(cmd)
		_, err := output(cmd, "read-tree")
		return err
	})
	if err != nil {
		tmp.remove()
		return nil, err
	}
	return &Tree{Dir: filepath.Join(top, filepath.FromSlash(r.prefix)), tmp: tmp}, nil
}

func output(cmd *exec.Cmd, name string) (string, error) {
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("git %s: %w: %s", name, err, strings.TrimSpace(stderr.String()))
	}
	return string(out), nil
}

func has(environ []string, name string) bool {
	return slices.ContainsFunc(environ, func(v string) bool { return strings.HasPrefix(v, name+"=") })
}

func without(environ []string, names ...string) []string {
	return slices.DeleteFunc(slices.Clone(environ), func(v string) bool {
		name, _, _ := strings.Cut(v, "=")
		return slices.Contains(names, name)
	})
}
