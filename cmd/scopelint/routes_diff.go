package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"

	"github.com/scopelint/scopelint/analyzer/routes"
	"github.com/scopelint/scopelint/catalog/visible"
)

// diffRoutes compares what the routes ask for with what they asked for at a
// revision of the repository. A route that asks for less makes the status 1.
func diffRoutes(o *common, rev string, stdout io.Writer) (int, error) {
	if !slices.Contains([]string{"json", "text"}, o.format) || len(o.files) > 0 {
		return exitFailure, errors.New("-diff prints text or json")
	}
	repo, commit, err := findCommit("-diff", rev)
	if err != nil {
		return exitFailure, err
	}
	tree, err := repo.Extract(commit)
	if err != nil {
		return exitFailure, fmt.Errorf("-diff: %w", err)
	}
	old := *o
	old.from = tree.Dir
	before, err := loadedRoutes(&old)
	tree.Remove()
	if errors.Is(err, errNothing) { // there was no package yet
		before, err = &routesReport{}, nil
	}
	if err != nil {
		return exitFailure, fmt.Errorf("at %s: %w", rev, err)
	}
	after, err := loadedRoutes(o)
	if err != nil {
		return exitFailure, err
	}
	d := compareRoutes(before.Routes, after.Routes)
	err = o.write(stdout, func(w io.Writer) error {
		if o.format == "json" {
			return printIndented(w, d)
		}
		return printRoutesDiff(w, d, rev)
	})
	if err != nil {
		return exitFailure, err
	}
	if slices.ContainsFunc(d.Routes, func(r routeDiff) bool { return r.Change == asksLess }) {
		return exitFindings, nil
	}
	return exitClean, nil
}

// loadedRoutes finds the routes of packages that load.
func loadedRoutes(o *common) (*routesReport, error) {
	answer, err := findRoutes(o, false)
	if err != nil {
		return nil, err
	}
	if p := answer.Report.Problems; len(p) > 0 {
		return nil, fmt.Errorf("%s: %s; routes may be missing, so nothing is compared", p[0].Package, p[0].Message)
	}
	return answer.Report, nil
}

// routesDiff is what changed between two revisions.
type routesDiff struct {
	Version int         `json:"version"`
	Routes  []routeDiff `json:"routes"` // those that changed, the ones that ask for less first
}

type routeDiff struct {
	Change   string    `json:"change"` // "less", "more", "new" or "gone"
	Method   string    `json:"method"`
	Host     string    `json:"host,omitempty"`
	Path     string    `json:"path"`
	Before   *routeWas `json:"before,omitempty"`
	After    *routeWas `json:"after,omitempty"`
	Location location  `json:"location"` // of the registration, in the older revision for one that is gone
}

// A routeWas is what a route asked for at one revision.
type routeWas struct {
	State  string   `json:"state"`
	Login  bool     `json:"login,omitempty"`
	Demand string   `json:"demand,omitempty"`
	Scopes []string `json:"scopes"`
}

const (
	asksLess = "less"
	asksMore = "more"
	isNew    = "new"
	isGone   = "gone"
)

// changes in the order in which they are told.
var changes = []string{asksLess, asksMore, isNew, isGone}

func compareRoutes(before, after []routeEntry) *routesDiff {
	d := &routesDiff{Version: 1, Routes: []routeDiff{}}
	pairs, gone, added := pairRoutes(before, after)
	for _, p := range pairs {
		switch {
		case !covers(p.after, p.before):
			d.add(asksLess, p.after, &p.before, &p.after)
		case !covers(p.before, p.after):
			d.add(asksMore, p.after, &p.before, &p.after)
		}
	}
	for _, r := range added {
		d.add(isNew, r, nil, &r)
	}
	for _, r := range gone {
		d.add(isGone, r, &r, nil)
	}
	slices.SortStableFunc(d.Routes, func(a, b routeDiff) int {
		return cmp.Or(cmp.Compare(slices.Index(changes, a.Change), slices.Index(changes, b.Change)), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Method, b.Method))
	})
	return d
}

func (d *routesDiff) add(change string, r routeEntry, before, after *routeEntry) {
	was := func(r *routeEntry) *routeWas {
		if r == nil {
			return nil
		}
		return &routeWas{State: r.State, Login: r.Login, Demand: r.Demand(), Scopes: r.Scopes}
	}
	d.Routes = append(d.Routes, routeDiff{Change: change, Method: r.Method, Host: r.Host, Path: r.Path, Before: was(before), After: was(after), Location: r.Location})
}

