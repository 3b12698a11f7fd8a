package main

import (
	"cmp"
	"fmt"
	"go/token"
	"io"
	"slices"
	"strings"

	"github.com/scopelint/scopelint/analyzer/routes"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/found"
)

// A routesReport is the result of the routes command, as every format prints
// it. It is the document of -format json; routes.schema.json describes it.
type routesReport struct {
	Version       int            `json:"version"`
	Routes        []routeEntry   `json:"routes"`        // by path and method
	NotUnderstood []missedEntry  `json:"notUnderstood"` // in the order of the source
	Uncalled      []missedEntry  `json:"uncalled"`      // likewise
	Problems      []problem      `json:"problems"`
	Coverage      routesCoverage `json:"coverage"`

	dir   string // that relative file names are relative to
	quiet bool
}

// A missedEntry is a registering call that was not understood, or that nothing
// leads to, or a router whose calls are not known.
type missedEntry struct {
	Kind     string   `json:"kind"` // "dynamic", "missed", "unknown", "router" or "uncalled"
	Name     string   `json:"name"`
	Message  string   `json:"message"`
	Location location `json:"location"`
}

type routesCoverage struct {
	Packages   int      `json:"packages"`
	Broken     int      `json:"broken"` // of these; routes of them may be missing
	Files      int      `json:"files"`
	Registered int      `json:"registered"`    // calls that register routes
	Understood int      `json:"understood"`    // of these
	Dynamic    int      `json:"dynamic"`       // a method or path is computed
	Missed     int      `json:"missed"`        // the others
	Uncalled   int      `json:"uncalled"`      // calls that nothing leads to, beside the registered ones
	Unread     []string `json:"unreadRouters"` // packages of routers whose routes cannot be read
	Routes     int      `json:"routes"`
	Guarded    int      `json:"guarded"`
	Unguarded  int      `json:"unguarded"`
	Login      int      `json:"login"` // of these, behind a login
	Unproven   int      `json:"unproven"`
	Public     int      `json:"public"`
}

const public = found.Public

// states in the order in which they are shown.
var states = []string{string(routes.Guarded), string(routes.Unguarded), string(routes.Unproven), public}

func (c routesCoverage) String() string {
	uncalled, unread, broken, login := "", "", "", ""
	if c.Login > 0 {
		login = fmt.Sprintf(" (%d behind a login)", c.Login)
	}
	if c.Uncalled > 0 {
		uncalled = fmt.Sprintf(", and %d that nothing calls", c.Uncalled)
	}
	if len(c.Unread) > 0 {
		unread = fmt.Sprintf("; imports %s, whose routes scopelint cannot read", strings.Join(c.Unread, ", "))
	}
	if c.Broken > 0 {
		broken = fmt.Sprintf("; errors in %d of %s, which may have more", c.Broken, count(c.Packages, "package"))
	}
	return fmt.Sprintf("%s: %d understood, %d dynamic, %d missed%s; %s: %d guarded, %d unguarded%s, %d unproven, %d public%s%s",
		count(c.Registered, "registration"), c.Understood, c.Dynamic, c.Missed, uncalled,
		count(c.Routes, "route"), c.Guarded, c.Unguarded, login, c.Unproven, c.Public, unread, broken)
}

// routePrinters are the formats of the routes command.
var routePrinters = map[string]func(io.Writer, *routesReport) error{
	"text":     printRoutesText,
	"markdown": printRoutesMarkdown,
	"openapi":  printRoutesOpenAPI,
	"html":     printRoutesHTML,
	"sarif":    printRoutesSARIF,
	"json":     func(w io.Writer, r *routesReport) error { return printIndented(w, r) },
}

// report puts together what the packages say.
func (g *gathered) report() *routesReport {
	r := &routesReport{Version: 1, Routes: []routeEntry{}, NotUnderstood: []missedEntry{}, Uncalled: []missedEntry{}, Problems: []problem{}, Coverage: routesCoverage{Unread: []string{}}, dir: g.dir}
	r.Problems = append(r.Problems, g.problems...)
	for _, inv := range g.packages {
		r.add(inv)
	}
	slices.SortStableFunc(r.Routes, func(a, b routeEntry) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Method, b.Method), byPlace(a.Location, b.Location))
	})
	for _, l := range r.Missing() {
		slices.SortStableFunc(l.Calls, func(a, b missedEntry) int { return byPlace(a.Location, b.Location) })
	}
	r.Problems = sortedProblems(r.Problems)
	broken := make(map[string]bool)
	for _, p := range r.Problems {
		broken[p.Package] = true
	}
	r.Coverage.Broken = len(broken)
	return r
}

func byPlace(a, b location) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
}

// add takes over one package.
func (r *routesReport) add(inv *inventoried) {
	place := placer{r.dir, inv.fset}
	for _, route := range inv.Routes {
		entry := found.NewRoute(r.dir, inv.path, inv.fset, route)
		if reason, ok := inv.config.Public(route); ok && route.State != routes.Guarded {
			entry.State, entry.Reason = public, reason
		}
		r.Routes = append(r.Routes, entry)
		r.Coverage.count(entry)
	}
	c := &r.Coverage
	c.Packages++
	c.Files += inv.files
	c.Registered += inv.Coverage.Registered
	c.Understood += inv.Coverage.Understood
	c.Dynamic += len(inv.Coverage.Dynamic)
	c.Uncalled += len(inv.Coverage.Uncalled)
	c.Missed += len(inv.Coverage.Missed) + len(inv.Coverage.Unknown)
	r.NotUnderstood = place.missed(r.NotUnderstood, "dynamic", inv.Coverage.Dynamic)
	r.NotUnderstood = place.missed(r.NotUnderstood, "missed", inv.Coverage.Missed)
	r.NotUnderstood = place.missed(r.NotUnderstood, "unknown", inv.Coverage.Unknown)
	r.NotUnderstood = place.missed(r.NotUnderstood, "router", inv.Coverage.Unread)
	for _, m := range inv.Coverage.Unread {
		if !slices.Contains(c.Unread, m.Name) {
			c.Unread = append(c.Unread, m.Name)
		}
	}
	r.Uncalled = place.missed(r.Uncalled, "uncalled", inv.Coverage.Uncalled)
}

// A missingList is registering calls that every format shows below one heading.
type missingList struct {
	Title string
	Calls []missedEntry
}

// Missing lists the calls that are not among the understood ones.
func (r *routesReport) Missing() []missingList {
	return slices.DeleteFunc([]missingList{
		{"Not understood", r.NotUnderstood},
		{"Not called, and counted apart", r.Uncalled},
	}, func(l missingList) bool { return len(l.Calls) == 0 })
}

func (c *routesCoverage) count(r routeEntry) {
	c.Routes++
	switch r.State {
	case string(routes.Guarded):
		c.Guarded++
	case string(routes.Unguarded):
		c.Unguarded++
		if r.Login {
			c.Login++
		}
	case string(routes.Unproven):
		c.Unproven++
	case public:
		c.Public++
	}
}

// A placer turns the positions of a package into locations.
type placer struct {
	dir  string
	fset *token.FileSet
}

func (p placer) at(pos token.Pos) location { return p.span(pos, token.NoPos) }

func (p placer) span(pos, end token.Pos) location {
	return (&report{dir: p.dir}).location(p.fset, pos, end)
}

func (p placer) missed(list []missedEntry, kind string, calls []routes.Missed) []missedEntry {
	for _, m := range calls {
		list = append(list, missedEntry{kind, m.Name, m.Why, p.at(m.Pos)})
	}
	return list
}
