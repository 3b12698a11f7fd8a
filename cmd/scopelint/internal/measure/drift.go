package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
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

// A history is what happens to a directory that is empty at first.
type history []step

// A step is an edit, and the run behind it.
type step struct {
	what  string
	files map[string]version
	run   lintRun

	source, vet bool // it is held against types from source, and against go vet
}

// A version of a file.
type version struct {
	text string
	gone bool
	at   time.Time // of the last change; zero for the moment in which it is written
}

// A lintRun is how packages are linted.
type lintRun struct {
	dir      string
	flags    []string
	patterns []string
}

func (r lintRun) String() string {
	return fmt.Sprintf("in ./%s: scopelint %s", r.dir, strings.Join(slices.Concat(r.flags, r.patterns), " "))
}

func (h history) print(w io.Writer) {
	for i, s := range h {
		fmt.Fprintf(w, "== step %d: %s; %s\n", i, s.what, s.run)
		for _, name := range slices.Sorted(maps.Keys(s.files)) {
			switch v := s.files[name]; {
			case v.gone:
				fmt.Fprintf(w, "-- %s is gone\n", name)
			case v.at.IsZero():
				fmt.Fprintf(w, "-- %s --\n%s", name, v.text)
			default:
				fmt.Fprintf(w, "-- %s, of %s --\n%s", name, v.at.Format(time.StampNano), v.text)
			}
		}
	}
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
}

func (t *driftTally) String() string {
	return fmt.Sprintf("%d steps, %d of them judged and %d with findings; %d held against types from source, %d against go vet",
		t.steps, t.judged, t.found, t.source, t.vetted)
}

// A driftBench runs histories in a directory of its own.
type driftBench struct {
	dir, temp                 string // where the modules are; what goes in the end
	scopelint, vetTool, cache string
	env                       []string
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
	return b, nil
}

func (b *driftBench) close() error { return errors.Join(b.restore(), os.RemoveAll(b.temp)) }

// start begins a history: nothing is there and nothing is remembered, go vet's
// cache included if it is to be asked, which knows the vet tool by its content.
func (b *driftBench) start(vet bool) error {
	if err := errors.Join(b.restore(), os.RemoveAll(b.cache)); err != nil || !vet {
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
		d := b.compare(s)
		b.tally.steps++
		if d != nil {
			return h, d, nil
		}
	}
	return h, nil, nil
}

// write changes files.
func (b *driftBench) write(s step) error {
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
		if err := writeText(file, v.text); err != nil {
			return err
		}
		at := v.at
		if at.IsZero() {
			at = time.Now().Truncate(2 * time.Second) // as coarse as file systems count
		}
		if err := os.Chtimes(file, at, at); err != nil {
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
	cmd := exec.Command(b.scopelint, slices.Concat(r.flags, more, r.patterns)...)
	cmd.Dir, cmd.Env = filepath.Join(b.dir, r.dir), b.env
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		return said{err: err.Error(), status: -1} // its directory is gone
	}
	return said{stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()}
}

