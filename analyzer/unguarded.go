package analyzer

import (
	"fmt"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/scopelint/scopelint/analyzer/routes"
)

// unguardedRoute finds routes without a guard among routes that have one. A
// route whose guard cannot be proved is none of them.
func unguardedRoute(j *judge) {
	j.routes()
	if j.cfg.routing.require {
		unreadRouters(j)
	}
	near := j.near
	if near == nil {
		near = make(neighbourhoods)
		near.add(j.pass.Pkg, j.routes())
	}
	for _, r := range j.routes() {
		if r.State != routes.Unguarded || r.Dynamic || j.cfg.isPublic(r) {
			continue
		}
		neighbour := near.guarded(j.pass.Pkg, r)
		if neighbour == nil && !j.cfg.routing.require {
			continue
		}
		severity, what := Error, "no request to it needs a scope"
		if r.Login {
			severity, what = Warning, "every request to it is authenticated, and none needs a scope"
		}
		f := Finding{
			Rule: "unguarded-route", Severity: severity, Pos: r.Pos, End: r.End, Route: r.Method + " " + r.Path,
			Message: fmt.Sprintf("unguarded route %s %s: %s", r.Method, r.Path, what),
		}
		if neighbour != nil {
			guard := neighbour.Guards[0]
			f.Message += fmt.Sprintf(", and its neighbour %s %s %s", neighbour.Method, neighbour.Path, states(guard))
			f.Related = []analysis.RelatedInformation{{Pos: guard.Pos, Message: "the neighbour's guard"}}
		}
		j.add(f)
	}
}

// unreadRouters reports routers whose routes nobody knows where each must be
// guarded.
func unreadRouters(j *judge) {
	for _, m := range j.routed.Coverage.Unread {
		j.add(Finding{
			Rule: "unguarded-route", Severity: Error, Pos: m.Pos, End: m.Pos,
			Message: fmt.Sprintf("the routes of %s cannot be read, and require = true wants every route guarded: describe its methods in [[routes.router]]", m.Name),
		})
	}
}

// states words what a neighbour needs.
func states(g routes.Guard) string {
	if len(g.Scopes) == 0 {
		return "has the guard " + g.Name
	}
	return "names " + strings.Join(g.Scopes, " and ")
}

// neighbourhoods have the first guarded route of each.
type neighbourhoods map[string]*routes.Route

// add takes over the routes of a package.
func (n neighbourhoods) add(pkg *types.Package, all []*routes.Route) {
	for _, r := range all {
		if r.State != routes.Guarded {
			continue
		}
		for _, key := range neighbourhoodsOf(pkg, r) {
			if n[key] == nil {
				n[key] = r
			}
		}
	}
}

// guarded finds a guarded neighbour, or nil. Beside a route that needs a login
// it must be below the same first segment: whole areas may be for all users.
func (n neighbourhoods) guarded(pkg *types.Package, r *routes.Route) *routes.Route {
	keys := neighbourhoodsOf(pkg, r)
	if r.Login {
		keys = keys[:1]
	}
	for _, key := range keys {
		if neighbour := n[key]; neighbour != nil {
			return neighbour
		}
	}
	return nil
}

// neighbourhoodsOf are what makes two routes neighbours: one router value, or
// one kind of router and the first segment of the path in one package.
func neighbourhoodsOf(pkg *types.Package, r *routes.Route) []string {
	segment, _, _ := strings.Cut(strings.TrimPrefix(r.Path, "/"), "/")
	keys := []string{pkg.Path() + " " + r.Router + " /" + segment}
	if r.RouterID != 0 {
		keys = append(keys, fmt.Sprintf("router %d", r.RouterID))
	}
	return keys
}
