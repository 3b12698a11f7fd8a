package analyzer

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/scopelint/scopelint/analyzer/routes"
)

// unguardedRoute finds routes without a guard among routes that have one. A
// route whose guard cannot be proved is none of them.
func unguardedRoute(j *judge) {
	guarded := make(map[string]*routes.Route) // by router and by first segment
	for _, r := range j.routes() {
		if r.State == routes.Guarded {
			for _, key := range neighbourhoods(r) {
				if guarded[key] == nil {
					guarded[key] = r
				}
			}
		}
	}
	for _, r := range j.routes() {
		if r.State != routes.Unguarded || r.Dynamic || j.cfg.isPublic(r) {
			continue
		}
		neighbour := neighbourOf(r, guarded)
		if neighbour == nil && !j.cfg.routing.require {
			continue
		}
		f := Finding{
			Rule: "unguarded-route", Severity: Error, Pos: r.Pos, End: r.Pos, Route: r.Method + " " + r.Path,
			Message: fmt.Sprintf("unguarded route %s %s: no request to it needs a scope", r.Method, r.Path),
		}
		if r.Call != nil {
			f.End = r.Call.End()
		}
		if neighbour != nil {
			guard := neighbour.Guards[0]
			f.Message += fmt.Sprintf(", and its neighbour %s %s %s", neighbour.Method, neighbour.Path, states(guard))
			f.Related = []analysis.RelatedInformation{{Pos: guard.Pos, Message: "the neighbour's guard"}}
		}
		j.add(f)
	}
}

// states words what is known of a neighbour here. Whether a guard of another
// package checks the scopes that it gets is for "scopelint routes" to see.
func states(g routes.Guard) string {
	if len(g.Scopes) == 0 {
		return "has the guard " + g.Name
	}
	return "names " + strings.Join(g.Scopes, " and ")
}

// neighbourhoods are what makes two routes neighbours.
func neighbourhoods(r *routes.Route) []string {
	segment, _, _ := strings.Cut(strings.TrimPrefix(r.Path, "/"), "/")
	keys := []string{r.Router + " /" + segment}
	if r.RouterID != 0 {
		keys = append(keys, fmt.Sprintf("router %d", r.RouterID))
	}
	return keys
}

func neighbourOf(r *routes.Route, guarded map[string]*routes.Route) *routes.Route {
	for _, key := range neighbourhoods(r) {
		if n := guarded[key]; n != nil {
			return n
		}
	}
	return nil
}