// compare lints in the ways that a step asks for.
func (b *driftBench) compare(s step) *difference {
	warm := b.lint(s.run, "-format=json")
	cold := b.lint(s.run, "-format=json", "-no-cache")
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

// replay reports whether a history ends with a difference of some kind.
func (b *driftBench) replay(h history, way string) (*difference, error) {
	if err := b.start(way == withVet); err != nil {
		return nil, err
	}
	var last *difference
	for i, s := range h {
		if err := b.write(s); err != nil {
			return nil, err
		}
		if i == len(h)-1 {
			s.source, s.vet = way == withSource, way == withVet
			last = b.compare(s)
			break
		}
		switch {
		case way == withVet && s.vet:
			b.vet(s.run)
		case way == withIndex:
			b.lint(s.run, "-format=json")
		}
	}
	if last != nil && last.way != way {
		last = nil
	}
	return last, nil
}

// shorten leaves out what a difference does not need: steps, files, and
// paragraphs of files. That ends after a while.
func (b *driftBench) shorten(h history, d *difference) (history, *difference, error) {
	end := time.Now().Add(2 * time.Minute)
	attempt := func(shorter history) bool {
		if time.Now().After(end) {
			return false
		}
		got, err := b.replay(shorter, d.way)
		if err != nil || got == nil {
			return false
		}
		h, d = shorter, got
		return true
	}
	if !attempt(h) {
		return h, &difference{d.way, d.text + "\n(not seen again when the history is replayed)"}, nil
	}
	for size := len(h) - 1; size > 0; size /= 2 {
		for from := 0; from+size < len(h); {
			if !attempt(h.squash(from, from+size)) {
				from += size
			}
		}
	}
	for size := 64; size > 0; size /= 2 {
		for from := 0; ; {
			shorter, ok := h.without(from, size)
			if !ok {
				break
			}
			if !attempt(shorter) {
				from += size
			}
		}
	}
	return h, d, nil
}

// squash makes the steps from one to before another part of the latter.
func (h history) squash(from, to int) history {
	into := h[to]
	into.files = make(map[string]version)
	for _, s := range h[from : to+1] {
		maps.Copy(into.files, s.files)
	}
	return slices.Concat(h[:from], history{into}, h[to+1:])
}

// without leaves out some paragraphs of files, counted over the whole history; a
// file without any is not written. It is not ok if there are none from there.
func (h history) without(from, size int) (shorter history, ok bool) {
	at := 0
	for _, s := range h {
		files := make(map[string]version)
		for _, name := range slices.Sorted(maps.Keys(s.files)) {
			v := s.files[name]
			var kept []string
			for _, part := range strings.SplitAfter(v.text, "\n\n") {
				if at < from || at >= from+size {
					kept = append(kept, part)
				}
				at++
			}
			if v.text = strings.Join(kept, ""); len(kept) > 0 {
				files[name] = v
			}
		}
		s.files = files
		shorter = append(shorter, s)
	}
	return shorter, from < at
}

// An author makes up the steps of a history.
type author struct {
	*world
	now   map[string]version // what stands there
	past  []map[string]version
	clock time.Time
}

func (b *driftBench) newAuthor(seed uint64) (*author, error) {
	rnd := rand.New(rand.NewPCG(seed, 1))
	a := &author{now: make(map[string]version), clock: time.Now().Add(-24 * time.Hour)}
	if b.before == nil {
		a.world = newWorld(rnd)
		return a, nil
	}
	var err error
	a.world, err = worldIn(rnd, b.dir)
	return a, err
}

// step makes up the next one.
func (a *author) step(i int) step {
	what, compiles := "all is new", i%4 == 3
	var next map[string]version
	switch {
	case i == 0:
		next = a.stamped(a.tree())
	case a.chance(4):
		what, next = "files are touched", a.touched()
	case a.chance(4) && len(a.past) > 0:
		what, next = "an earlier state", pick(a.world, a.past)
		if a.chance(50) {
			next = maps.Clone(next)
			for name := range next {
				next[name] = version{text: next[name].text, at: a.time()}
			}
		}
	default:
		if what = a.edit(); compiles { // what does not compile is not held against the other ways
			what += ", " + mendAll(a.world)
		}
		for !compiles && a.chance(15) {
			what += ", " + a.edit()
		}
		next = a.stamped(a.tree())
	}
	s := step{what: what, files: make(map[string]version), run: a.someRun(), source: compiles || i == 0, vet: i%12 == 11}
	for name, v := range next {
		if a.now[name] != v {
			s.files[name] = v
		}
	}
	for name := range a.now {
		if _, ok := next[name]; !ok {
			s.files[name] = version{gone: true}
		}
	}
	a.now = next
	a.past = append(a.past, next)
	return s
}

// stamped gives the files that change a time.
func (a *author) stamped(tree map[string]string) map[string]version {
	next := make(map[string]version)
	for name, text := range tree {
		v, ok := a.now[name]
		if !ok || v.text != text {
			v = version{text: text, at: a.time()}
		}
		next[name] = v
	}
	return next
}

func (a *author) touched() map[string]version {
	next := maps.Clone(a.now)
	every := 1 + a.rnd.IntN(5)
	for i, name := range slices.Sorted(maps.Keys(next)) {
		if i%every == 0 {
			next[name] = version{text: next[name].text, at: a.time()}
		}
	}
	return next
}

// time is some time of the last day, or now. No two are the same: of a file
// that has neither another size nor another time nobody can tell that it
// changed.
func (a *author) time() time.Time {
	if a.chance(25) {
		return time.Time{}
	}
	return a.clock.Add(time.Duration(a.rnd.Int64N(int64(23 * time.Hour))))
}

// someRun is mostly one over all.
func (a *author) someRun() lintRun {
	r := lintRun{patterns: []string{"./..."}}
	switch {
	case a.chance(8) && !a.real:
		r.dir = "lib"
	case a.chance(8) && !a.real:
		r.patterns = []string{"./...", "./lib/..."}
	case a.chance(25):
		p := pick(a.world, a.pkgs)
		r.patterns = []string{"./" + p.dir}
	}
	if a.chance(6) {
		r.flags = []string{"-tags=extra"}
	}
	if a.chance(3) {
		r.flags = append(r.flags, "-tests=false")
	}
	return r
}
