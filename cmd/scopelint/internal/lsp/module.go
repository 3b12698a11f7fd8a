package lsp

import (
	"context"
	"maps"
	"path/filepath"
	"sync"
	"time"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/catalog"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/found"
)

// An Engine judges code as the command line does. Its methods are called by
// several goroutines at a time.
type Engine interface {
	// Root is the directory of the module that a file is in. It is not ok for a
	// file that is in none, or in one that is not worked on.
	Root(file string) (dir string, ok bool)

	// Lint judges all packages of the module at q.Dir, as "scopelint ./..."
	// there does. The files of what it finds are absolute.
	Lint(q Query) (*Report, error)

	// Package judges the package in q.Dir by the rules that need no more than
	// that package.
	Package(q Query) ([]found.Finding, error)

	// Uses lists where the package in q.Dir names scopes, in the order of the
	// source.
	Uses(q Query) ([]Use, error)

	// Survey lists the routes of the module at q.Dir, and where it names scopes
	// outside of tests.
	Survey(q Query) (*Survey, error)

	// Explain tells what a catalog knows about a scope. It is not ok if the catalog
	// does not have it.
	Explain(c *catalog.Catalog, scope string) (text string, ok bool)

	// Catalogs lists the catalogs of a configuration.
	Catalogs(cfg *analyzer.Config) []*catalog.Catalog
}

// A Use is a place where code names a scope.
type Use struct {
	Scope    string
	Catalog  *catalog.Catalog // that it is compared with
	Location found.Location   // with an absolute file
}

// A Survey is what a module has beside mistakes.
type Survey struct {
	Routes []found.Route // with absolute files
	Uses   []Use
}

// A Query says what to look at.
type Query struct {
	Context context.Context
	Dir     string            // absolute
	Overlay map[string][]byte // files that stand otherwise on disk
	Configs *analyzer.Configs
}

// A Report is what is wrong with a module.
type Report struct {
	Findings []found.Finding // those that count
	Problems []found.Problem
}

// How long the server waits for the next edit before it judges the package, and
// the module: at least twice as long as that takes. What takes longer than
// slowModule is judged when a file is saved.
const (
	packageDelay = 30 * time.Millisecond
	moduleDelay  = 400 * time.Millisecond
	slowModule   = 3 * time.Second
)

// A module is one that a buffer is of.
type module struct {
	server *server
	root   string
	ctx    context.Context
	end    context.CancelFunc

	one, all lane

	mu       sync.Mutex
	edited   map[string]bool    // directories, since the module was judged
	whole    *judged            // what is known of all; nil at first
	packages map[string]*judged // of directories that were edited since
	took     time.Duration      // to judge all
	shown    map[string]string  // what the editor has, by file, as JSON
	survey   *surveyed
}

// A judged is what was found in the files of a view.
type judged struct {
	view     *view
	findings map[string][]found.Finding // by file
	mistakes map[string][]Mistake       // of configurations and catalogs
}

// newModule begins to judge a module.
func (s *server) newModule(root string) *module {
	ctx, end := context.WithCancel(s.ctx)
	m := &module{
		server: s, root: root, ctx: ctx, end: end, edited: make(map[string]bool), packages: make(map[string]*judged), shown: make(map[string]string),
		one: newLane(), all: newLane(),
	}
	s.running.Go(func() { m.one.run(ctx, m.guarded(m.judgePackages)) })
	s.running.Go(func() { m.all.run(ctx, m.guarded(m.judgeModule)) })
	return m
}

// guarded is a job whose panic is told and ends no session.
func (m *module) guarded(job func(context.Context)) func(context.Context) {
	return func(ctx context.Context) {
		err := m.server.guarded(func() error { job(ctx); return nil })
		if err != nil {
			m.server.show(messageError, err.Error())
		}
	}
}

func (m *module) stop() { m.end() }

// touch has a file's package judged again soon, and the module at once, or once
// the typing stops, unless that takes long. The file is "" if it is not known what
// changed.
func (m *module) touch(file string, atOnce bool) {
	m.mu.Lock()
	delay, slow := max(moduleDelay, 2*m.took), m.took > slowModule
	isGo := filepath.Ext(file) == ".go"
	if isGo {
		m.edited[filepath.Dir(file)] = true
	}
	if atOnce || !slow {
		m.forgetSurvey()
	}
	m.mu.Unlock()
	if isGo {
		m.one.due(packageDelay)
	}
	switch {
	case atOnce:
		m.all.due(0)
	case !slow:
		m.all.due(delay)
	}
}

