package main

import (
	_ "embed"
	"io"
	"path/filepath"
	"slices"

	"github.com/scopelint/scopelint/analyzer/routes"
)

//go:embed routes.html
var routesPage string

// printRoutesHTML prints one page that needs no other file. Without scripts
// all of it works but for the filter by text.
func printRoutesHTML(w io.Writer, r *routesReport) error {
	data := struct {
		*routesReport
		Title  string
		Named  []string
		Matrix []matrixRow
	}{r, filepath.Base(r.dir), r.named(), nil}
	for _, route := range r.Routes {
		data.Matrix = append(data.Matrix, matrixRow{route, cellsOf(route, data.Named)})
	}
	return printPage(w, routesPage, nil, data)
}

type stateCount struct {
	State string
	Count int
}

// States counts the routes of each state.
func (c routesCoverage) States() []stateCount {
	counts := []int{c.Guarded, c.Unguarded, c.Unproven, c.Public}
	all := make([]stateCount, len(states))
	for i, s := range states {
		all[i] = stateCount{s, counts[i]}
	}
	return all
}

// named lists the scopes of all guards.
func (r *routesReport) named() []string {
	var all []string
	for _, route := range r.Routes {
		all = append(all, route.Scopes...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// A matrixRow shows which scopes a route asks for.
type matrixRow struct {
	Route routeEntry
	Cells []matrixCell
}

// A matrixCell is empty if the route does not ask for the scope.
type matrixCell struct {
	Scope, Need string
}

func cellsOf(r routeEntry, scopes []string) []matrixCell {
	cells := make([]matrixCell, len(scopes))
	for _, g := range r.Guards {
		need := "needed"
		switch {
		case len(g.Scopes) < 2 || g.Mode == string(routes.AllOf):
		case g.Mode == string(routes.AnyOf):
			need = "enough"
		default:
			need = "named"
		}
		for _, s := range g.Scopes {
			if i, ok := slices.BinarySearch(scopes, s); ok && cells[i].Need != "needed" {
				cells[i] = matrixCell{s, need}
			}
		}
	}
	return cells
}
