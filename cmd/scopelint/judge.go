package main

import (
	"context"
	"slices"
	"sync"
	"time"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/analyzer/source"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/prefilter"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/standalone"
)

// filters returns what finds the filter of the configuration that findConfig says
// holds in a directory.
func filters(findConfig func(dir string) (*analyzer.Config, error)) prefilter.Finder {
	var known sync.Map // from a directory to its filter
	return func(dir string) prefilter.Filter {
		if f, ok := known.Load(dir); ok {
			return f.(prefilter.Filter)
		}
		cfg, err := findConfig(dir)
		f, _ := known.LoadOrStore(dir, analyzer.NewRelevance(cfg, err))
		return f.(prefilter.Filter)
	}
}

// judge applies the rules to one package. Strictly is: tell what does not
// type-check wherever anything may matter.
func (o *common) judge(c *source.Checked, strictly bool) (standalone.Judgement, error) {
	if o.cancelled != nil && o.cancelled() {
		return standalone.Judgement{}, context.Canceled
	}
	result := new(analyzer.Result)
	if len(c.Syntax) > 0 {
		var err error
		if result, err = o.analyze(c.Package); err != nil {
			return standalone.Judgement{}, err
		}
	}
	rec := newRecord(o.judgedProblems(c), c, result)
	syntax := slices.ContainsFunc(c.Errors, func(e packages.Error) bool { return e.Kind == packages.ParseError })
	calm := result.Idle && len(result.Doubts) == 0 && !syntax && len(c.Unit.Problems) == 0 && !strictly
	if calm { // nothing here is a scope, whatever does not type-check
		rec.Problems = nil
	}
	data, err := rec.encode()
	judgement := standalone.Judgement{Record: data, Settled: calm, Unknown: result.Unknown, Until: result.Until, Bodies: result.Clients}
	if len(rec.Problems) > 0 {
		judgement.Until = time.Now() // what is missing may be there the next time
	}
	return judgement, err
}

// analyze runs the analyzer on one package. Its routes are judged with those of
// the whole module.
func (o *common) analyze(pkg *packages.Package) (*analyzer.Result, error) {
	a := analyzer.PackageAnalyzer
	if o.configs != nil {
		a = o.configs.PackageAnalyzer()
	}
	return resultOf[*analyzer.Result](a, pkg)
}

// resultOf runs an analyzer whose result is a T on one package.
func resultOf[T any](a *analysis.Analyzer, pkg *packages.Package) (result T, err error) {
	graph, err := checker.Analyze([]*analysis.Analyzer{a}, []*packages.Package{pkg}, nil)
	if err != nil {
		return result, err
	}
	if err := graph.Roots[0].Err; err != nil {
		return result, err
	}
	return graph.Roots[0].Result.(T), nil
}
