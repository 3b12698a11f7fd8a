//go:build unix

package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// hookModule has a finding that is old, on the branch main.
var hookModule = map[string]string{
	"go.mod":     "module example.com/hook\n\ngo 1.24\n",
	"main.go":    "package main\n\nvar scopes = []string{\"droplet:create\", \"droplet:write\"}\n\nfunc main() { println(\"https://api.digitalocean.com/v2/regions\") }\n",
	"lib/lib.go": "package lib\n\nvar scopes = []string{\"droplet:create\", \"droplet:admin\", \"droplet:write\"}\n",
	"notes.txt":  "notes\n",
}

// changeOfHook is what is about to be committed on a branch that added a file.
var changeOfHook = map[string]string{
	"main.go":    strings.Replace(hookModule["main.go"], "regions", "tags", 1),
	"lib/lib.go": hookModule["lib/lib.go"] + "\nvar moreScopes = []string{\"droplet:create\", \"droplet:destroy\"}\n",
	"notes.txt":  "more notes\n",
	"draft.txt":  "not tracked\n",
}

// calling is a text of main.go that calls an API, which takes longer to read.
var calling = strings.NewReplacer("package main\n", "package main\n\nimport \"net/http\"\n", "println", "http.Get")

// theHook runs what reads another revision, from the top and from below, and
// lets the commit go on.
const theHook = `#!/bin/sh
{
	scopelint -new-from main
	(cd lib && scopelint -new-from main)
	scopelint -C lib -new-from main
	if [ "$HOOK_NEEDS" ]; then scopelint needs -no-cache -diff main; fi
} >"$HOOK_OUTPUT" 2>&1
exit 0
`

// saysTheHook is what it finds, in whatever way the commit is made.
const saysTheHook = `lib/lib.go:5:46: unknown scope "droplet:destroy": did you mean "droplet:delete"? [unknown-scope]
scopelint: -fix -unsafe-fixes writes what was guessed at lib/lib.go:5:46
scopelint: 1 finding, 2 there at main; judged 3 packages, 3 files, with 4 known scopes
lib.go:5:46: unknown scope "droplet:destroy": did you mean "droplet:delete"? [unknown-scope]
scopelint: -fix -unsafe-fixes writes what was guessed at lib.go:5:46
scopelint: 1 finding, 1 there at main; judged 1 package, 1 file, with 3 known scopes
lib.go:5:46: unknown scope "droplet:destroy": did you mean "droplet:delete"? [unknown-scope]
scopelint: -fix -unsafe-fixes writes what was guessed at lib.go:5:46
scopelint: 1 finding, 1 there at main; judged 1 package, 1 file, with 3 known scopes
`

const needsTheHook = `example.com/hook, since main:

gained tag:read: GET /v2/tags
	main.go:7:23  hook.main

lost regions:read: GET /v2/regions
	main.go:7:23  hook.main
`

