package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/scopelint/scopelint/analyzer/needs"
)

// The parts of SARIF that a call path needs and a finding does not.
type (
	sarifFlowLog struct {
		Schema  string         `json:"$schema"`
		Version string         `json:"version"`
		Runs    []sarifFlowRun `json:"runs"`
	}
	sarifFlowRun struct {
		Tool        sarifTool         `json:"tool"`
		Invocations []sarifInvocation `json:"invocations"`
		ColumnKind  string            `json:"columnKind"`
		Results     []sarifFlowResult `json:"results"`
	}
	sarifFlowResult struct {
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifPoint    `json:"locations"`
		Related   []sarifPoint    `json:"relatedLocations,omitempty"`
		CodeFlows []sarifCodeFlow `json:"codeFlows,omitempty"`
	}
	sarifCodeFlow struct {
		ThreadFlows []sarifThreadFlow `json:"threadFlows"`
	}
	sarifThreadFlow struct {
		Locations []sarifFlowLocation `json:"locations"`
	}
	sarifFlowLocation struct {
		Location sarifPoint `json:"location"`
	}
	sarifPoint struct {
		Message          *sarifText         `json:"message,omitempty"`
		PhysicalLocation sarifPointPhysical `json:"physicalLocation"`
	}
	sarifPointPhysical struct {
		ArtifactLocation sarifArtifact `json:"artifactLocation"`
		Region           *sarifStart   `json:"region,omitempty"`
	}
	sarifStart struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
	}
)

// needsRules are the kinds of results: a scope that is needed tells, one that
// may be needed and a request that is not resolved want a look.
var needsRules = []sarifRule{
	needsRule("needed-scope", "note", "A scope that the program needs, with a call path that proves it"),
	needsRule("maybe-needed-scope", "warning", "A scope that the program needs under a condition the code does not decide"),
	needsRule("unresolved-request", "warning", "A request that may need scopes nobody can tell"),
}

func needsRule(id, level, text string) sarifRule {
	return sarifRule{
		ID: id, ShortDescription: sarifText{text}, FullDescription: sarifText{text + "."}, Help: sarifText{text + "."},
		HelpURI: projectURL, DefaultConfiguration: sarifConfig{level},
	}
}

// printNeedsSARIF prints the answer as a SARIF 2.1.0 log, each call path as a
// code flow.
func printNeedsSARIF(w io.Writer, a *needsAnswer) error {
	run := sarifFlowRun{
		Tool:       sarifTool{sarifDriver{Name: "scopelint", InformationURI: projectURL, Rules: needsRules}},
		ColumnKind: "utf16CodeUnits", Results: []sarifFlowResult{},
		Invocations: []sarifInvocation{{ExecutionSuccessful: true}},
	}
	run.Tool.Driver.Version = sarifVersion()
	dir, err := os.Getwd()
	if err != nil {
		return err
	}
	c := &needsSARIF{*newSARIFConverter(dir)}
	for _, p := range a.Programs {
		for _, path := range p.Paths {
			run.Results = append(run.Results, c.result(0, path.Steps, path.Where,
				fmt.Sprintf("%s needs %s for %s%s", p.Package, path.Scope, path.Operation, because(path.Reason, nil))))
		}
		for _, m := range p.Maybe {
			run.Results = append(run.Results, c.result(1, m.Steps, m.Where,
				fmt.Sprintf("%s may need %s for %s%s", p.Package, strings.Join(m.Scopes, ", "), m.Operation, because(m.Reason, nil))))
		}
		for _, u := range p.Unresolved {
			if u.Kind == needs.LoadError { // has no place: it is the run's, not a result
				run.Invocations[0].ExecutionSuccessful = false
				run.Invocations[0].ToolExecutionNotifications = append(run.Invocations[0].ToolExecutionNotifications,
					sarifNotification{"error", sarifMessage(u.Reason)})
				continue
			}
			run.Results = append(run.Results, c.result(2, u.Steps, nil,
				fmt.Sprintf("%s: %s is unresolved: %s", p.Package, u.Request, u.Reason)))
		}
	}
	return printIndented(w, sarifFlowLog{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifFlowRun{run}})
}

type needsSARIF struct{ sarifConverter }

// result locates a result where the user's own code makes the call.
func (c *needsSARIF) result(rule int, steps []needs.Step, where *needs.Place, message string) sarifFlowResult {
	r := sarifFlowResult{
		RuleID: needsRules[rule].ID, RuleIndex: rule, Level: needsRules[rule].DefaultConfiguration.Level, Message: sarifMessage(message),
		Locations: []sarifPoint{c.point(ownPlace(steps), "")},
	}
	if where != nil {
		r.Related = []sarifPoint{c.point(*where, "decides it")}
	}
	var flow sarifThreadFlow
	for _, s := range steps {
		if s.File == "" {
			continue // what the compiler makes
		}
		flow.Locations = append(flow.Locations, sarifFlowLocation{c.point(s.Place, shortName(s.Function))})
	}
	r.CodeFlows = []sarifCodeFlow{{[]sarifThreadFlow{flow}}}
	return r
}

func (c *needsSARIF) point(p needs.Place, message string) sarifPoint {
	point := sarifPoint{PhysicalLocation: sarifPointPhysical{ArtifactLocation: c.artifact(p.File)}}
	if p.Line > 0 {
		point.PhysicalLocation.Region = &sarifStart{p.Line, c.column(p.File, p.Line, p.Column)}
	}
	if message != "" {
		point.Message = new(sarifMessage(message))
	}
	return point
}
