package main

import (
	"crypto/sha256"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/analyzer/source"
	"github.com/scopelint/scopelint/catalog/visible"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/found"
)

// The types below are the part of SARIF 2.1.0 that a report needs. A library
// for all of it costs each process of a vet tool as much again as its start.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool        sarifTool         `json:"tool"`
		Invocations []sarifInvocation `json:"invocations"`
		ColumnKind  string            `json:"columnKind"`
		Results     []sarifResult     `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		Version        string      `json:"version,omitempty"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID                   string      `json:"id"`
		ShortDescription     sarifText   `json:"shortDescription"`
		FullDescription      sarifText   `json:"fullDescription"`
		Help                 sarifText   `json:"help"`
		HelpURI              string      `json:"helpUri"`
		DefaultConfiguration sarifConfig `json:"defaultConfiguration"`
	}
	sarifConfig struct {
		Level string `json:"level"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifInvocation struct {
		ExecutionSuccessful        bool                `json:"executionSuccessful"`
		ToolExecutionNotifications []sarifNotification `json:"toolExecutionNotifications,omitempty"`
	}
	sarifNotification struct {
		Level   string    `json:"level"`
		Message sarifText `json:"message"`
	}
	sarifResult struct {
		RuleID              string            `json:"ruleId"`
		RuleIndex           int               `json:"ruleIndex"`
		Level               string            `json:"level"`
		Message             sarifText         `json:"message"`
		Locations           []sarifLocation   `json:"locations"`
		RelatedLocations    []sarifLocation   `json:"relatedLocations,omitempty"`
		PartialFingerprints map[string]string `json:"partialFingerprints"`
		Fixes               []sarifFix        `json:"fixes,omitempty"`

		Suppressions  []sarifSuppression `json:"suppressions,omitempty"`
		BaselineState string             `json:"baselineState,omitempty"` // "new" or "unchanged", of a report that compares
	}
	sarifSuppression struct {
		Kind          string `json:"kind"`
		Status        string `json:"status"`
		Justification string `json:"justification"`
	}
	sarifLocation struct {
		ID               int           `json:"id,omitempty"`
		Message          *sarifText    `json:"message,omitempty"`
		PhysicalLocation sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		ArtifactLocation sarifArtifact `json:"artifactLocation"`
		Region           sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI       string `json:"uri"`
		URIBaseID string `json:"uriBaseId,omitempty"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"` // without columns it is whole lines
		EndLine     int `json:"endLine"`
		EndColumn   int `json:"endColumn,omitempty"`
	}
	sarifFix struct {
		Description     sarifText     `json:"description"`
		ArtifactChanges []sarifChange `json:"artifactChanges"`
	}
	sarifChange struct {
		ArtifactLocation sarifArtifact      `json:"artifactLocation"`
		Replacements     []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		DeletedRegion   sarifRegion `json:"deletedRegion"`
		InsertedContent sarifText   `json:"insertedContent"`
	}
)

const projectURL = "https://github.com/scopelint/scopelint"

// printSARIF prints the report as a SARIF 2.1.0 log.
func printSARIF(w io.Writer, r *report) error {
	run := sarifRun{
		Tool:        sarifTool{sarifDriver{Name: "scopelint", InformationURI: projectURL}},
		Invocations: []sarifInvocation{{ExecutionSuccessful: len(r.Problems) == 0}},
		ColumnKind:  "utf16CodeUnits",
		Results:     []sarifResult{},
	}
	run.Tool.Driver.Version = sarifVersion()
	for _, rule := range analyzer.Rules() {
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{
			ID: rule.ID, ShortDescription: sarifText{rule.Summary},
			FullDescription: sarifText{rule.Doc()}, Help: sarifText{rule.Doc()},
			HelpURI:              rule.URL(),
			DefaultConfiguration: sarifConfig{string(rule.Severity)},
		})
	}
	for _, p := range r.Problems {
		run.Invocations[0].ToolExecutionNotifications = append(run.Invocations[0].ToolExecutionNotifications,
			sarifNotification{"error", sarifMessage(p.Message)})
	}
	c := newSARIFConverter(r.dir)
	for _, f := range r.Findings {
		result := c.result(f)
		if r.NewFrom != "" {
			result.BaselineState = baselineStates[f.Old == oldRevision]
		}
		run.Results = append(run.Results, result)
	}
	return printIndented(w, sarifLog{
		Schema:  "https://json.schemastore.org/sarif-2.1.0.json",
		Version: "2.1.0",
		Runs:    []sarifRun{run},
	})
}

