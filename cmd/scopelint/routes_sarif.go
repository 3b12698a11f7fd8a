package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/scopelint/scopelint/analyzer/routes"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/found"
)

// In the log of the routes command every route is a result that is no failure.
type (
	routesLog struct {
		Schema  string      `json:"$schema"`
		Version string      `json:"version"`
		Runs    []routesRun `json:"runs"`
	}
	routesRun struct {
		sarifRun
		Results []routeResult `json:"results"`
	}
	routeResult struct {
		sarifResult
		Kind       string          `json:"kind"`
		Properties routeProperties `json:"properties"`
	}
	routeProperties struct {
		Method string   `json:"method"`
		Path   string   `json:"path"`
		State  string   `json:"state"`
		Login  bool     `json:"login,omitempty"`
		Scopes []string `json:"scopes"`
	}
)

// sarifKinds are the kinds of results by state. SARIF (3.27.10) allows only
// the level "none" for them.
var sarifKinds = map[string]string{
	string(routes.Guarded): "pass", string(routes.Unguarded): "informational", string(routes.Unproven): "review", public: "informational",
}

// printRoutesSARIF prints the routes as a SARIF 2.1.0 log.
func printRoutesSARIF(w io.Writer, r *routesReport) error {
	run := routesRun{Results: []routeResult{}}
	run.Tool.Driver = sarifDriver{Name: "scopelint", InformationURI: projectURL, Rules: []sarifRule{routeRule}}
	run.ColumnKind = "utf16CodeUnits"
	run.Tool.Driver.Version = sarifVersion()
	call := sarifInvocation{ExecutionSuccessful: len(r.Problems) == 0}
	for _, p := range r.Problems {
		call.ToolExecutionNotifications = append(call.ToolExecutionNotifications, sarifNotification{"error", sarifMessage(p.Message)})
	}
	for _, l := range r.Missing() {
		for _, m := range l.Calls {
			text := fmt.Sprintf("%s: %s: %s: %s", m.Location.Position(), strings.ToLower(l.Title), m.Name, m.Message)
			call.ToolExecutionNotifications = append(call.ToolExecutionNotifications, sarifNotification{"note", sarifMessage(text)})
		}
	}
	run.Invocations = []sarifInvocation{call}
	c := routesConverter{newSARIFConverter(r.dir)}
	for _, route := range r.Routes {
		run.Results = append(run.Results, c.result(route))
	}
	return printIndented(w, routesLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []routesRun{run}})
}

var routeRule = sarifRule{
	ID: "route", ShortDescription: sarifText{"an HTTP route and what guards it"},
	FullDescription: sarifText{"Every HTTP route of the code, with the scopes that each request to it needs. It is no mistake."},
	Help:            sarifText{strings.TrimSpace(routesUsage)}, HelpURI: projectURL,
	DefaultConfiguration: sarifConfig{"note"},
}

type routesConverter struct{ *sarifConverter }

func (c routesConverter) result(r routeEntry) routeResult {
	message := fmt.Sprintf("%s %s is %s", r.Method, r.Pattern(), r.State)
	if demand := r.Demand(); demand != "" {
		message += " by " + demand
	}
	if r.Shown() == found.Behind {
		message += ": every request is authenticated, and none needs a scope"
	}
	alike := finding{Rule: routeRule.ID, Package: r.Package, Route: r.Method + " " + r.Pattern()}
	res := routeResult{
		sarifResult: sarifResult{
			RuleID: routeRule.ID, Level: "none", Message: sarifMessage(message),
			Locations:           []sarifLocation{{PhysicalLocation: c.physical(r.Location)}},
			PartialFingerprints: map[string]string{"scopelint/v1": c.prints.of(alike)},
		},
		Kind: sarifKinds[r.State], Properties: routeProperties{r.Method, r.Pattern(), r.State, r.Login, r.Scopes},
	}
	if r.Reason != "" {
		res.Suppressions = []sarifSuppression{{"external", "accepted", r.Reason}}
	}
	relate := func(l location, message string) {
		res.RelatedLocations = append(res.RelatedLocations,
			sarifLocation{ID: len(res.RelatedLocations) + 1, Message: new(sarifMessage(message)), PhysicalLocation: c.physical(l)})
	}
	for _, g := range r.Guards {
		relate(g.Location, fmt.Sprintf("%s guard %s: %s", g.Kind, g.Name, g.Demand()))
		for _, via := range g.Via {
			relate(via, "which is checked here")
		}
	}
	for _, e := range r.Evidence {
		relate(e.Location, e.Message)
	}
	return res
}
