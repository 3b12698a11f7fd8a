package needs

import (
	"context"

	"golang.org/x/tools/go/ssa"

	"github.com/scopelint/scopelint/analyzer/source"
	"github.com/scopelint/scopelint/catalog"
)

// A Config says what to analyze.
type Config struct {
	Catalog *catalog.Catalog

	Dir        string   // where the go command runs; empty for the working directory
	Patterns   []string // packages, as for the go command
	Tests      bool     // test binaries too
	Library    bool     // every exported function of the packages, not just main
	By         By       // tell parts of programs apart; empty for none
	BuildFlags []string // such as "-tags=x"
	Env        []string // of the go command; nil for the process's own

	// Remember identifies the catalog and whatever else decides about the answer beside
	// this program and the packages. If it is not empty, the answer is kept in the user's
	// cache directory, and given again as long as nothing of all this changes.
	Remember string

	Std *source.Std // what is stored of the standard library, or nil

	Progress func(stage string) // told what comes next; may be nil
}

func (c *Config) progress(stage string) {
	if c.Progress != nil {
		c.Progress(stage)
	}
}

// Analyze finds what each program of the packages needs: each main package,
// each test binary, or with Library each package. Its error is for packages that
// cannot be listed at all.
func Analyze(ctx context.Context, cfg Config) (*Result, error) {
	cfg.progress("listing packages")
	l, err := list(ctx, &cfg)
	if err != nil {
		return nil, err
	}
	return l.remember(&cfg, func() (*Result, error) {
		widened := make(map[string]bool)
		for {
			result, more, err := l.analyze(ctx, &cfg, widened)
			if err != nil || len(more) == 0 {
				return result, err
			}
			for _, id := range more {
				widened[id] = true
			}
		}
	})
}

// analyze answers for all programs, and lists the packages whose imports have to
// be followed for that, and were not.
func (l *listing) analyze(ctx context.Context, cfg *Config, widened map[string]bool) (*Result, []string, error) {
	src := l.load(cfg, widened)
	result := &Result{Version: 1, Programs: []Program{}}
	var more []string
	for _, pkg := range src.roots {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		starts := src.entries(pkg, cfg.Library)
		if len(starts) == 0 {
			continue
		}
		cfg.progress("following " + pkg.Pkg.Path())
		t, unread := src.trace(cfg, pkg, starts)
		more = append(more, unread...)
		if len(more) == 0 {
			p := newProgram(cfg, src, pkg, t)
			if cfg.By != "" {
				p.By = t.entries(cfg, pkg)
			}
			result.Programs = append(result.Programs, p)
		}
	}
	return result, more, nil
}

// trace follows the requests of one program, and lists the packages whose bodies have to be
// read for that, and were not.
func (s *program) trace(cfg *Config, pkg *ssa.Package, starts []*ssa.Function) (*tracer, []string) {
	var hidden []call
	for {
		t := newTracer(newGraph(s, starts, hidden...), cfg.Catalog, s.ownPackages(pkg))
		t.run()
		if more := append(s.spread(t), t.asked()...); len(more) > 0 {
			return t, more
		}
		more := t.reflected()
		if len(more) == 0 {
			return t, nil
		}
		hidden = append(hidden, more...)
	}
}

// entries lists where a program starts.
func (s *program) entries(pkg *ssa.Package, library bool) []*ssa.Function {
	var starts []*ssa.Function
	switch p := s.listed[pkg.Pkg]; {
	case isTestMain(p):
		return s.testEntries(p)
	case p.ForTest != "":
		return nil // the package once more, with its tests
	case library:
		starts = exported(pkg)
	}
	if main := pkg.Func("main"); main != nil && pkg.Pkg.Name() == "main" {
		starts = append(starts, pkg.Func("init"), main)
	}
	return starts
}
