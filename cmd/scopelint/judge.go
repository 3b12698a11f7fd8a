package main

import (
	"cmp"
	"go/types"
	"slices"
	"sync"
	"time"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/analyzer/source"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/standalone"
)

// A lintJudge is the seam between the standalone driver and the analyzer.
type lintJudge struct {
	strict bool // tell what does not type-check wherever anything may matter

	relevances sync.Map // from a directory to its *analyzer.Relevance
}

func (j *lintJudge) relevance(m *source.Module) *analyzer.Relevance { return j.relevanceAt(m.Dir) }

// relevanceAt goes by the configuration that holds in a directory.
func (j *lintJudge) relevanceAt(dir string) *analyzer.Relevance {
	if r, ok := j.relevances.Load(dir); ok {
		return r.(*analyzer.Relevance)
	}
	cfg, err := analyzer.FindConfig(dir)
	r, _ := j.relevances.LoadOrStore(dir, analyzer.NewRelevance(cfg, err))
	return r.(*analyzer.Relevance)
}

func (j *lintJudge) Relevant(m *source.Module, files [][]byte) bool {
	return j.relevance(m).Package(files)
}

func (j *lintJudge) Constants(m *source.Module, pkg *types.Package) []string {
	return j.relevance(m).Constants(pkg)
}

func (j *lintJudge) Written(m *source.Module, files [][]byte) []string {
	return j.relevance(m).Written(files)
}

func (j *lintJudge) Adds(m *source.Module, files [][]byte, constants []string) bool {
	return j.relevance(m).Adds(files, constants)
}

func (j *lintJudge) Names(m *source.Module, files [][]byte, path string, constants []string, adding bool) bool {
	return j.relevance(m).Names(files, path, constants, adding)
}

// Rules is the file of the configuration.
func (j *lintJudge) Rules(m *source.Module) string {
	return cmp.Or(j.relevance(m).File(), "none")
}

func (j *lintJudge) Counts(m *source.Module, file string, data []byte) bool {
	return j.relevance(m).Judges(file, data)
}

// Judge applies the rules to one package.
func (j *lintJudge) Judge(c *source.Checked) (standalone.Judgement, error) {
	result := new(analyzer.Result)
	if len(c.Syntax) > 0 {
		var err error
		if result, err = analyze(c.Package); err != nil {
			return standalone.Judgement{}, err
		}
	}
	rec := newRecord(c, result)
	syntax := slices.ContainsFunc(c.Errors, func(e packages.Error) bool { return e.Kind == packages.ParseError })
	calm := result.Idle && len(result.Doubts) == 0 && !syntax && !j.strict
	if calm { // nothing here is a scope, whatever does not type-check
		rec.Problems = nil
	}
	data, err := rec.encode()
	judgement := standalone.Judgement{Record: data, Settled: calm, Until: result.Until, Bodies: result.Clients}
	if len(rec.Problems) > 0 {
		judgement.Until = time.Now() // what is missing may be there the next time
	}
	return judgement, err
}

// analyze runs the analyzer on one package.
func analyze(pkg *packages.Package) (*analyzer.Result, error) {
	return resultOf[*analyzer.Result](analyzer.Analyzer, pkg)
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