// TestHooks makes commits with a hook and without, in all ways in which git
// hands its state on to hooks: history, index, worktrees, what is in the
// repository and the files must be the same.
func TestHooks(t *testing.T) {
	for _, form := range []struct {
		name, prepare, commit string
		needs                 bool // does, too, which takes longer
	}{
		{name: "staged", commit: "git add main.go lib && git commit -qm x"},
		{name: "all", commit: "git commit -qam x", needs: true},
		{name: "file", prepare: "git add lib", commit: "git commit -qm x main.go"},
		{name: "include", prepare: "git add lib", commit: "git commit -qm x -i main.go"},
		{name: "amend", commit: "git commit -q --amend -a --no-edit"},
		{name: "below", commit: "cd lib && git commit -qam x"},
		{name: "linked worktree", prepare: "git worktree add -q ../linked && cd ../linked", commit: "git commit -qam x", needs: true},
		{name: "linked worktree, file", prepare: "git worktree add -q ../linked && cd ../linked", commit: "git commit -qm x main.go"},
		{name: "linked worktree, staged, below", prepare: "git worktree add -q ../linked && cd ../linked", commit: "git add main.go && cd lib && git commit -qm x"},
		{name: "submodule", prepare: `git init -q ../super && cd ../super && git -c protocol.file.allow=always submodule --quiet add -b topic ../repo sub &&
			cd sub && git branch -q main origin/main`, commit: "git commit -qam x"},
		{name: "elsewhere", prepare: "mv .git ../elsewhere.git", commit: "git --git-dir=$PWD/../elsewhere.git --work-tree=$PWD commit -qam x"},
		{name: "elsewhere, by the environment", prepare: "mv .git ../elsewhere.git && export GIT_DIR=$PWD/../elsewhere.git GIT_WORK_TREE=$PWD", commit: "git commit -qam x"},
		{name: "configured", prepare: "for key in core.splitIndex core.untrackedCache submodule.recurse; do git config $key true; done", commit: "git commit -qam x"},
	} {
		t.Run(form.name, func(t *testing.T) {
			hook, want := theHook, saysTheHook
			module, change := maps.Clone(hookModule), maps.Clone(changeOfHook)
			if form.needs {
				hook, want = strings.ReplaceAll(hook, "$HOOK_NEEDS", "needs"), want+needsTheHook
				module["main.go"], change["main.go"] = calling.Replace(module["main.go"]), calling.Replace(change["main.go"])
			}
			with, said := hookedCommit(t, module, change, form.prepare, form.commit, hook)
			without, _ := hookedCommit(t, module, change, form.prepare, form.commit, "")
			if diff := cmp.Diff(unstamped(without), unstamped(with)); diff != "" {
				t.Errorf("the hook changes something:\n%s", diff)
			}
			if diff := cmp.Diff(want, said); diff != "" {
				t.Errorf("the hook says something else:\n%s", diff)
			}
		})
	}
}

