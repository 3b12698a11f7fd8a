package analyzer

import (
	"flag"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"time"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"

	"github.com/scopelint/scopelint/catalog/visible"
)

const doc = `find mistakes in API-token scopes

Scopes such as "droplet:read" decide what a token may do, and in code they are
plain strings. This analyzer reports unknown, duplicate-looking, over-broad and
redundant ones.`

const docURL = "https://pkg.go.dev/github.com/scopelint/scopelint/analyzer"

// Analyzer is scopelint for any go/analysis driver. It reads the configuration
// of the module that it analyzes, unless its flag -config names another one, or
// -config-text is one: for drivers that show an analyzer no file, such as nogo.
var Analyzer = New(nil)

// New returns an analyzer with a fixed configuration, or, without one, an
// analyzer that finds the configuration of each package's module.
func New(cfg *Config) *analysis.Analyzer {
	r := &runner{cfg: cfg, find: FindConfig}
	a := &analysis.Analyzer{
		Name:             "scopelint",
		Doc:              doc,
		URL:              docURL,
		Requires:         []*analysis.Analyzer{inspect.Analyzer, gatherConstants},
		ResultType:       reflect.TypeFor[*Result](),
		RunDespiteErrors: true,
		Run:              r.run,
	}
	a.Flags.StringVar(&r.file, "config", "", "configuration `file` instead of the module's "+ConfigName)
	a.Flags.Func("config-text", "`text` of a configuration, instead of a file", func(text string) (err error) {
		r.cfg, err = ParseConfig("config-text", text)
		return err
	})
	a.Flags.BoolVar(&r.unsafeFixes, "unsafe-fixes", false, "suggest guessed fixes too")
	return a
}

// PackageAnalyzer is [Analyzer] without the rules about routes. A driver that
// has a whole module at hand judges its routes together, by [FindRoutes].
var PackageAnalyzer = shared.PackageAnalyzer()

// PackageAnalyzer is the variable of that name under configurations of its own.
func (c *Configs) PackageAnalyzer() *analysis.Analyzer {
	a := *Analyzer
	a.Flags = flag.FlagSet{}
	a.Run = (&runner{find: c.Find, withoutRoutes: true}).run
	return &a
}

type runner struct {
	find          func(dir string) (*Config, error)
	withoutRoutes bool

	cfg         *Config
	file        string
	unsafeFixes bool
}

func (r *runner) run(pass *analysis.Pass) (any, error) {
	cfg, err := r.config(pass)
	if err != nil {
		// An error would be reported once and then vanish from go vet's cache.
		pass.Report(analysis.Diagnostic{
			Pos: pass.Files[0].Package, Category: "config",
			Message: fmt.Sprintf("nothing was checked: %s [config]", visible.Lines(err.Error())),
		})
		return &Result{}, nil
	}
	j := newJudge(pass, cfg)
	for _, rule := range rules {
		if !rule.routes || !r.withoutRoutes {
			rule.check(j)
		}
	}
	j.sort()
	for _, f := range j.findings {
		if f.Waived != "" {
			continue
		}
		pass.Report(f.diagnostic(r.unsafeFixes))
	}
	return &Result{
		Findings: j.findings, Files: j.countFiles(), Scopes: j.countScopes(), Allowed: j.allowed(),
		Doubts: j.doubts(), Unknown: pass.ResultOf[gatherConstants].(*constants).unknown, Idle: j.idle(), Clients: j.called != nil, Until: j.until(),
		Routes: j.concernsRoutes(),
	}, nil
}

// config returns the configuration for the package of the pass.
func (r *runner) config(pass *analysis.Pass) (*Config, error) {
	if r.cfg != nil {
		return r.cfg, nil
	}
	if r.file != "" {
		return LoadConfig(r.file)
	}
	if len(pass.Files) == 0 {
		return NewConfig(), nil
	}
	return r.find(filepath.Dir(pass.Fset.Position(pass.Files[0].Package).Filename))
}

// allowed lists the texts that the configuration allows.
func (j *judge) allowed() []string {
	if len(j.cfg.allow) == 0 {
		return nil
	}
	var list []string
	for _, m := range j.mentions {
		if j.cfg.Allows(m.text) && !slices.Contains(list, m.text) {
			list = append(list, m.text)
		}
	}
	return list
}

// doubts lists the mentions that would be judged if the code around them, whose
// types are not all known, called them scopes.
func (j *judge) doubts() []Doubt {
	var list []Doubt
	for _, m := range j.mentions {
		if m.proved == nil && slices.ContainsFunc(m.refs, func(ref *reference) bool { return ref.doubtful && j.couldBeScope(ref, j.cfg) }) {
			list = append(list, Doubt{m.pos, m.text})
		}
	}
	return list
}

// idle reports whether no rule had anything to look at. What is not known of
// the package's types cannot make a difference then, but for doubts.
func (j *judge) idle() bool {
	return len(j.findings) == 0 && len(j.waivers) == 0 && j.called == nil &&
		len(j.cfg.routing.guards) == 0 && !j.cfg.routing.require &&
		!slices.ContainsFunc(j.mentions, func(m *mention) bool { return m.proved != nil })
}

// until is when the first of the package's waivers will be over.
func (j *judge) until() time.Time {
	var first time.Time
	for _, w := range j.waivers {
		if !w.until.IsZero() && !w.expired() && (first.IsZero() || w.until.Before(first)) {
			first = w.until
		}
	}
	if first.IsZero() {
		return first
	}
	return endOf(first)
}

// countFiles counts the files in which findings would be reported.
func (j *judge) countFiles() int {
	n := 0
	for _, f := range j.pass.Files {
		if !isGenerated(f) && !j.cfg.Excludes(j.pass.Fset.Position(f.Package).Filename) {
			n++
		}
	}
	return n
}

// countScopes counts the mentions that are scopes of each catalog.
func (j *judge) countScopes() map[string]int {
	n := make(map[string]int)
	for _, m := range j.mentions {
		if s, known := m.catalog.Lookup(m.text); known && m.proved != nil {
			for _, name := range s.Catalogs {
				n[name]++
			}
		}
	}
	return n
}
