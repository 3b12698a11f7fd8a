package main

import (
	"io"
	"maps"
	"slices"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/found"
)

// A report is the result of a run, as every format prints it. It is the
// document of -format json; findings.schema.json describes it.
type report struct {
	Version  int       `json:"version"`
	Findings []finding `json:"findings"`
	Problems []problem `json:"problems"` // what could not be judged
	Coverage coverage  `json:"coverage"`
	NewFrom  string    `json:"newFrom,omitempty"` // the revision that the findings are compared with
	Gone     []gone    `json:"gone,omitempty"`    // entries of the baseline that are found no more
	Stats    *stats    `json:"stats,omitempty"`   // with -stats

	dir     string                             // that relative file names are relative to
	scopes  map[string]int                     // by the name of their catalog
	allowed []string                           // texts that the configuration allows
	judged  map[string]bool                    // packages, by their path
	units   int                                // packages and external tests
	notes   []string                           // what the configuration says and nothing uses
	leftOut []string                           // files that were named, and that are not judged
	waived  map[*analyzer.WaiverEntry][]string // the places that it excuses
	audit   *audit                             // for -format html

	configured bool     // a module has a configuration
	looked     []string // the directories of the packages
	refused    int      // files that are not mended, for they have changed or would not stay what they are
}

// What a run finds is printed by the commands and shown by the language server.
type (
	finding  = found.Finding
	location = found.Location
	related  = found.Related
	fix      = found.Fix
	problem  = found.Problem

	routeEntry    = found.Route
	guardEntry    = found.Guard
	evidenceEntry = found.Evidence
)

// gone is an entry of the baseline of which some findings are not there.
type gone struct {
	Finding string `json:"finding"`
	Message string `json:"message"`
	Line    int    `json:"line"` // of the baseline
}

type coverage struct {
	Packages int `json:"packages"` // judged
	Files    int `json:"files"`    // neither excluded nor generated
	Scopes   int `json:"scopes"`   // scopes of the catalogs that the code refers to
}

// A printer writes a report in one format.
type printer func(w io.Writer, r *report) error

var printers = map[string]printer{
	"text":  printText,
	"json":  printJSON,
	"sarif": printSARIF,
	"html":  printAudit,

	"github":   printGitHub,
	"gitlab":   printGitLab,
	"markdown": printMarkdown,
}

func formats() []string { return sortedKeys(printers) }

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// counting lists the findings that count.
func (r *report) counting() []finding {
	return slices.DeleteFunc(slices.Clone(r.Findings), func(f finding) bool { return !f.Counts() })
}
