package analyzer

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/scopelint/scopelint/analyzer/routes"
)

// mismatchedRoute finds guards that contradict their route: the catalog knows
// the operation and it asks for other scopes, or the guard's action cannot fit
// the method.
func mismatchedRoute(j *judge) {
	for _, r := range j.routes() {
		if r.State != routes.Guarded || r.Dynamic {
			continue
		}
		guards, ok := j.comparable(r)
		if !ok {
			continue
		}
		if message := j.contradiction(r, guards); message != "" {
			f := Finding{
				Rule: "mismatched-route", Severity: Error, Pos: r.Pos, End: r.End, Route: r.Method + " " + r.Path,
				Message: message, Scope: strings.Join(guards[0].Scopes, " "),
			}
			for _, g := range guards {
				f.Related = append(f.Related, analysis.RelatedInformation{Pos: g.Pos, Message: "guarded here"})
			}
			j.add(f)
		}
	}
}

// comparable returns the guards of a route that name scopes. It is not ok if
// one of them is no good scope, for then another rule reports it.
func (j *judge) comparable(r *routes.Route) ([]routes.Guard, bool) {
	var guards []routes.Guard
	for _, g := range r.Guards {
		for _, s := range g.Scopes {
			_, known := j.cfg.Catalog().Lookup(s)
			_, twin := j.cfg.Catalog().Preferred(s)
			if !known || twin {
				return nil, false
			}
		}
		if len(g.Scopes) > 0 {
			guards = append(guards, g)
		}
	}
	return guards, len(guards) > 0
}

// contradiction words what is wrong with the guards of a route, or is empty.
func (j *judge) contradiction(r *routes.Route, guards []routes.Guard) string {
	asked := askedScopes(guards)
	if op, ok := j.cfg.Catalog().Operation(r.Method, r.Template); ok {
		if len(op.Scopes) == 0 || slices.ContainsFunc(op.Scopes, func(all []string) bool { return j.satisfies(asked, all) }) {
			return ""
		}
		return fmt.Sprintf("mismatched route %s %s: its guard asks for %s, the operation for %s",
			r.Method, r.Path, strings.Join(asked, " and "), wordAlternatives(op.Scopes))
	}
	actions := make(map[string]bool)
	for _, s := range asked {
		scope, _ := j.cfg.Catalog().Lookup(s)
		actions[scope.Action] = true
	}
	if !contradicts(r.Method, actions) {
		return ""
	}
	return fmt.Sprintf("mismatched route %s %s: its guard asks only for %s", r.Method, r.Path, strings.Join(asked, " and "))
}

// askedScopes are all scopes that the guards name, each once.
func askedScopes(guards []routes.Guard) []string {
	var asked []string
	for _, g := range guards {
		for _, s := range g.Scopes {
			if !slices.Contains(asked, s) {
				asked = append(asked, s)
			}
		}
	}
	return asked
}

// satisfies reports whether the scopes that guards ask for include, or cover,
// all the scopes of one alternative.
func (j *judge) satisfies(asked, alternative []string) bool {
	return !slices.ContainsFunc(alternative, func(want string) bool {
		return !slices.ContainsFunc(asked, func(have string) bool { return j.cfg.Catalog().Covers(have, want) })
	})
}

func wordAlternatives(alternatives [][]string) string {
	words := make([]string, len(alternatives))
	for i, all := range alternatives {
		words[i] = strings.Join(all, " and ")
	}
	return strings.Join(words, ", or for ")
}

// contradicts reports whether none of the actions can fit the method. Only
// what is wrong in practically every API counts: of DigitalOcean's own 641
// operations 11 % do not follow the usual pairs of method and action.
func contradicts(method string, actions map[string]bool) bool {
	only := func(list ...string) bool {
		for a := range actions {
			if !slices.Contains(list, a) {
				return false
			}
		}
		return true
	}
	switch method {
	case "GET", "HEAD":
		return only("create", "update", "delete")
	case "PUT", "PATCH":
		return only("read")
	case "DELETE":
		return only("read") || only("create")
	}
	return false
}