type routePair struct{ before, after routeEntry }

var anyParam = regexp.MustCompile(`\{[^}]*?(\.\.\.)?\}`)

// pairRoutes finds the routes that are there in both revisions: with the same
// handler, or else in the same package, or else anywhere, or else under all methods instead of one.
func pairRoutes(before, after []routeEntry) (pairs []routePair, gone, added []routeEntry) {
	shape := func(r routeEntry) string { return r.Host + " " + anyParam.ReplaceAllString(r.Template, "{$1}") }
	gone, added = slices.Clone(before), slices.Clone(after)
	for _, same := range []func(a, b routeEntry) bool{
		func(a, b routeEntry) bool {
			return a.Method == b.Method && a.Package == b.Package && a.Handler == b.Handler
		},
		func(a, b routeEntry) bool { return a.Method == b.Method && a.Package == b.Package },
		func(a, b routeEntry) bool { return a.Method == b.Method },
		func(a, b routeEntry) bool { return a.Method == "*" || b.Method == "*" },
	} {
		var rest []routeEntry
		for _, r := range added {
			i := slices.IndexFunc(gone, func(o routeEntry) bool { return shape(o) == shape(r) && same(o, r) })
			if i < 0 {
				rest = append(rest, r)
				continue
			}
			pairs = append(pairs, routePair{gone[i], r})
			if r.Method == gone[i].Method || r.Method != "*" {
				gone = slices.Delete(gone, i, i+1)
			} else { // one that is for all methods may stand for several
				for ; i >= 0; i = slices.IndexFunc(gone, func(o routeEntry) bool { return shape(o) == shape(r) }) {
					if last := &pairs[len(pairs)-1]; !covers(r, gone[i]) {
						last.before = gone[i]
					}
					gone = slices.Delete(gone, i, i+1)
				}
			}
		}
		added = rest
	}
	return pairs, gone, added
}

// covers reports whether a route asks for all that another one asks for. One
// that is not proved may ask for anything, and nobody can rely on it.
func covers(r, o routeEntry) bool {
	if rank(r) < rank(o) {
		return false
	}
	mine := demands(r)
	for _, want := range demands(o) {
		if !slices.ContainsFunc(mine, func(have []string) bool { return subset(have, want) }) {
			return false
		}
	}
	return true
}

// rank orders states by how much they are worth.
func rank(r routeEntry) int {
	switch {
	case r.State == string(routes.Guarded):
		return 3
	case r.State == string(routes.Unproven):
		return 2
	case r.Login:
		return 1
	}
	return 0
}

// demands lists what must be met: of each element one scope is enough.
func demands(r routeEntry) [][]string {
	var all [][]string
	for _, g := range r.Guards {
		switch {
		case len(g.Scopes) == 0:
			all = append(all, []string{g.Name + "()"})
		case g.Mode == string(routes.AllOf):
			for _, s := range g.Scopes {
				all = append(all, []string{s})
			}
		default:
			all = append(all, g.Scopes)
		}
	}
	return all
}

func subset(some, all []string) bool {
	return !slices.ContainsFunc(some, func(s string) bool { return !slices.Contains(all, s) })
}

// printRoutesDiff prints a line for each route that changed.
func printRoutesDiff(w io.Writer, d *routesDiff, base string) error {
	t := textPrinter{w: w}
	n := make(map[string]int)
	for _, r := range d.Routes {
		n[r.Change]++
		line := fmt.Sprintf("%-4s  %s %s%s: ", r.Change, r.Method, r.Host, r.Path)
		switch {
		case r.Before == nil:
			line += r.After.String()
		case r.After == nil:
			line += "was " + r.Before.String()
		default:
			line += r.Before.String() + " -> " + r.After.String()
		}
		t.printf("%s (%s)\n", visible.Text(line), r.Location.Position())
	}
	if len(d.Routes) == 0 {
		t.printf("No route asks for other scopes than at %s.\n", base)
	} else {
		t.printf("\nSince %s: %s for less, %d for more, %d new, %d gone\n", base, asks(n[asksLess]), n[asksMore], n[isNew], n[isGone])
	}
	return t.err
}

func asks(n int) string {
	if n == 1 {
		return "1 route asks"
	}
	return count(n, "route") + " ask"
}

func (w *routeWas) String() string {
	switch {
	case w.Demand != "":
		return w.Demand
	case w.Login:
		return "a login"
	case w.State == string(routes.Unproven):
		return "unproven"
	case w.State == public:
		return "nothing (public)"
	}
	return "nothing"
}
