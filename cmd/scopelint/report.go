package main

import (
	"io"
	"maps"
	"slices"

	"github.com/scopelint/scopelint/analyzer"
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

type finding struct {
	Rule     string    `json:"rule"`
	Severity string    `json:"severity"`
	Message  string    `json:"message"`
	Scope    string    `json:"scope"` // "" if it is about none
	Route    string    `json:"route,omitempty"`
	Package  string    `json:"package"`
	Within   string    `json:"within,omitempty"` // the declaration
	Location location  `json:"location"`
	Related  []related `json:"related,omitempty"`
	Fixes    []fix     `json:"fixes,omitempty"`
	Waived   string    `json:"waived,omitempty"`   // the reason for which it is excused
	WaivedBy string    `json:"waivedBy,omitempty"` // "comment" or "config"
	Old      string    `json:"old,omitempty"`      // oldRevision or oldBaseline, if it is not new
	Waiver   int       `json:"-"`                  // of the configuration that excuses it, counted from 1; or 0
}

// A location is a range of a file. Columns count bytes from 1; the end is
// exclusive. A //line comment may give lines alone: the columns are 0 then.
type location struct {
	File      string `json:"file"` // with slashes, relative to the working directory where it can be
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"endLine"`
	EndColumn int    `json:"endColumn"`

	Offset    int `json:"-"` // in bytes
	EndOffset int `json:"-"`
}

type related struct {
	Message  string   `json:"message"`
	Location location `json:"location"`
}

type fix struct {
	Class   string `json:"class"`
	Message string `json:"message"`
	Edit    edit   `json:"edit"`
}

// An edit puts New in place of the location.
type edit struct {
	Location location `json:"location"`
	New      string   `json:"new"`

	Old string `json:"-"` // what stands there, if it matters
}

type problem struct {
	Package string `json:"package"`
	Message string `json:"message"` // with its position, where it has one
}

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
	return slices.DeleteFunc(slices.Clone(r.Findings), func(f finding) bool { return !f.counts() })
}
