package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/diff"
)

// measureDrift edits modules at random, and holds what a run says that
// remembers the earlier ones against one that remembers nothing, and these
// against the other ways to lint. It prints the shortest history that it finds
// to each difference.
//
//	measure drift HISTORIES STEPS SEED [DIR]
//
// Each history has modules of its own, made up to be dense with constants that
// cross packages; with DIR, the copy of a module, it adds such code to that.
func measureDrift(w io.Writer, args []string) (err error) {
	usage := errors.New("usage: measure drift HISTORIES STEPS SEED [DIR]")
	var n [3]int
	if len(args) != len(n) && len(args) != len(n)+1 {
		return usage
	}
	for i := range n {
		if n[i], err = strconv.Atoi(args[i]); err != nil {
			return usage
		}
	}
	tools, err := buildTools("scopelint")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tools)
	b, err := newDriftBench(tools)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.close()) }()
	if len(args) > len(n) {
		if b.dir, err = filepath.Abs(args[len(n)]); err != nil {
			return err
		}
		b.before = make(map[string][]byte)
	} else if err := b.useOwnModules(); err != nil {
		return err
	}
	return b.drift(w, n[0], n[1], uint64(n[2]))
}

// drift tries histories, and prints what differs.
func (b *driftBench) drift(w io.Writer, histories, steps int, seed uint64) error {
	different := 0
	for i := range uint64(histories) {
		h, d, err := b.try(seed+i, steps)
		if err != nil {
			return fmt.Errorf("seed %d: %w", seed+i, err)
		}
		if d == nil {
			continue
		}
		different++
		fmt.Fprintf(w, "seed %d, after %d steps: %s\n", seed+i, len(h)-1, d)
		if h, d, err = b.shorten(h, d); err != nil {
			return err
		}
		h.print(w)
		fmt.Fprintln(w, d)
	}
	fmt.Fprintf(w, "%s\n", &b.tally)
	if different > 0 {
		return fmt.Errorf("%d of %d histories end with a difference", different, histories)
	}
	return nil
}

// A difference is between two ways to lint the same.
type difference struct{ way, text string }

func (d *difference) String() string { return d.way + "\n" + d.text }

// The ways that may differ.
const (
	withIndex  = "with the index, and without"
	withSource = "with the types that are needed, and with all types from source"
	withVet    = "standalone, and go vet"
)

// A tally counts what was done.
type driftTally struct {
	steps, judged, found, source, vetted int

	others   int // runs of routes and needs
	hindered int // runs that could not write the cache
}

func (t *driftTally) String() string {
	return fmt.Sprintf("%d steps, %d of them judged and %d with findings; %d held against types from source, %d against go vet; %d runs of routes and needs; %d with a cache that is read-only or full",
		t.steps, t.judged, t.found, t.source, t.vetted, t.others, t.hindered)
}

// A driftBench runs histories in a directory of its own.
type driftBench struct {
	dir, temp                 string // where the modules are; what goes in the end
	scopelint, vetTool, cache string
	env                       []string
	mounts                    bool              // see canMount
	sums                      string            // what go.sum says of the modules in the module cache
	before                    map[string][]byte // what stood in the files of a copy that were changed
	tally                     driftTally
}

func newDriftBench(tools string) (*driftBench, error) {
	dir, err := os.MkdirTemp("", "scopelint-drift")
	if err != nil {
		return nil, err
	}
	b := &driftBench{temp: dir, dir: filepath.Join(dir, "w"), cache: filepath.Join(dir, "cache"), scopelint: filepath.Join(tools, "scopelint"), vetTool: filepath.Join(dir, "scopelint")}
	goCache, err := exec.Command("go", "env", "GOCACHE").Output()
	if err != nil {
		return nil, err
	}
	b.env = append(os.Environ(), "XDG_CACHE_HOME="+b.cache, "GOCACHE="+strings.TrimSpace(string(goCache)), "GOFLAGS=", "GOPROXY=off", "GOWORK=")
	b.mounts = canMount()
	return b, nil
}

func (b *driftBench) close() error { return errors.Join(b.restore(), os.RemoveAll(b.temp)) }

// start begins a history: nothing is there and nothing is remembered, go vet's
// cache included if it is to be asked, which knows the vet tool by its content.
func (b *driftBench) start(vet bool) error {
	if err := errors.Join(b.restore(), os.RemoveAll(b.cache), os.RemoveAll(filepath.Join(b.temp, "saved")), os.RemoveAll(b.gitDir())); err != nil || !vet {
		return err
	}
	data, err := os.ReadFile(b.scopelint)
	if err != nil {
		return err
	}
	if err := os.WriteFile(b.vetTool, data, 0o777); err != nil {
		return err
	}
	return other(b.vetTool)
}

// restore undoes what histories did.
func (b *driftBench) restore() (err error) {
	if b.before == nil {
		return os.RemoveAll(b.dir)
	}
	for name, text := range b.before {
		v := version{text: string(text), gone: text == nil}
		err = errors.Join(err, b.write(step{files: map[string]version{name: v}}))
	}
	return err
}

// try makes a history of random edits, until there is a difference.
func (b *driftBench) try(seed uint64, steps int) (history, *difference, error) {
	if err := b.start(true); err != nil {
		return nil, nil, err
	}
	a, err := b.newAuthor(seed)
	if err != nil {
		return nil, nil, err
	}
	var h history
	for i := range steps {
		s := a.step(i)
		h = append(h, s)
		if err := b.write(s); err != nil {
			return h, nil, err
		}
		d, err := b.compare(s)
		b.tally.steps++
		if d != nil || err != nil {
			return h, d, err
		}
	}
	return h, nil, nil
}