// hookedCommit makes a commit, and returns all that is there afterwards and what
// the hook has said.
func hookedCommit(t *testing.T, module, change map[string]string, prepare, commit, hook string) (state, said string) {
	t.Helper()
	r := newHookRepo(t, module)
	if hook != "" {
		if err := os.WriteFile(filepath.Join(r.hooks, "pre-commit"), []byte(hook), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range change {
		r.git.Env = append(r.git.Env, "CHANGE_"+strings.NewReplacer("/", "_", ".", "_").Replace(name)+"="+text)
	}
	r.run(t, prepare+`
		printf %s "$CHANGE_main_go" >main.go
		printf %s "$CHANGE_lib_lib_go" >lib/lib.go
		printf %s "$CHANGE_notes_txt" >notes.txt
		printf %s "$CHANGE_draft_txt" >draft.txt
		top=$PWD
		(`+commit+`) || exit
		cd "$top"
		[ -e .git ] || export GIT_DIR=../elsewhere.git GIT_WORK_TREE=.
		git --no-pager log --all --format='%H %s'
		git ls-files -s
		git status --porcelain
		git worktree list`)
	out, err := os.ReadFile(r.output)
	if err != nil && hook != "" {
		t.Fatal(err)
	}
	return strings.ReplaceAll(r.said.String(), r.root, "ROOT") + r.files(t), string(out)
}

// A hookRepo is a repository in a directory of its own, on a branch.
type hookRepo struct {
	root   string // has repo, and whatever else is made
	hooks  string
	output string // of the hook
	git    exec.Cmd
	said   strings.Builder
}

func newHookRepo(t *testing.T, module map[string]string) *hookRepo {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("needs git")
	}
	top, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	r := &hookRepo{root: filepath.Join(top, "root"), hooks: filepath.Join(top, "hooks"), output: filepath.Join(top, "output")}
	repo := filepath.Join(r.root, "repo")
	for name, text := range module {
		file := filepath.Join(repo, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, dir := range []string{r.hooks, filepath.Join(r.root, "tmp")} {
		if err := os.Mkdir(dir, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	goCache, err := exec.Command("go", "env", "GOCACHE").Output()
	if err != nil {
		t.Fatal(err)
	}
	config := filepath.Join(top, "gitconfig")
	settings := "[user]\n\tname = a\n\temail = a@b.example\n[core]\n\thooksPath = " + r.hooks + "\n[init]\n\tdefaultBranch = main\n"
	if err := os.WriteFile(config, []byte(settings), 0o666); err != nil {
		t.Fatal(err)
	}
	r.git.Dir = repo
	r.git.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+config, "GIT_CONFIG_NOSYSTEM=1", "GIT_AUTHOR_DATE=2026-01-01T00:00:00Z", "GIT_COMMITTER_DATE=2026-01-01T00:00:00Z",
		"HOOK_OUTPUT="+r.output, "TMPDIR="+filepath.Join(r.root, "tmp"), "CGO_ENABLED=0", "GOCACHE="+strings.TrimSpace(string(goCache)), "XDG_CACHE_HOME="+filepath.Join(top, "cache"))
	r.run(t, `git init -q && git add . && git commit -qm base && git checkout -qb topic && mkdir new && echo "package new" >new/new.go && git add . && git commit -qm new`)
	return r
}

// run runs a shell script in the repository.
func (r *hookRepo) run(t *testing.T, script string) {
	t.Helper()
	cmd := exec.Command("sh", "-c", script)
	cmd.Dir, cmd.Env = r.git.Dir, r.git.Env
	out, err := cmd.CombinedOutput()
	r.said.Write(out)
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}

// files lists all files below the root: those of working trees with their
// contents, those of repositories by their names, for an index has times.
func (r *hookRepo) files(t *testing.T) string {
	t.Helper()
	var list strings.Builder
	err := filepath.WalkDir(r.root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			fmt.Fprintln(&list, path[len(r.root):])
			return err
		}
		fmt.Fprint(&list, path[len(r.root):])
		if !strings.Contains(path, ".git/") {
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			fmt.Fprintf(&list, " %x", sha256.Sum256(bytes.ReplaceAll(data, []byte(r.root), []byte("ROOT"))))
		}
		fmt.Fprintln(&list)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list.String()
}

// TestSignals: a run that is ended while git writes the revision leaves nothing;
// what a killed one leaves, the next one removes, and not before git is done.
func TestSignals(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGKILL} {
		t.Run(signal.String(), func(t *testing.T) {
			r := newHookRepo(t, hookModule)
			r.git.Env = append(r.git.Env, "AT="+r.root)
			r.run(t, `git config filter.slow.smudge 'touch "$AT/started"; while [ -e "$AT/started" ] && ! [ -e "$AT/go" ]; do sleep 0.02; done; cat' && echo 'main.go filter=slow' >.git/info/attributes`)
			cmd := exec.Command("scopelint", "-new-from", "main")
			cmd.Dir, cmd.Env = r.git.Dir, r.git.Env
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			await(t, "git starts", func() bool { _, err := os.Stat(filepath.Join(r.root, "started")); return err == nil })
			if err := cmd.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			_ = cmd.Wait()
			if status := cmd.ProcessState.Sys().(syscall.WaitStatus); status.Signal() != signal {
				t.Errorf("the run ends with %v, not of the signal", cmd.ProcessState)
			}
			if signal != syscall.SIGKILL {
				if left := r.left(t); len(left) > 0 {
					t.Errorf("left: %q", left)
				}
				writeFile(t, filepath.Join(r.root, "go"), "") // the filter ends
				return
			}
			if left := r.left(t); len(left) != 1 {
				t.Fatalf("left: %q; the test needs what a killed run leaves", left)
			}
			next := func() {
				writeFile(t, filepath.Join(r.git.Dir, ".git/info/attributes"), "")
				r.run(t, "scopelint -quiet -new-from main")
			}
			next()
			if left := r.left(t); len(left) != 1 {
				t.Errorf("left: %q; git was still writing there", left)
			}
			writeFile(t, filepath.Join(r.root, "go"), "")
			await(t, "the next run removes it", func() bool { next(); return len(r.left(t)) == 0 })
		})
	}
}

// left lists what is in the directory for temporary files.
func (r *hookRepo) left(t *testing.T) []string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(r.root, "tmp", "*"))
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func await(t *testing.T, what string, done func() bool) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); !done(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("in vain: %s", what)
		}
	}
}

// A shared index is named by a hash over its entries' times, which differ from
// run to run.
var sharedIndex = regexp.MustCompile(`sharedindex\.[0-9a-f]+`)

func unstamped(text string) string { return sharedIndex.ReplaceAllString(text, "sharedindex") }