// sarifMessage is a text that readers show to people. What is to be inserted is none.
func sarifMessage(text string) sarifText { return sarifText{visible.Text(text)} }

// baselineStates are SARIF's words for findings that are old and that are not.
var baselineStates = map[bool]string{true: "unchanged", false: "new"}

// sarifVersion is the program's version in the form that readers compare: a
// number first.
func sarifVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "0.0.0-devel"
	}
	return strings.TrimPrefix(info.Main.Version, "v")
}

type sarifConverter struct {
	sources *sources
	dir     string // that file names are relative to
	root    string // of the repository
	prints  fingerprints
}

func newSARIFConverter(dir string) *sarifConverter {
	c := &sarifConverter{sources: newSources(dir), dir: dir, root: dir, prints: make(fingerprints)}
	if root, ok := source.FindAbove(dir, ".git"); ok {
		c.root = root
	}
	return c
}

func (c *sarifConverter) result(f finding) sarifResult {
	res := sarifResult{
		RuleID:    f.Rule,
		RuleIndex: slices.Index(analyzer.RuleIDs(), f.Rule),
		Level:     f.Severity, Message: sarifMessage(f.Message),
		Locations:           []sarifLocation{{PhysicalLocation: c.physical(f.Location)}},
		PartialFingerprints: map[string]string{"scopelint/v1": c.prints.of(f)},
	}
	if f.Waived != "" {
		kind := "external"
		if f.WaivedBy == "comment" {
			kind = "inSource"
		}
		res.Suppressions = []sarifSuppression{{kind, "accepted", f.Waived}}
	}
	if f.Old == oldBaseline {
		res.Suppressions = []sarifSuppression{{"external", "accepted", "the baseline lists it"}}
	}
	for i, rel := range f.Related {
		res.RelatedLocations = append(res.RelatedLocations,
			sarifLocation{ID: i + 1, Message: new(sarifMessage(rel.Message)), PhysicalLocation: c.physical(rel.Location)})
	}
	for _, fx := range f.Fixes {
		change := sarifChange{c.artifact(fx.Edit.Location.File), []sarifReplacement{{c.region(fx.Edit.Location), sarifText{fx.Edit.New}}}}
		res.Fixes = append(res.Fixes, sarifFix{sarifText{fmt.Sprintf("%s (%s)", fx.Message, fx.Class)}, []sarifChange{change}})
	}
	return res
}

func (c *sarifConverter) physical(l location) sarifPhysical {
	return sarifPhysical{c.artifact(l.File), c.region(l)}
}

// fromRoot is the path of a file from the root of the repository.
func (c *sarifConverter) fromRoot(file string) string {
	return found.Relative(c.root, found.Absolute(c.dir, file))
}

// artifact names a file relative to the root of the repository.
func (c *sarifConverter) artifact(file string) sarifArtifact {
	rel := c.fromRoot(file)
	if filepath.IsAbs(filepath.FromSlash(rel)) {
		return sarifArtifact{URI: (&url.URL{Scheme: "file", Path: "/" + strings.TrimPrefix(rel, "/")}).String()}
	}
	return sarifArtifact{URI: (&url.URL{Path: rel}).EscapedPath(), URIBaseID: "%SRCROOT%"}
}

func (c *sarifConverter) region(l location) sarifRegion {
	return sarifRegion{l.Line, c.column(l.File, l.Line, l.Column), l.EndLine, c.column(l.File, l.EndLine, l.EndColumn)}
}

// column turns a column in bytes into one in UTF-16 code units, which every
// reader of SARIF knows. One that is not known stays 0.
func (c *sarifConverter) column(file string, line, column int) int {
	if column == 0 {
		return 0
	}
	text := c.sources.line(file, line)
	before := text[:min(column-1, len(text))]
	return len(utf16.Encode([]rune(before))) + column - len(before)
}

// fingerprints counts the findings that are alike but for their lines.
type fingerprints map[string]int

// of identifies a finding by rule, package, declaration, scope and route, so that it
// stays the same when lines move; equal ones are numbered.
func (p fingerprints) of(f finding) string {
	key := fmt.Sprintf("%s\x00%s\x00%s\x00%s\x00%s", f.Rule, f.Package, f.Within, f.Scope, f.Route)
	p[key]++
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", key, p[key]))
	return fmt.Sprintf("%x", sum[:16])
}