// write changes files.
func (b *driftBench) write(s step) error {
	if s.by == byCheckout {
		return b.checkout(s.files)
	}
	for name, v := range s.files {
		file := filepath.Join(b.dir, name)
		if _, ok := b.before[name]; !ok && b.before != nil {
			b.before[name], _ = os.ReadFile(file) // nil for one that is not there
		}
		if v.gone {
			if err := os.Remove(file); err != nil && !errors.Is(err, os.ErrNotExist) {
				return err
			}
			for dir := filepath.Dir(file); dir != b.dir && os.Remove(dir) == nil; dir = filepath.Dir(dir) {
			}
			continue
		}
		into := file
		if s.by == byRenaming {
			into += ".new"
		}
		if err := writeText(into, v.text); err != nil {
			return err
		}
		at := v.at
		if at.IsZero() {
			at = time.Now().Truncate(2 * time.Second) // as coarse as file systems count
		}
		if err := os.Chtimes(into, at, at); err != nil {
			return err
		}
		if err := os.Rename(into, file); err != nil {
			return err
		}
	}
	return nil
}

// said is what a run prints, and its status.
type said struct {
	out, err string
	status   int
}

func (b *driftBench) lint(r lintRun, more ...string) said {
	return b.say(r, exec.Command(b.scopelint, slices.Concat(r.flags, more, r.patterns)...))
}

func (b *driftBench) say(r lintRun, cmd *exec.Cmd) said {
	cmd.Dir, cmd.Env = filepath.Join(b.dir, r.dir), b.env
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		return said{err: err.Error(), status: -1} // its directory is gone
	}
	return said{stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()}
}

// remembering lints, or runs another command, with the cache that a step asks for.
func (b *driftBench) remembering(s step, command ...string) (said, error) {
	cmd, err := b.command(s.cache, slices.Concat(command, s.run.flags, []string{"-format=json"}, s.run.patterns)...)
	if err != nil {
		return said{}, err
	}
	return b.say(s.run, cmd), nil
}

// others lists the commands beside lint that a step runs.
func (s step) others() (list []string) {
	if s.routes {
		list = append(list, "routes")
	}
	if s.needs {
		list = append(list, "needs")
	}
	return list
}

// remember has the cache be what it is after a step.
func (b *driftBench) remember(s step) error {
	err := b.prepareCache(s.cache)
	if err == nil {
		_, err = b.remembering(s)
	}
	for _, name := range s.others() {
		if err == nil {
			_, err = b.remembering(s, name)
		}
	}
	return err
}

// compare lints in the ways that a step asks for.
func (b *driftBench) compare(s step) (*difference, error) {
	if err := b.prepareCache(s.cache); err != nil {
		return nil, err
	}
	warm, err := b.remembering(s)
	if err != nil {
		return nil, err
	}
	cold := b.lint(s.run, "-format=json", "-no-cache")
	if d, err := b.compareOthers(s); d != nil || err != nil {
		return d, err
	}
	return b.compareLint(s, warm, cold), nil
}

// compareOthers holds what other commands remember against what they find.
func (b *driftBench) compareOthers(s step) (*difference, error) {
	for _, name := range s.others() {
		warm, err := b.remembering(s, name)
		if err != nil {
			return nil, err
		}
		cold := b.say(s.run, exec.Command(b.scopelint, slices.Concat([]string{name}, s.run.flags, []string{"-format=json", "-no-cache"}, s.run.patterns)...))
		if b.tally.others++; warm != cold {
			return differ(withIndex, warm, cold), nil
		}
	}
	return nil, nil
}

func (b *driftBench) compareLint(s step, warm, cold said) *difference {
	if warm.status == 0 || warm.status == 1 {
		b.tally.judged++
	}
	if warm.status == 1 {
		b.tally.found++
	}
	if warm != cold {
		return differ(withIndex, warm, cold)
	}
	if s.source {
		b.tally.source++
		source := b.lint(s.run, "-format=json", "-types=source")
		if source.status != 2 && source != cold { // what is not needed is not parsed either
			return differ(withSource, cold, source)
		}
	}
	if s.vet {
		if d := b.compareVet(s.run); cold.status != 2 { // go vet does not know what of a configuration is for nothing
			return d
		}
	}
	return nil
}

// differ shows the lines that two runs do not have in common.
func differ(way string, a, b said) *difference {
	tell := func(s said) []byte { return fmt.Appendf(nil, "status %d\n%s%s", s.status, s.out, s.err) }
	return &difference{way, string(diff.Diff("first", tell(a), "second", tell(b)))}
}

// vet lints with go vet; failure is not empty if that did not see everything.
func (b *driftBench) vet(r lintRun) (list []string, failure string) {
	return findings(filepath.Join(b.dir, r.dir), b.env, slices.Concat([]string{"go", "vet", "-vettool=" + b.vetTool}, r.flags, r.patterns))
}

// compareVet holds a run against go vet, which does not look at what does not
// compile, nor knows the findings that are about the configuration.
func (b *driftBench) compareVet(r lintRun) *difference {
	vetted, failure := b.vet(r)
	if failure != "" || slices.Contains(r.flags, "-tests=false") {
		return nil
	}
	b.tally.vetted++
	var want []string
	for line := range strings.Lines(b.lint(r).out) {
		if line = strings.TrimSpace(line); ours.MatchString(line) {
			want = append(want, line)
		}
	}
	slices.Sort(want)
	if want = slices.Compact(want); !slices.Equal(vetted, want) {
		return &difference{withVet, fmt.Sprintf("standalone alone: %q\ngo vet alone: %q", without(want, vetted), without(vetted, want))}
	}
	return nil
}