// judgePackages judges the packages that were edited.
func (m *module) judgePackages(ctx context.Context) {
	m.mu.Lock()
	dirs := maps.Clone(m.edited)
	m.mu.Unlock()
	v := m.server.now()
	for dir := range dirs {
		findings, err := m.server.Engine.Package(v.query(ctx, dir))
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			continue // which is told once the module is judged
		}
		j := &judged{view: v, findings: byFile(findings)}
		m.mu.Lock()
		m.packages[dir] = j
		m.mu.Unlock()
		m.publish()
	}
}

// judgeModule judges all packages.
func (m *module) judgeModule(ctx context.Context) {
	select { // what is at hand comes first
	case <-m.one.settled():
	case <-ctx.Done():
		return
	}
	m.mu.Lock()
	edited := m.edited
	m.edited = make(map[string]bool)
	m.mu.Unlock()
	v, began := m.server.now(), time.Now()
	report, err := m.server.Engine.Lint(v.query(ctx, m.root))
	m.mu.Lock()
	if took := time.Since(began); m.whole != nil && (ctx.Err() == nil || took > m.took) { // the first time more has to be read
		m.took = took
	}
	if ctx.Err() != nil {
		maps.Copy(m.edited, edited) // another edit came in between
		m.mu.Unlock()
		return
	}
	j := &judged{view: v}
	if err != nil {
		j.mistakes = Mistakes(err)
	}
	if report != nil {
		j.findings = byFile(report.Findings)
	}
	m.whole = j
	maps.DeleteFunc(m.packages, func(_ string, one *judged) bool { return one.view.number <= v.number })
	m.mu.Unlock()
	m.publish()
	for _, other := range j.mistakes[""] {
		m.server.show(messageWarning, "scopelint: "+other.Message)
	}
	if report != nil {
		m.server.tellProblems(m.root, report.Problems)
	}
}

// byFile sorts findings by their files.
func byFile(list []found.Finding) map[string][]found.Finding {
	files := make(map[string][]found.Finding)
	for _, f := range list {
		file := filepath.FromSlash(f.Location.File)
		files[file] = append(files[file], f)
	}
	return files
}

// A lane runs one job again and again, when it is due. A job that becomes due
// while it runs is cancelled and begins anew.
type lane struct {
	wake chan struct{}

	mu    *sync.Mutex
	state *laneState
}

type laneState struct {
	at     time.Time // zero if nothing is due
	cancel context.CancelFunc
	idle   []chan struct{} // closed once nothing is due
}

func newLane() lane {
	return lane{wake: make(chan struct{}, 1), mu: new(sync.Mutex), state: new(laneState)}
}

// due has the job run after a delay. A later one is put off.
func (l lane) due(after time.Duration) {
	l.mu.Lock()
	l.state.at = time.Now().Add(after)
	if l.state.cancel != nil {
		l.state.cancel()
	}
	l.mu.Unlock()
	select {
	case l.wake <- struct{}{}:
	default: // it is awake
	}
}

// settled is closed once nothing is due and nothing runs.
func (l lane) settled() <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	done := make(chan struct{})
	if l.state.at.IsZero() && l.state.cancel == nil {
		close(done)
		return done
	}
	l.state.idle = append(l.state.idle, done)
	return done
}

func (l lane) run(ctx context.Context, job func(context.Context)) {
	for ctx.Err() == nil {
		l.mu.Lock()
		at := l.state.at
		l.mu.Unlock()
		var timer <-chan time.Time
		if !at.IsZero() {
			wait := time.Until(at)
			if wait <= 0 {
				l.do(ctx, job)
				continue
			}
			timer = time.After(wait)
		}
		select {
		case <-ctx.Done():
		case <-l.wake:
		case <-timer:
		}
	}
}

func (l lane) do(ctx context.Context, job func(context.Context)) {
	ctx, cancel := context.WithCancel(ctx)
	l.mu.Lock()
	l.state.at, l.state.cancel = time.Time{}, cancel
	l.mu.Unlock()
	job(ctx)
	cancel()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.state.cancel = nil
	if l.state.at.IsZero() {
		for _, done := range l.state.idle {
			close(done)
		}
		l.state.idle = nil
	}
}
